import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import type { EventKind } from '../events/types';
import { DEFAULT_TRIGGER_ON } from '../events/wanted';
import { PROVIDERS } from '../providers';
import { credentialsByProvider } from '../providers/credentials';

/** Providers with a webhook. */
const receivers = Object.values(PROVIDERS).flatMap(({ webhook, ...provider }) =>
	webhook ? [{ ...provider, webhook }] : [],
);

export const credentials = credentialsByProvider(receivers);

/** In alphabetical order, as dropdowns have it. */
const KINDS: ReadonlyArray<INodePropertyOptions & { value: EventKind }> = [
	{
		name: 'Account Change',
		value: 'account',
		description: 'The account, the number, its quality or its limits changed',
	},
	{
		name: 'Delivery Status',
		value: 'status',
		description: 'A sent message was delivered, read, failed and so on: several for each message',
	},
	{
		name: 'Message Received',
		value: 'message',
		description: 'A customer wrote, sent a file or tapped a button',
	},
	{
		name: 'Other',
		value: 'other',
		description: 'Messages sent from the business’s own phone, calls, and anything new',
	},
	{
		name: 'Template Change',
		value: 'template',
		description: 'A template was approved, rejected or paused, or its quality changed',
	},
];

const triggerOn: INodeProperties[] = receivers.map(({ name, webhook }) => ({
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	options: KINDS.filter(({ value }) => webhook.sends.includes(value)),
	default: [...DEFAULT_TRIGGER_ON],
	required: true,
	displayOptions: { show: { provider: [name] } },
}));

/** The trigger's fields. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '360dialog', value: 'dialog360' },
			{ name: 'Bulk360 (SMS 360)', value: 'bulk360' },
			{ name: 'Modica', value: 'modica' },
		],
		default: 'dialog360',
		description: 'The company that your WhatsApp number is with',
	},
	{
		displayName:
			'Activating the workflow registers the webhook at 360dialog, and deactivating it restores the one that was there. A number has one webhook: while you listen for a test event, live messages come to the test instead.',
		name: 'dialog360Notice',
		type: 'notice',
		default: '',
		displayOptions: { show: { provider: ['dialog360'] } },
	},
	{
		displayName:
			'Copy the production URL above. In the Bulk360 portal, open My Configurations > APIs and paste it into both Delivery Notification Hook and WhatsApp Incoming Message Hook. If the credential has a webhook token, add <code>?token=</code> and the token to the end of the URL.',
		name: 'bulk360Notice',
		type: 'notice',
		default: '',
		displayOptions: { show: { provider: ['bulk360'] } },
	},
	{
		displayName:
			'Copy the production URL above. In Modica’s platform, open API Configuration and set it as both MO callback and DLR callback. If the credential has a webhook user, write it into the URL: <code>https://user:password@...</code>',
		name: 'modicaNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { provider: ['modica'] } },
	},
	...triggerOn,
];

const TEST_HINT =
	'360dialog sends to the test URL while you listen, and back to the webhook that was there afterwards. Bulk360 and Modica send where their portals tell them to: paste the test URL there, or activate the workflow.';

/** What the editor says while nothing has come in yet. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: '',
	executionsHelp: {
		inactive: `<b>To try it</b>, choose 'listen' and write to your WhatsApp number. ${TEST_HINT}<br /><br /><b>To go live</b>, activate the workflow. Executions then show in the executions list.`,
		active: `<b>To try it</b>, choose 'listen' and write to your WhatsApp number. ${TEST_HINT}<br /><br /><b>The workflow is active:</b> it runs by itself for each call of the provider. Executions show in the executions list.`,
	},
	activationHint:
		'Once the workflow is active, it runs by itself for each call of the provider. Executions show in the executions list.',
};

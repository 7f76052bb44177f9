import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { EventKind } from '../events/types';
import { DEFAULT_TRIGGER_ON } from '../events/filter';
import { PROVIDERS, providerOptions } from '../providers';
import { credentialsByProvider } from '../providers/credentials';
import { options } from './options';

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

const notices: INodeProperties[] = receivers.map(({ name, webhook }) => ({
	displayName: webhook.notice,
	name: `${name}Notice`,
	type: 'notice',
	default: '',
	displayOptions: { show: { provider: [name] } },
}));

/** The trigger's fields. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: providerOptions(receivers),
		default: 'dialog360',
		description: 'The company that your WhatsApp number is with',
	},
	...notices,
	...triggerOn,
	options,
];

/** n8n shows these texts as they are, for whichever provider is chosen: its own are in its notice. */
const TEST_HINT =
	'What your provider needs for that is at the top of the parameters. A call that is refused shows here with its reason.';

/** A second output for refused calls, where the user asked for it. */
export const outputs: INodeTypeDescription['outputs'] = `={{ $parameter["options"]?.["emitRejected"] ? ${JSON.stringify(
	[
		{ type: NodeConnectionTypes.Main, displayName: 'Events' },
		{ type: NodeConnectionTypes.Main, displayName: 'Rejected' },
	],
)} : ${JSON.stringify([NodeConnectionTypes.Main])} }}`;

/** What the editor says while nothing has come in yet. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: '',
	executionsHelp: {
		inactive: `<b>To try it</b>, press the button above and write to your WhatsApp number. ${TEST_HINT}<br /><br /><b>To go live</b>, publish the workflow. Executions then show in the executions list.`,
		active: `<b>To try it</b>, press the button above and write to your WhatsApp number. ${TEST_HINT}<br /><br /><b>The workflow is published:</b> it runs by itself for each call of the provider. Executions show in the executions list.`,
	},
	activationHint:
		'Once the workflow is published, it runs by itself for each call of the provider. Executions show in the executions list.',
};

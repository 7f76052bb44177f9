import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { EventKind } from '../../core/event';
import { DEFAULT_TRIGGER_ON } from '../receive/filter';
import { joinNames, PROVIDERS, createProviderOptions } from '../../providers';
import { createCredentialList } from '../../providers/credentials';
import { options } from './options';

/** Providers with a webhook. */
const receivers = Object.values(PROVIDERS).flatMap(({ webhook, ...provider }) =>
	webhook ? [{ ...provider, webhook }] : [],
);

export const credentials = createCredentialList(receivers);

const senders = Object.values(PROVIDERS).filter(({ webhook }) => !webhook);

/** n8n's search also shows this for the pair of both nodes. */
export const description = `Starts the workflow when a WhatsApp message, delivery receipt, or other event arrives from ${joinNames(receivers, 'or')}. Its actions send messages, also through ${joinNames(senders, 'and')}.`;

/** Hides the webhook's URL where the trigger registers it. */
export const ndvHideUrl = `={{ ${JSON.stringify(
	receivers.filter(({ webhook }) => webhook.registration).map(({ name }) => name),
)}.includes($parameter["provider"]) }}`;

/** In alphabetical order, as n8n’s lint wants dropdowns. */
const KINDS: ReadonlyArray<INodePropertyOptions & { value: EventKind }> = [
	{
		name: 'Account Change',
		value: 'account',
		description: 'The account, the number, its quality, or its limits changed',
	},
	{
		name: 'Contact Change',
		value: 'contact',
		description: 'A customer changed their number, or stopped or resumed marketing messages',
	},
	{
		name: 'Delivery Status',
		value: 'status',
		description:
			'A delivery receipt arrived: a sent message was delivered, read, failed, and so on. Several per message.',
	},
	{
		name: 'Message Received',
		value: 'message',
		description: 'A customer sent a message or a file, or tapped a button',
	},
	{
		name: 'Other',
		value: 'other',
		description:
			"New kinds of events. At 360dialog also calls, changes of a group, and, with 'Include Own Messages', messages sent from the business’s own phone.",
	},
	{
		name: 'Template Change',
		value: 'template',
		description: 'A template was approved, rejected, or paused, or its quality changed',
	},
];

const triggerOn: INodeProperties[] = receivers.map(({ name, webhook }) => ({
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	options: KINDS.filter(({ value }) => webhook.eventKinds.includes(value)),
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
		options: createProviderOptions(receivers),
		default: 'dialog360',
		description: 'The company your WhatsApp number is registered with',
	},
	...notices,
	...triggerOn,
	options,
];

/** n8n shows the same texts for each provider. What differs is in the provider’s notice. */
const TEST_HINT =
	'The note at the top of the parameters explains the setup your provider needs. A rejected webhook call appears here with the reason.';

/** A second output for rejected calls, where the user wants it. */
export const outputs: INodeTypeDescription['outputs'] = `={{ $parameter["options"]?.["emitRejected"] ? ${JSON.stringify(
	[
		{ type: NodeConnectionTypes.Main, displayName: 'Events' },
		{ type: NodeConnectionTypes.Main, displayName: 'Rejected' },
	],
)} : ${JSON.stringify([NodeConnectionTypes.Main])} }}`;

/** Shown in the editor until an event has arrived. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: '',
	executionsHelp: {
		inactive: `<b>To try it</b>, click the button above, then send a message to your WhatsApp number. ${TEST_HINT}<br /><br /><b>To go live</b>, publish the workflow. Its executions then appear in the executions list.`,
		active: `<b>To try it</b>, click the button above, then send a message to your WhatsApp number. ${TEST_HINT}<br /><br /><b>The workflow is published:</b> it runs automatically when the provider sends an event. Its executions appear in the executions list.`,
	},
	activationHint:
		'Once the workflow is published, it runs automatically when the provider sends an event. Its executions appear in the executions list.',
};

import type { INodeProperties } from 'n8n-workflow';
import { getProvidersWith, PROVIDERS } from '../../../providers';
import type { WaitResponseType } from '../../../providers/capabilities';
import { joinProviderNames } from '../../fields/providerTexts';
import { updateDisplayOptions } from '../../fields/updateDisplayOptions';
import { createOptionsField, createRecipientFields } from '../commonFields';
import { flow } from '../interactive/flow';
import { templateContentFields, templateOptions } from '../template/templateFields';
import { approvalOptions, choicesField } from './approval';
import { limitWaitTime } from './limitWaitTime';
import { isAskedByLink } from './linkQuestion';

/** In alphabetical order, as n8n’s lint wants dropdowns. */
const RESPONSE_TYPES: Array<{ name: string; value: WaitResponseType; description: string }> = [
	{
		name: 'Approval',
		value: 'approval',
		description: 'The recipient approves or declines with a button',
	},
	{
		name: 'Choice',
		value: 'choice',
		description: 'The recipient chooses one of up to 10 answers',
	},
	{
		name: 'Delivery',
		value: 'delivery',
		description: 'The message is delivered, read, or failed',
	},
	{
		name: 'Flow',
		value: 'flow',
		description: 'The recipient fills in a form built with WhatsApp Flows',
	},
	{
		name: 'Free Text',
		value: 'freeText',
		description: 'The recipient writes something, or sends a location, a contact, or a file',
	},
	{
		name: 'Template Buttons',
		value: 'template',
		description:
			'The recipient taps a quick-reply button of a template, which also works outside the 24-hour window',
	},
];

const waiters = Object.values(PROVIDERS).filter(
	({ capabilities }) => capabilities.waits.length > 0,
);

const UNDELIVERED =
	"Add the option 'Limit Wait Time', as a question that can’t be delivered is never answered.";

const notices: INodeProperties[] = waiters
	.map(({ name, displayName, capabilities: { waits, answersByLink, callbackData }, webhook }) => {
		const needUrl = callbackData ? 'Free Text and Flow' : 'Free Text and Delivery';
		const beyondWindow = waits.includes('template')
			? "use Template Buttons, or set 'Send As' to 'Template' for Free Text and Delivery"
			: "set 'Send As' to 'Template'";
		const responseType = waits.filter((type) => !answersByLink || !isAskedByLink(type));
		return {
			displayName: `Answers arrive through a published workflow with a 'WhatsApp BSP Trigger' node for the same ${displayName} number and credential. It doesn’t have to do anything else. ${webhook?.registration ? '' : `For ${needUrl}, add the option 'Trigger URL'. `}Outside the 24-hour window, ${beyondWindow}. ${UNDELIVERED}`,
			name: 'waitNotice',
			type: 'notice' as const,
			default: '',
			displayOptions: { show: { provider: [name], responseType } },
		};
	})
	.filter(({ displayOptions }) => displayOptions.show.responseType.length > 0);

const linkNotice: INodeProperties = {
	displayName: `The message ends with a link to a page of n8n where the recipient taps an answer. It only reaches people who messaged you within the last 24 hours. Their phone must be able to open the URL of your n8n instance (WEBHOOK_URL). ${UNDELIVERED}`,
	name: 'linkNotice',
	type: 'notice',
	default: '',
	displayOptions: {
		show: {
			provider: getProvidersWith(({ answersByLink }) => answersByLink === true),
			responseType: RESPONSE_TYPES.map(({ value }) => value).filter(isAskedByLink),
		},
	},
};

const responseTypes: INodeProperties[] = waiters.map(({ name, capabilities }) => ({
	displayName: 'Response Type',
	name: 'responseType',
	type: 'options',
	noDataExpression: true,
	options: RESPONSE_TYPES.filter(({ value }) => capabilities.waits.includes(value)),
	default: 'approval',
	description: 'What to wait for',
	displayOptions: { show: { provider: [name] } },
}));

const messageField: INodeProperties = {
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. Approve the refund of $120 for order 4711?',
	description:
		'Up to 1024 characters, or 4096 in a list, without buttons, or including a link to the answers',
};

const quickRepliesField: INodeProperties = {
	displayName: 'Quick Replies',
	name: 'quickReplies',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add quick reply' },
	default: [],
	placeholder: 'e.g. Yes',
	description:
		'Labels of the template’s quick-reply buttons, in order. Leave an entry empty for each button of another kind before them.',
	displayOptions: {
		show: {
			provider: getProvidersWith(
				({ templateList, waits }) => !templateList && waits.includes('template'),
			),
		},
	},
};

const withoutReadReceipts = joinProviderNames(
	(can) => can.waits.includes('delivery') && !can.readReceipts,
);

const waitUntilField: INodeProperties = {
	displayName: 'Wait Until',
	name: 'waitUntil',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Delivered', value: 'delivered' },
		{
			name: 'Read',
			value: 'read',
			description: `Add the option 'Limit Wait Time'. Customers can turn off read receipts, and ${withoutReadReceipts} don’t document any.`,
		},
	],
	default: 'delivered',
	description: 'When the wait ends. A failed message always ends it.',
};

const sendAsField: INodeProperties = {
	displayName: 'Send As',
	name: 'sendAs',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Template',
			value: 'template',
			description: 'Also reaches people outside the 24-hour window',
		},
		{ name: 'Text', value: 'text' },
	],
	default: 'text',
	description: 'What kind of message to send',
};

const listButtonField: INodeProperties = {
	displayName: 'List Button Text',
	name: 'listButtonText',
	type: 'string',
	default: 'Choose',
	description: 'Label of the button that opens a list of choices, up to 20 characters',
	displayOptions: {
		show: {
			'/provider': getProvidersWith(
				({ waits, answersByLink }) => waits.includes('choice') && !answersByLink,
			),
			'/responseType': ['choice'],
		},
	},
};

const triggerUrlField: INodeProperties = {
	displayName: 'Trigger URL',
	name: 'triggerUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/4f7c.../webhook',
	description:
		'Production URL of the WhatsApp BSP Trigger that receives this number’s messages. Only needed if the provider can’t tell: for written answers and forms where the webhook is set in the provider’s portal, and for delivery at Bulk360.',
	displayOptions: {
		show: { '/provider': waiters.filter(({ webhook }) => webhook).map(({ name }) => name) },
	},
};

const showForResponse = (responseType: WaitResponseType[], fields: INodeProperties[], more = {}) =>
	updateDisplayOptions({ show: { responseType, ...more } }, fields);

/** What is asked, how, and what to wait for. */
export const questionFields: INodeProperties[] = [
	...notices,
	linkNotice,
	...createRecipientFields('sendAndWait'),
	...responseTypes,
	...showForResponse(['delivery', 'freeText'], [sendAsField]),
	...showForResponse(['approval', 'choice', 'flow'], [messageField]),
	...showForResponse(['delivery', 'freeText'], [messageField], { sendAs: ['text'] }),
	...showForResponse(['approval'], [approvalOptions]),
	...showForResponse(['choice'], [choicesField]),
	...showForResponse(
		['flow'],
		flow.fields.filter(({ name }) => name !== 'flowToken'),
	),
	...showForResponse(['template'], [...templateContentFields, quickRepliesField]),
	...showForResponse(['delivery', 'freeText'], templateContentFields, { sendAs: ['template'] }),
	...showForResponse(['delivery'], [waitUntilField]),
	createOptionsField(
		[
			limitWaitTime,
			listButtonField,
			triggerUrlField,
			...updateDisplayOptions({ show: { '/responseType': ['template'] } }, templateOptions),
			...updateDisplayOptions(
				{ show: { '/responseType': ['delivery', 'freeText'], '/sendAs': ['template'] } },
				templateOptions,
			),
		],
		// One message has no others to share a request with.
		['groupRecipients'],
	),
];

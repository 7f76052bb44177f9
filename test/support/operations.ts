import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { RECIPIENTS } from './accounts';
import { fileItem, JPEG } from './engine';
import { QUESTIONS } from './interactive/questions';
import { SHOP } from './interactive/shop';
import type { SandboxProvider } from './sandboxClient';

/** One way to run an operation that works, with every text field filled. */
export interface Sample {
	name: string;
	resource: string;
	operation: string;
	parameters: INodeParameters;
	items?: INodeExecutionData[];
}

const PREFIXES: Readonly<Record<SandboxProvider, string>> = {
	dialog360: '60123',
	modica: '64211',
	bulk360: '60123',
	socnet: '256701',
};
let count = 100_000;

/** The same parameters to a new recipient: many messages to one recipient are rate limited. */
export function toNewRecipient(provider: SandboxProvider, parameters: INodeParameters) {
	return 'to' in parameters ? { ...parameters, to: `${PREFIXES[provider]}${++count}` } : parameters;
}

const file = () => [fileItem(JPEG, 'image/jpeg', 'photo.jpg')];
const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const values = (...texts: string[]) => ({ values: texts.map((text) => ({ name: '', text })) });

const sample = (
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	items?: INodeExecutionData[],
	detail = '',
): Sample => ({
	name: `${resource} ${operation}${detail && ` ${detail}`}`,
	resource,
	operation,
	parameters,
	...(items ? { items } : {}),
});

/** One request and its outcome, without a real account's rate limit. */
const ONCE: INodeParameters = { maxRetries: 0, maxPerSecond: 1000 };

function sending(
	to: string,
	options: INodeParameters,
	operation: string,
	parameters: INodeParameters,
	{ items, detail }: { items?: INodeExecutionData[]; detail?: string } = {},
): Sample {
	return sample(
		'message',
		operation,
		{ to, ...parameters, options: { ...ONCE, ...options } },
		items,
		detail,
	);
}

/** What 360dialog and Modica have in common. */
function cloudSamples(to: string, options: INodeParameters): Sample[] {
	const send = (
		operation: string,
		parameters: INodeParameters,
		more?: { items?: INodeExecutionData[]; detail?: string },
	) => sending(to, options, operation, parameters, more);
	return [
		send('sendText', { text: 'Hello there' }),
		send('sendTemplate', {
			template: locator('order_shipped|en_US'),
			templateInput: 'values',
			templateValues: values('Ana', '4711'),
		}),
		send(
			'sendMedia',
			{ mediaType: 'image', mediaSource: 'binary', binaryPropertyName: 'data', caption: 'Look' },
			{ items: file(), detail: 'file' },
		),
		send(
			'sendMedia',
			{
				mediaType: 'document',
				mediaSource: 'url',
				mediaUrl: 'https://example.com/a.pdf',
				caption: 'Look',
				fileName: 'a.pdf',
			},
			{ detail: 'link' },
		),
		...[...QUESTIONS, ...SHOP].map(([detail, parameters]) =>
			send('sendInteractive', parameters, { items: file(), detail }),
		),
		send('sendLocation', {
			latitude: '3.139',
			longitude: '101.6869',
			locationName: 'Office',
			address: '1 Jalan Raja',
		}),
		send('sendContacts', {
			contacts: {
				contact: [
					{
						firstName: 'Ana',
						lastName: 'Tan',
						phones: { phone: [{ phone: '+60 12-324 0066', type: 'CELL' }] },
						emails: { email: [{ email: 'ana@example.com', type: 'WORK' }] },
						urls: { url: [{ url: 'https://example.com', type: 'HOME' }] },
						addresses: { address: [{ street: '1 Jalan Raja', city: 'KL', type: 'WORK' }] },
						more: { company: 'Example', jobTitle: 'Manager', formattedName: 'Ana Tan' },
					},
				],
			},
		}),
		send('sendReaction', { messageId: 'wamid.HBgLNjAxMjMyNDAwNjYVAgASGBQzQQA=', emoji: '👍' }),
		send('sendRaw', { message: '{"type":"text","text":{"body":"Hello"}}' }),
	];
}

const DIALOG360: Sample[] = [
	...cloudSamples(RECIPIENTS.dialog360, { callbackData: 'order 4711' }),
	sample('message', 'markAsRead', {
		messageId: 'wamid.HBgLNjAxMjMyNDAwNjYVAgASGBQzQQA=',
		showTyping: true,
	}),
	sample('template', 'getAll', { returnAll: false, limit: 3 }),
	sample('template', 'get', { template: locator('order_shipped|en_US') }),
	sample('template', 'create', {
		templateName: 'fresh_bread',
		language: 'en_US',
		category: 'UTILITY',
		contentSource: 'components',
		components: '[{"type":"BODY","text":"Fresh bread is here."}]',
	}),
	sample(
		'template',
		'create',
		{
			templateName: 'fresh_bread',
			language: 'en_US',
			category: 'MARKETING',
			contentSource: 'fields',
			headerType: 'IMAGE',
			headerFile: 'data',
			bodyText: 'Hi {{1}}, fresh bread is here.',
			examples: { values: [{ name: '1', text: 'Ana' }] },
			footerText: 'Bakery',
			buttons: { button: [{ type: 'QUICK_REPLY', text: 'More' }] },
		},
		file(),
		'fields',
	),
	sample('template', 'edit', {
		template: locator('order_shipped|en_US'),
		contentSource: 'fields',
		bodyText: 'Your order has shipped.',
	}),
	sample('template', 'getLibrary', { filters: { search: 'delivery' } }),
	sample('template', 'getAnalytics', { template: locator('order_shipped|en_US') }),
	sample('template', 'enableAnalytics'),
	sample('template', 'delete', { templateName: 'order_shipped' }),
	sample('media', 'upload', { binaryPropertyName: 'data' }, file()),
	sample('media', 'download', { mediaId: '1037543291543636', fileName: 'photo.jpg' }),
	sample('media', 'get', { mediaId: '1037543291543636' }),
	sample('media', 'delete', { mediaId: '1037543291543636' }),
	sample('conversation', 'passControl', { to: RECIPIENTS.dialog360, note: 'order 4711' }),
	sample('conversation', 'takeControl', { to: RECIPIENTS.dialog360, note: 'order 4711' }),
	sample('conversation', 'releaseControl', { to: RECIPIENTS.dialog360, note: 'order 4711' }),
	sample('account', 'getHealth'),
	sample('account', 'getProfile'),
	sample('account', 'updateProfile', {
		updateFields: {
			about: 'Fresh bread',
			address: 'Example Street 1',
			description: 'A bakery',
			email: 'shop@example.com',
			profilePictureHandle: '4::aW1hZ2U=',
			websites: 'https://example.com',
		},
	}),
	sample('account', 'blockUsers', { users: '60123240067' }),
	sample('account', 'unblockUsers', { users: '60123240067' }),
	sample('account', 'getBlockedUsers', { returnAll: true }),
	sample('account', 'getCallPermission', { user: '60123240067' }),
	sample('account', 'getWebhook'),
	sample('account', 'setWebhook', {
		webhookUrl: 'https://n8n.example.com/webhook/abc',
		webhookHeaders: { headers: [{ name: 'X-Example', value: 'example value' }] },
	}),
];

const MODICA: Sample[] = [
	...cloudSamples(RECIPIENTS.modica, { senderId: '1234567890', callbackData: 'order 4711' }),
	sample('media', 'upload', { binaryPropertyName: 'data', senderId: '1234567890' }, file()),
	sample('media', 'download', { mediaId: '1037543291543636', fileName: 'photo.jpg' }),
	sample('account', 'getMessageStatus', { messageId: '7b6a2d1e-0000-4000-8000-000000000000' }),
];

const BULK360: Sample[] = [
	sending(RECIPIENTS.bulk360, {}, 'sendText', { text: 'Hello there' }),
	sending(RECIPIENTS.bulk360, {}, 'sendTemplate', {
		text: 'Hi {{1}}, your order {{2}} has shipped.',
		templateValues: values('Ana', '4711'),
	}),
	sending(RECIPIENTS.bulk360, {}, 'sendMedia', {
		mediaUrl: 'https://example.com/a.jpg',
		caption: 'Look',
	}),
	sample('account', 'getBalance', { country: 'MY' }),
];

const SOCNET: Sample[] = [
	sending(RECIPIENTS.socnet, {}, 'sendText', { text: 'Hello there' }),
	sending(RECIPIENTS.socnet, {}, 'sendTemplate', {
		templateName: 'order_shipped',
		text: 'Your order has shipped.',
	}),
	sending(RECIPIENTS.socnet, {}, 'sendMedia', {
		mediaUrl: 'https://example.com/a.jpg',
		caption: 'Look',
	}),
];

/** Every operation of every provider, in every shape that reaches the network differently. */
export const SAMPLES: Readonly<Record<SandboxProvider, readonly Sample[]>> = {
	dialog360: DIALOG360,
	modica: MODICA,
	bulk360: BULK360,
	socnet: SOCNET,
};

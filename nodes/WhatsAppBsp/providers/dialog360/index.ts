import { PAIR_LIMIT, toCloudRecipient } from '../cloudApi/request';
import { getTemplateError } from '../cloudApi/templates';
import type { Provider } from '../provider';
import { account } from './apiCalls/account';
import { conversation } from './apiCalls/conversation';
import { media } from './apiCalls/media';
import { listTemplates, template } from './apiCalls/template';
import { parseMarkAsReadResponse, parseSendResponse, parseUploadResponse } from './response';
import { buildMarkAsReadRequest, buildSendRequest, buildUploadRequest } from './request';
import { getBaseUrl, isCloud } from './urls';
import { validate, validateRecipient } from './validate';
import { webhook } from './webhook';

const EXAMPLE = '+49 1512 3456789';

/** 360dialog: Cloud API, legacy On-Premise API and sandbox. Source: "Messaging", "Messaging API". */
export const dialog360: Provider = {
	name: 'dialog360',
	displayName: '360dialog',
	credential: 'dialog360Api',
	capabilities: {
		message: [
			'sendText',
			'sendTemplate',
			'sendMedia',
			'sendInteractive',
			'sendLocation',
			'sendContacts',
			'sendReaction',
			'sendRaw',
			'sendAndWait',
			'markAsRead',
		],
		resources: {
			template: [
				'getAll',
				'get',
				'create',
				'edit',
				'delete',
				'getLibrary',
				'getAnalytics',
				'enableAnalytics',
			],
			media: ['upload', 'download', 'get', 'delete'],
			conversation: ['passControl', 'takeControl', 'releaseControl'],
			account: [
				'getHealth',
				'getProfile',
				'updateProfile',
				'blockUsers',
				'unblockUsers',
				'getBlockedUsers',
				'getCallPermission',
				'getWebhook',
				'setWebhook',
			],
		},
		templateList: true,
		templates: 'nameAndLanguage',
		templateNamespace: true,
		media: 'native',
		replies: true,
		readReceipts: true,
		callbackData: true,
		previewUrl: true,
		typingIndicator: true,
		senderId: false,
		groups: true,
		directSend: true,
		waits: ['approval', 'choice', 'freeText', 'template', 'flow', 'delivery'],
		marketingMessages: true,
		// Source: Meta, "Throughput". In flight: the rate at half a second each.
		sending: { messagesPerSecond: 80, maxConcurrency: 40, perRecipient: PAIR_LIMIT },
	},
	exampleNumber: EXAMPLE,
	recipientNote: 'A business-scoped user ID (BSUID) also works.',
	fieldNotes: {
		callbackData:
			'With 360dialog, only works on the Cloud API: with other hosting, the item fails and nothing is sent.',
		category:
			'With 360dialog, only works on the Cloud API, for accounts that WhatsApp has enabled it for. A message to a business-scoped user ID may never arrive.',
		marketingMessages:
			'With 360dialog, only works on the Cloud API, once you have accepted the terms in the 360dialog Hub.',
		outsideWindow:
			'With 360dialog, a template can’t be sent instead: it accepts the message and reports the failure later, in a delivery receipt.',
	},
	getAccountKey: getBaseUrl,
	parseRecipient: (typed) => toCloudRecipient(typed, EXAMPLE),
	validate,
	validateRecipient,
	buildSendRequest,
	parseSendResponse,
	apiCalls: { template, media, conversation, account },
	templates: {
		needsNamespace: (account) => !isCloud(account),
		list: () => listTemplates(),
		getTemplateError,
	},
	upload: { buildRequest: buildUploadRequest, parseResponse: parseUploadResponse },
	markAsRead: { buildRequest: buildMarkAsReadRequest, parseResponse: parseMarkAsReadResponse },
	webhook,
};

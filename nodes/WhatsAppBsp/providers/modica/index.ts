import { validateMessage } from '../../messages/validateMessage';
import { parsePhoneNumber } from '../../core/phoneNumber';
import { PAIR_LIMIT } from '../cloudApi/request';
import type { Provider } from '../provider';
import { apiCalls } from './apiCalls';
import { parseSendResponse, parseUploadResponse } from './response';
import { buildSendRequest, buildUploadRequest, buildUrl } from './request';
import { webhook } from './webhook';

const EXAMPLE = '+64 21 123 4567';

/** Modica (New Zealand). Source: WhatsApp for Business API and the WAB OpenAPI document. */
export const modica: Provider = {
	name: 'modica',
	displayName: 'Modica',
	credential: 'modicaApi',
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
		],
		resources: { media: ['upload', 'download'], account: ['getMessageStatus'] },
		templateList: false,
		templates: 'nameAndLanguage',
		media: 'native',
		replies: true,
		callbackData: true,
		previewUrl: true,
		typingIndicator: false,
		senderId: true,
		waits: ['approval', 'choice', 'freeText', 'template', 'flow', 'delivery'],
		// Assumption: a 429 is documented, the limit behind it is not. WhatsApp's own rejections are passed on.
		sending: { messagesPerSecond: 20, maxConcurrency: 8, perRecipient: PAIR_LIMIT },
	},
	exampleNumber: EXAMPLE,
	fieldNotes: {
		senderId: 'It is shown in Modica’s platform. Modica may also require it for file uploads.',
	},
	getAccountKey: (account) => buildUrl(account, ''),
	parseRecipient: (typed) => parsePhoneNumber(typed, EXAMPLE),
	validate: validateMessage,
	buildSendRequest,
	parseSendResponse,
	apiCalls,
	upload: { buildRequest: buildUploadRequest, parseResponse: parseUploadResponse },
	webhook,
};

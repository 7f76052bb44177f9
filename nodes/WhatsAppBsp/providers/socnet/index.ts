import { validatePlainText } from '../shared/plainTextFallback';
import type { Provider } from '../provider';
import { parseSendResponse } from './response';
import { buildSendRequest, getSendUrl, toSocnetRecipient } from './request';

/** Socnet (Uganda). Source: WhatsApp Messaging API V1.01. Documents no webhook. */
export const socnet: Provider = {
	name: 'socnet',
	displayName: 'Socnet',
	credential: 'socnetApi',
	capabilities: {
		message: ['sendText', 'sendTemplate', 'sendMedia', 'sendAndWait'],
		resources: {},
		templateList: false,
		templates: 'nameAndText',
		media: 'link',
		replies: false,
		callbackData: false,
		previewUrl: false,
		typingIndicator: false,
		senderId: false,
		waits: ['approval', 'choice'],
		answersByLink: true,
		// Assumption: no limit is documented.
		sending: { messagesPerSecond: 5, maxConcurrency: 2 },
	},
	exampleNumber: '+256 772 123456',
	recipientNote: 'Socnet only reaches numbers in Uganda.',
	getAccountKey: getSendUrl,
	parseRecipient: toSocnetRecipient,
	validate: (message) => validatePlainText(message, 'Socnet'),
	buildSendRequest,
	parseSendResponse,
	apiCalls: {},
};

import { checkPlainText } from '../linkText';
import type { Provider } from '../provider';
import { sendReply } from './reply';
import { sendRequest, socnetRecipient } from './request';

/** Socnet (Uganda). Source: WhatsApp Messaging API V1.01. Documents no webhook. */
export const socnet: Provider = {
	name: 'socnet',
	displayName: 'Socnet',
	credential: 'socnetApi',
	capabilities: {
		message: ['sendText', 'sendTemplate', 'sendMedia'],
		resources: {},
		templateList: false,
		templates: 'nameAndText',
		media: 'link',
		mediaSources: ['url'],
		replies: false,
		callbackData: false,
		previewUrl: false,
		typingIndicator: false,
		senderId: false,
		// Assumption: no limit is documented.
		sending: { perSecond: 5, inFlight: 2 },
	},
	exampleNumber: '+256 772 123456',
	recipientNote: 'Socnet only reaches numbers in Uganda.',
	recipient: socnetRecipient,
	check: (message) => checkPlainText(message, 'Socnet'),
	sendRequest,
	sendReply,
	calls: {},
};

import { checkMessage } from '../../messages/limits';
import { cloudRecipient } from '../cloudApi/request';
import type { Provider } from '../provider';
import { markAsReadReply, sendReply, uploadReply } from './reply';
import { markAsReadRequest, sendRequest, uploadRequest } from './request';
import { webhook } from './webhook';

/** 360dialog: Cloud API, legacy On-Premise API and sandbox. Source: "Messaging", "Messaging API". */
export const dialog360: Provider = {
	name: 'dialog360',
	displayName: '360dialog',
	credential: 'dialog360Api',
	capabilities: {
		message: ['sendText', 'sendTemplate', 'sendMedia', 'markAsRead'],
		resources: {},
		templateList: false,
		templates: 'nameAndLanguage',
		media: 'native',
		mediaSources: ['binary', 'url', 'id'],
		replies: true,
		callbackData: true,
		previewUrl: true,
		typingIndicator: true,
		senderId: false,
	},
	recipient: cloudRecipient,
	check: checkMessage,
	sendRequest,
	sendReply,
	calls: {},
	upload: { request: uploadRequest, reply: uploadReply },
	markAsRead: { request: markAsReadRequest, reply: markAsReadReply },
	webhook,
};

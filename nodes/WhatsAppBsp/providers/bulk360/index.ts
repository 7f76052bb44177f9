import { parsePhoneNumber } from '../../core/phoneNumber';
import { validatePlainText } from '../shared/plainTextFallback';
import type { Provider } from '../provider';
import { getBalance } from './balance';
import { parseSendResponse } from './response';
import { buildSendRequest, getSendUrl, joinRecipients } from './request';
import { SMS_LENGTH, validateSms } from './sms';
import { webhook } from './webhook';

const EXAMPLE = '+60 12-324 0066';

/** Bulk360, also known as SMS 360 (Malaysia). Source: WhatsApp API V3.0. */
export const bulk360: Provider = {
	name: 'bulk360',
	displayName: 'Bulk360 (SMS 360)',
	credential: 'bulk360Api',
	capabilities: {
		message: ['sendText', 'sendTemplate', 'sendMedia', 'sendAndWait'],
		resources: { account: ['getBalance'] },
		templateList: false,
		templates: 'approvedText',
		media: 'link',
		replies: false,
		callbackData: false,
		previewUrl: false,
		typingIndicator: false,
		senderId: false,
		sms: { textLength: SMS_LENGTH },
		waits: ['approval', 'choice', 'freeText', 'delivery'],
		answersByLink: true,
		recipientsPerRequest: { joinedLength: 150 },
		// Assumption: no limit is documented.
		sending: { messagesPerSecond: 20, maxConcurrency: 4 },
	},
	exampleNumber: EXAMPLE,
	fieldNotes: { country: 'Use Bulk360’s own notation.' },
	getAccountKey: getSendUrl,
	parseRecipient: (typed) => parsePhoneNumber(typed, EXAMPLE),
	joinRecipients,
	validate: (message) => [...validatePlainText(message, 'Bulk360'), ...validateSms(message)],
	buildSendRequest,
	parseSendResponse,
	apiCalls: { account: { getBalance } },
	webhook,
};

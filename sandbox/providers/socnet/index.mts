import type { Account } from '../../core/account.mts';
import { createHex, createWamid } from '../../core/ids.mts';
import { isObject } from '../../core/json.mts';
import { acceptMessage } from '../../core/messages.mts';
import { createTemplate } from '../../core/templates.mts';
import type { ProviderResponse, Json, ProviderRequest } from '../../core/types.mts';
import type { Provider } from '../provider.mts';

const PATH = '/projects/bulk/whatsapp/api.php';

/** Failures come as HTTP 200 unless the account is set to add the HTTP status as well. */
function fail(
	account: Account,
	status: number,
	message: string,
	more: Json = {},
): ProviderResponse {
	account.stats.rejected += 1;
	const http = account.settings.errorHttpStatus === 'code' && status >= 400 ? status : 200;
	return { status: http, body: { ...more, message, status } };
}

const rejectMissing = (account: Account, field: string) =>
	fail(account, 422, `The ${field} field is required.`);

function getBody(account: Account, request: ProviderRequest): Json | undefined {
	const isForm = request.encoding === 'form' && account.settings.acceptForm;
	if (request.encoding !== 'json' && !isForm) return undefined;
	const { body } = request;
	return isObject(body) ? body : undefined;
}

const isGiven = (value: unknown): value is string | number =>
	(typeof value === 'string' && value.trim() !== '') || typeof value === 'number';

/** The template's text around what was sent: for a one-time password, as in the document. */
function fillTemplate(
	account: Account,
	name: string,
	text: string,
): { text: string } | { rejection: ProviderResponse } {
	const template = account.templates.find((candidate) => candidate.name === name);
	if (template?.status !== 'APPROVED') {
		return { rejection: fail(account, 404, 'Template not found', { data: null }) };
	}
	if (template.category !== 'AUTHENTICATION') return { text };
	if (!/^[A-Za-z0-9]{1,15}$/.test(text)) {
		return { rejection: fail(account, 422, 'The msg field must be the OTP only.') };
	}
	return {
		text: `*${text}* is your verification code. For your security, do not share this code.`,
	};
}

/** The server chooses the channel "depending on the traffic"; here by turns or by setting. */
function respondAccepted(
	account: Account,
	msisdn: string,
	id: string,
	first: boolean,
): ProviderResponse {
	const { price } = account.settings;
	if (first) {
		return {
			status: 200,
			body: {
				sent: 'true',
				from: `${account.number}@c.us`,
				message_type: 'chat',
				messageId: id,
				cost: String(price),
			},
		};
	}
	return {
		status: 200,
		body: {
			messaging_product: 'whatsapp',
			contacts: [{ input: msisdn, wa_id: msisdn }],
			messages: [{ id, message_status: 'accepted' }],
			cost: price,
		},
	};
}

function send(account: Account, body: Json): ProviderResponse {
	const { msisdn, msg, template } = body;
	if (!isGiven(msisdn)) return rejectMissing(account, 'msisdn');
	if (!isGiven(msg)) return rejectMissing(account, 'msg');
	if (typeof msg !== 'string') return fail(account, 422, 'The msg field must be a string.');
	if (!/^256\d{9}$/.test(String(msisdn))) {
		return fail(account, 422, 'The msisdn field must be 12 digits starting with 256.');
	}
	if (template !== undefined && typeof template !== 'string') {
		return fail(account, 422, 'The template field must be a string.');
	}
	const to = String(msisdn);
	if (!account.acquireMessage()) {
		account.stats.rateLimited += 1;
		return fail(account, 503, 'Service unavailable');
	}
	const { price } = account.settings;
	if (account.balance < price) {
		const text = `Insufficient credit (${account.balance}) for transaction charge of ${price}`;
		return fail(account, 403, text);
	}
	const outcome = account.consumeOutcome(to);
	if (!account.isRegistered(to) || outcome?.reject?.code === 'invalid') {
		account.stats.rejected += 1;
		return { status: 200, body: { status: 'invalid' } };
	}
	if (outcome?.reject) return fail(account, Number(outcome.reject.code) || 500, 'Request failed');
	const text = template ? fillTemplate(account, template, msg) : { text: msg };
	if ('rejection' in text) return text.rejection;
	account.sequence += 1;
	const { channel } = account.settings;
	const first = channel === 'alternate' ? account.sequence % 2 === 1 : channel === 1;
	const id = first ? `3EB0${createHex(9).toUpperCase()}` : createWamid(to);
	const payload = { msisdn, msg, ...(template !== undefined && { template }) };
	acceptMessage(
		account,
		{ id, to, type: 'text', payload, text: text.text, category: 'service' },
		{ outcome },
	);
	account.balance -= price;
	return respondAccepted(account, to, id, first);
}

function handle(account: Account, request: ProviderRequest): ProviderResponse {
	if (request.path !== PATH) {
		return { status: 404, body: '<h1>Not Found</h1>', contentType: 'text/html' };
	}
	if (request.method !== 'POST') {
		return fail(account, 405, 'Method is not allowed for the requested route');
	}
	const body = getBody(account, request);
	if (!isGiven(body?.api_key)) {
		return fail(account, 400, 'The api_key field is required.', { data: null });
	}
	if (body?.api_key !== account.secrets.apiKey)
		return fail(account, 401, 'Invalid user credentials');
	// The key alone is the document's authentication request.
	if (body && Object.keys(body).length === 1) return { status: 200, body: { status: 'valid' } };
	return send(account, body ?? {});
}

export const socnet: Provider = {
	name: 'socnet',
	sentBeforeFailed: true,
	prepare: (account, fixedKeys) => {
		account.secrets = { apiKey: fixedKeys ? 'sandbox-socnet-key-0123456789abc' : createHex(16) };
		account.balance = 1_000_000;
		account.templates = [
			createTemplate({
				name: 'otp_template',
				category: 'AUTHENTICATION',
				text: '*{{1}}* is your verification code. For your security, do not share this code.',
			}),
			createTemplate({ name: 'order_shipped', text: 'Hi {{1}}, your order {{2}} has shipped.' }),
		];
	},
	getCredentials: (account) => ({
		apiKey: account.secrets.apiKey ?? '',
		baseUrl: account.baseUrl + PATH,
	}),
	handle,
	getRecipients: (request) => [String(((request.body ?? {}) as Json).msisdn ?? '')],
	// No webhook of any kind is documented.
	buildStatusRequests: () => [],
	createMessageId: (_account, contact) => createWamid(contact.customer),
	buildInboundRequests: () => [],
	buildRawRequests: () => [],
	getRegisteredWebhooks: () => ({}),
};

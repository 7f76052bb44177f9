import type { Account } from '../../core/account.mts';
import { createAlphanumeric } from '../../core/ids.mts';
import { createTemplate } from '../../core/templates.mts';
import type { ProviderResponse, ProviderRequest } from '../../core/types.mts';
import type { Provider } from '../provider.mts';
import { buildRawRequest } from '../rawRequest.mts';
import { respond } from './responses.mts';
import { buildInboundRequests, buildStatusRequests } from './notifications.mts';
import { getCredentialsError, parseParameters, send } from './send.mts';

const SEND = '/gw/bulk360/v3_0/send.php';
const BALANCE = '/api/balance/v3_0/getBalance';

/** Assumption: no document has the shape of the response; one public client reads this. */
function getBalance(account: Account, request: ProviderRequest): ProviderResponse {
	const problem = getCredentialsError(account, parseParameters(request));
	if (problem) return respond(account, problem);
	const { currency, price } = account.settings;
	return {
		status: 200,
		body: {
			status: 200,
			description: {
				currency,
				balance: account.balance.toFixed(4),
				credits: price > 0 ? String(Math.floor(account.balance / price)) : '0',
			},
		},
	};
}

function findIncomingMedia(account: Account, path: string): ProviderResponse | undefined {
	const [, id = '', hash] = /^\/incoming\/(\d+)\/(\w+)$/.exec(path) ?? [];
	const media = account.media.get(id, account.now());
	if (!media || media.hash !== hash) return undefined;
	return { status: 200, body: media.data, contentType: media.mimeType };
}

function handle(account: Account, request: ProviderRequest): ProviderResponse {
	if (['GET', 'POST'].includes(request.method)) {
		if (request.path === SEND) return send(account, request);
		if (request.path === BALANCE) return getBalance(account, request);
	}
	const media = request.method === 'GET' ? findIncomingMedia(account, request.path) : undefined;
	return media ?? { status: 404, body: '<h1>Not Found</h1>', contentType: 'text/html' };
}

const createApprovedText = (name: string, text: string) => createTemplate({ name, text });

export const bulk360: Provider = {
	name: 'bulk360',
	sentBeforeFailed: true,
	prepare: (account, fixedKeys) => {
		account.secrets = fixedKeys
			? { appKey: 'sandbox-app-key', appSecret: 'sandbox-app-secret' }
			: { appKey: createAlphanumeric(10), appSecret: createAlphanumeric(17) };
		account.balance = 187.9236;
		account.templates = [
			createApprovedText('order_shipped', 'Hi {{1}}, your order {{2}} has shipped.'),
			createApprovedText(
				'order_update_named',
				'Hi {{first_name}}, order {{order_id}} is now {{order_status}}.',
			),
			createApprovedText(
				'appointment',
				'Your appointment is on {{1}} at {{2}}.\nReply YES to confirm.',
			),
			createApprovedText('otp_code', '{{1}} is your verification code.'),
			createApprovedText('gateway_message', 'Message from Bulk360 Gateway'),
		];
	},
	getCredentials: (account) => ({
		appKey: account.secrets.appKey ?? '',
		appSecret: account.secrets.appSecret ?? '',
		webhookToken: '',
		baseUrl: account.baseUrl,
	}),
	handle,
	getRecipients: (request) =>
		(parseParameters(request).to ?? '').split(',').map((entry) => entry.replace(/^whatsapp:/, '')),
	buildStatusRequests,
	createMessageId: (account) => {
		account.sequence += 1;
		return String(55_150_000 + account.sequence);
	},
	buildInboundRequests,
	buildRawRequests: ({ portal }, raw) => buildRawRequest(portal.moUrl ?? portal.dnUrl, raw),
	getRegisteredWebhooks: (account) => ({
		dnUrl: account.portal.dnUrl ?? null,
		moUrl: account.portal.moUrl ?? null,
		method: account.portal.method,
		encoding: account.portal.encoding,
	}),
};

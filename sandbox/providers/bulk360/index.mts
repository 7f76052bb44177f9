import type { Account } from '../../core/account.mts';
import { alphanumeric } from '../../core/ids.mts';
import { newTemplate } from '../../core/templates.mts';
import type { Answer, ProviderRequest } from '../../core/types.mts';
import type { Provider } from '../provider.mts';
import { answer } from './answers.mts';
import { inboundCalls, rawCalls, statusCalls } from './notifications.mts';
import { credentialsProblem, parameters, send } from './send.mts';

const SEND = '/gw/bulk360/v3_0/send.php';
const BALANCE = '/api/balance/v3_0/getBalance';

/** The shape is known from one third party only (providers.md 1.5). */
function balance(account: Account, request: ProviderRequest): Answer {
	const problem = credentialsProblem(account, parameters(request));
	if (problem) return answer(account, problem);
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

function incomingMedia(account: Account, path: string): Answer | undefined {
	const [, id = '', hash] = /^\/incoming\/(\d+)\/(\w+)$/.exec(path) ?? [];
	const media = account.media.get(id, account.now());
	if (!media || media.hash !== hash) return undefined;
	return { status: 200, body: media.data, contentType: media.mimeType };
}

function handle(account: Account, request: ProviderRequest): Answer {
	if (['GET', 'POST'].includes(request.method)) {
		if (request.path === SEND) return send(account, request);
		if (request.path === BALANCE) return balance(account, request);
	}
	const media = request.method === 'GET' ? incomingMedia(account, request.path) : undefined;
	return media ?? { status: 404, body: '<h1>Not Found</h1>', contentType: 'text/html' };
}

const wording = (name: string, text: string) => newTemplate({ name, text });

export const bulk360: Provider = {
	name: 'bulk360',
	sentBeforeFailed: true,
	prepare: (account, fixedKeys) => {
		account.secrets = fixedKeys
			? { appKey: 'sandbox-app-key', appSecret: 'sandbox-app-secret' }
			: { appKey: alphanumeric(10), appSecret: alphanumeric(17) };
		account.balance = 187.9236;
		account.templates = [
			wording('order_shipped', 'Hi {{1}}, your order {{2}} has shipped.'),
			wording(
				'order_update_named',
				'Hi {{first_name}}, order {{order_id}} is now {{order_status}}.',
			),
			wording('appointment', 'Your appointment is on {{1}} at {{2}}.\nReply YES to confirm.'),
			wording('otp_code', '{{1}} is your verification code.'),
			wording('gateway_message', 'Message from Bulk360 Gateway'),
		];
	},
	credentials: (account) => ({
		appKey: account.secrets.appKey ?? '',
		appSecret: account.secrets.appSecret ?? '',
		webhookToken: '',
		baseUrl: account.baseUrl,
	}),
	handle,
	recipients: (request) =>
		(parameters(request).to ?? '').split(',').map((entry) => entry.replace(/^whatsapp:/, '')),
	statusCalls,
	inboundCalls,
	rawCalls,
	registered: (account) => ({
		dnUrl: account.portal.dnUrl ?? null,
		moUrl: account.portal.moUrl ?? null,
		method: account.portal.method,
		encoding: account.portal.encoding,
	}),
};

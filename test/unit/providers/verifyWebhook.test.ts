import {
	verifyBasicAuth,
	verifySignature,
} from '../../../nodes/WhatsAppBsp/providers/shared/verifyWebhook';
import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { hmacSha256 } from '../../support/runtime';
import { toRequest, type RequestFixture } from '../../support/webhookRequest';
import type { Account } from '../../../nodes/WhatsAppBsp/providers/request';

const bytes = Buffer.from('{"a":1}');
const platform = 'example-platform';
const good = hmacSha256(platform, '{"a":1}');
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('a signature', () => {
	it('is right over exactly these bytes', () => {
		expect(verifySignature(bytes, good, platform)).toBe(true);
	});

	it('may carry the prefix sha256=', () => {
		expect(verifySignature(bytes, `sha256=${good}`, platform)).toBe(true);
	});

	it('may be written in capitals', () => {
		expect(verifySignature(bytes, good.toUpperCase(), platform)).toBe(true);
	});

	it('is wrong over other bytes', () => {
		expect(verifySignature(Buffer.from('{"a": 1}'), good, platform)).toBe(false);
	});

	it('is wrong with another secret', () => {
		expect(verifySignature(bytes, good, 'another')).toBe(false);
	});

	it('is wrong when one digit differs', () => {
		const last = good.endsWith('0') ? '1' : '0';
		expect(verifySignature(bytes, good.slice(0, -1) + last, platform)).toBe(false);
	});

	it('is wrong when it is cut off', () => {
		expect(verifySignature(bytes, good.slice(0, 32), platform)).toBe(false);
	});

	it.each([
		['bytes', undefined, good, platform],
		['header', bytes, undefined, platform],
		['secret', bytes, good, ''],
	])('is wrong without %s', (_what, rawBody, header, secret) => {
		expect(verifySignature(rawBody, header, secret)).toBe(false);
	});
});

describe('Basic auth', () => {
	it('takes user and password', () => {
		expect(verifyBasicAuth(basic('ana:pä:ss'), 'ana', 'pä:ss')).toBe(true);
	});

	it('takes the scheme in any case', () => {
		expect(verifyBasicAuth(basic('ana:x').replace('Basic', 'basic'), 'ana', 'x')).toBe(true);
	});

	it.each([
		['another password', basic('ana:y')],
		['another user', basic('ben:x')],
		['a user without password', basic('ana')],
		['another scheme', 'Bearer x'],
		['nothing', undefined],
		['an empty header', ''],
		['no base64', 'Basic ???'],
	])('rejects %s', (_what, header) => {
		expect(verifyBasicAuth(header, 'ana', 'x')).toBe(false);
	});
});

const header = { name: 'X-N8N-Webhook-Token', value: 'example-value' };

interface VerdictCase {
	name: string;
	provider: 'dialog360' | 'bulk360' | 'modica';
	account: Account;
	call: RequestFixture;
	/** Undefined: valid. */
	reason?: string;
	unregistered?: boolean;
}

const verdicts: VerdictCase[] = [
	{
		name: 'with the header that was registered',
		provider: 'dialog360',
		account: {},
		call: { text: '{"a":1}', headers: { 'x-n8n-webhook-token': 'example-value' } },
	},
	{
		name: 'with another value in it',
		provider: 'dialog360',
		account: {},
		call: { text: '{"a":1}', headers: { 'x-n8n-webhook-token': 'wrong' } },
		reason: 'the value of the header X-N8N-Webhook-Token is wrong',
	},
	{
		name: 'without it',
		provider: 'dialog360',
		account: {},
		call: { text: '{"a":1}', headers: {} },
		reason: 'the header X-N8N-Webhook-Token is missing',
	},
	{
		name: 'with a right signature instead',
		provider: 'dialog360',
		account: { signatureSecret: platform },
		call: { text: '{"a":1}', headers: { 'x-360dialog-signature': good } },
	},
	{
		name: 'with a wrong signature',
		provider: 'dialog360',
		account: { signatureSecret: platform },
		call: { text: '{"a":2}', headers: { 'x-360dialog-signature': good } },
		reason: 'the signature in x-360dialog-signature is wrong',
	},
	{
		name: 'with a signature that nobody can check',
		provider: 'dialog360',
		account: {},
		call: { text: '{"a":1}', headers: { 'x-360dialog-signature': good } },
		reason: 'the header X-N8N-Webhook-Token is missing',
	},
	{
		name: 'when nothing was ever registered',
		provider: 'dialog360',
		account: {},
		call: { text: '{"a":1}', headers: {} },
		unregistered: true,
		reason:
			'this workflow has no webhook registered with 360dialog, unpublish it and publish it again',
	},
	{
		name: 'with the token',
		provider: 'bulk360',
		account: { webhookToken: 'example' },
		call: { query: { token: 'example' } },
	},
	{
		name: 'with another token',
		provider: 'bulk360',
		account: { webhookToken: 'example' },
		call: { query: { token: 'Example' } },
		reason: 'the token in the URL is wrong',
	},
	{
		name: 'with a list of tokens',
		provider: 'bulk360',
		account: { webhookToken: 'example' },
		call: { query: { token: ['example', 'x'] } },
		reason: 'the URL has no ?token=',
	},
	{
		name: 'without a token',
		provider: 'bulk360',
		account: { webhookToken: 'example' },
		call: {},
		reason: 'the URL has no ?token=',
	},
	{
		name: 'without a token when none is set',
		provider: 'bulk360',
		account: { webhookToken: '' },
		call: {},
	},
	{
		name: 'with user and password',
		provider: 'modica',
		account: { webhookUsername: 'ana', webhookPassword: 'example' },
		call: { headers: { authorization: basic('ana:example') } },
	},
	{
		name: 'with a wrong password',
		provider: 'modica',
		account: { webhookUsername: 'ana', webhookPassword: 'example' },
		call: { headers: { authorization: basic('ana:wrong') } },
		reason: 'the username or password in the callback URL is wrong',
	},
	{
		name: 'without user and password',
		provider: 'modica',
		account: { webhookUsername: 'ana', webhookPassword: 'example' },
		call: { headers: {} },
		reason: 'the callback URL has no username and password',
	},
	{
		name: 'with a user alone where only a user is set',
		provider: 'modica',
		account: { webhookUsername: 'ana', webhookPassword: '' },
		call: { headers: { authorization: basic('ana:') } },
	},
	{
		name: 'without user and password when none are set',
		provider: 'modica',
		account: { webhookUsername: '', webhookPassword: '' },
		call: { headers: {} },
	},
];

it.each(verdicts)(
	'$provider: a call $name is judged right',
	({ provider, account, call, reason, unregistered }) => {
		const verdict = PROVIDERS[provider].webhook?.verify(
			toRequest(call),
			account,
			unregistered ? undefined : header,
		);
		expect(verdict).toEqual(reason ? { valid: false, reason } : { valid: true });
	},
);

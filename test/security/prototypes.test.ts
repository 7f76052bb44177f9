import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { TriggerHarness } from '../support/triggerHarness';
import { startHostileServer, type HostileServer } from '../support/hostileServer';
import { PROVIDERS } from '../support/accounts';
import { SAMPLES, toNewRecipient } from '../support/operations';
import { createAccount, type SandboxProvider } from '../support/sandboxClient';
import axios from 'axios';

/** Every name that all objects answer to. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

const BEFORE = JSON.stringify([
	Object.getOwnPropertyNames(Object.prototype),
	Object.getOwnPropertyNames(Array.prototype),
	Object.getOwnPropertyNames(Function.prototype),
]);

afterEach(() => {
	expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	expect(
		JSON.stringify([
			Object.getOwnPropertyNames(Object.prototype),
			Object.getOwnPropertyNames(Array.prototype),
			Object.getOwnPropertyNames(Function.prototype),
		]),
	).toBe(BEFORE);
});

const POLLUTION =
	'"__proto__":{"polluted":true,"accepted":true},"constructor":{"prototype":{"polluted":true}}';

/** An answer whose every word is one that objects have by themselves. */
const answerWith = (word: string) => `{${POLLUTION},"code":"${word}","status":"${word}",
	"desc":"${word}","id":"${word}","ref":"${word}","to":"${word}","message":"${word}",
	"error":{"code":"${word}","message":"${word}",${POLLUTION}},
	"errors":[{"code":"${word}","title":"${word}",${POLLUTION}}],
	"messages":[{"id":"${word}",${POLLUTION}}],"contacts":[{"wa_id":"${word}",${POLLUTION}}],
	"waba_templates":[{"name":"${word}","language":"${word}","status":"${word}",
		"components":[{"type":"${word}","text":"${word}",${POLLUTION}}],${POLLUTION}}],
	"data":[{${POLLUTION},"messaging_product":"${word}"}],"media":[{"id":"${word}"}]}`;

describe.each(PROVIDERS)('answers of %s', (provider) => {
	let server: HostileServer;
	let body = '';
	let status = 200;
	beforeAll(async () => {
		server = await startHostileServer(() => ({
			status,
			headers: { 'content-type': 'application/json' },
			body,
		}));
	});
	afterAll(async () => await server.close());

	it.each([200, 400, 500])(
		'with %s change no object, and every word is a mere word',
		async (code) => {
			status = code;
			const account = await createAccount(provider);
			const path = account.credentials.baseUrl.slice(account.data.baseUrl.length);
			const credentials = { ...account.credentials, baseUrl: `${server.url}${path}` };
			for (const word of INHERITED) {
				body = answerWith(word);
				const operations = new Map(SAMPLES[provider].map((each) => [each.operation, each]));
				// A read receipt is tried again for some twenty seconds: one word says enough.
				if (code !== 400 && word !== 'constructor') operations.delete('markAsRead');
				for (const { resource, operation, parameters, items } of operations.values()) {
					const given = toNewRecipient(provider, parameters);
					// Uploads are tried again after an answer that nobody documents.
					const options = { ...(given.options as INodeParameters | undefined), maxRetries: 0 };
					const { json, error } = await runNode(
						account,
						{ resource, operation, ...given, ...(resource === 'message' ? { options } : {}) },
						{ items, credentials, onError: 'continueRegularOutput' },
					);
					// A TypeError would show as n8n's own error instead of an item.
					expect([word, operation, error]).toEqual([word, operation, undefined]);
					expect(JSON.stringify(json)).not.toMatch(/is not a function|Cannot read|native code/);
				}
			}
		},
	);
});

const HOOKS: Record<'dialog360' | 'bulk360' | 'modica', (word: string) => string[]> = {
	dialog360: (word) => [
		`{${POLLUTION},"object":"whatsapp_business_account","entry":[{"id":"${word}",${POLLUTION},"changes":[{"field":"messages",
			"value":{${POLLUTION},"contacts":[{"wa_id":"${word}","profile":{${POLLUTION}}}],
			"messages":[{"id":"${word}","from":"${word}","type":"${word}","${word}":{${POLLUTION}},${POLLUTION}}],
			"statuses":[{"id":"${word}","status":"${word}","recipient_id":"${word}","errors":[{"code":"${word}"}]}]}},
			{"field":"${word}","value":{"event":"${word}",${POLLUTION}}}]}]}`,
	],
	bulk360: (word) => [
		`{${POLLUTION},"msgid":"${word}","status":"${word}","msisdn":"${word}","error":"${word}"}`,
		`{${POLLUTION},"from":"60123240066","text":"${word}","type":"${word}","moid":"${word}"}`,
	],
	modica: (word) => [
		`{${POLLUTION},"id":"${word}","status":"${word}","code":"${word}","errors":[{"code":"${word}"}]}`,
		`{${POLLUTION},"id":"${word}","source":"64210000000","content":{"type":"${word}","${word}":{${POLLUTION}},${POLLUTION}}}`,
	],
};

function getOwnNames(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [name, ...getOwnNames(inner)]);
}

describe.each(Object.keys(HOOKS) as Array<keyof typeof HOOKS>)('webhooks of %s', (provider) => {
	it('change no object, and every word is a mere word', async () => {
		const account = await createAccount(provider as SandboxProvider);
		const harness = await TriggerHarness.start(account, {
			triggerOn: ['message', 'status', 'template', 'account', 'other'],
			credentials: {
				...account.credentials,
				webhookToken: '',
				webhookUsername: '',
				webhookPassword: '',
			},
		});
		try {
			await harness.activate();
			const { headers = {} } = (await account.webhook()) as { headers?: Record<string, string> };
			for (const word of INHERITED) {
				for (const text of HOOKS[provider](word)) {
					const { status, data } = await axios.post<unknown>(
						`${harness.url}?__proto__[polluted]=true&constructor.prototype.polluted=true`,
						text,
						{
							headers: { ...headers, 'content-type': 'application/json' },
							validateStatus: () => true,
							proxy: false,
						},
					);
					expect([word, status, data]).toEqual([word, 200, expect.anything()]);
				}
			}
			expect(harness.executions.length).toBeGreaterThan(0);
			for (const item of harness.executions.flat()) {
				expect((item as { polluted?: unknown }).polluted).toBeUndefined();
				expect(getOwnNames(item)).not.toContain('__proto__');
			}
		} finally {
			await harness.close();
		}
	});
});

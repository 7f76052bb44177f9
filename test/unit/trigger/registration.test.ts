import { registration } from '../../../nodes/WhatsAppBsp/providers/dialog360/registration';
import type { ProviderResponse } from '../../../nodes/WhatsAppBsp/providers/request';

const reply = (statusCode: number, json: unknown): ProviderResponse => ({
	statusCode,
	headers: {},
	json,
	text: JSON.stringify(json) ?? '',
});

const cloud = { hosting: 'cloud', baseUrl: '' };

it.each([
	['http', 'http://n8n.example.com/webhook/1/webhook', 'doesn’t start with https://'],
	[
		'an underscore',
		'https://my_n8n.example.com/webhook/1/webhook',
		'host name contains an underscore',
	],
	['a port', 'https://n8n.example.com:5678/webhook/1/webhook', 'contains a port'],
	['the default port', 'https://n8n.example.com:443/webhook/1/webhook', 'contains a port'],
	['no address', 'n8n', 'doesn’t accept'],
])('360dialog rejects a URL with %s, and says what to change', (_what, url, words) => {
	const rejection = registration.validateUrl(url, cloud);
	expect(rejection).toContain(words);
	expect(rejection).toContain('WEBHOOK_URL');
});

it('360dialog rejects for every reason at once', () => {
	expect(registration.validateUrl('http://my_n8n.example.com:5678/w', cloud)).toContain(
		'http://my_n8n.example.com:5678 as a webhook URL: it doesn’t start with https:// and its host name contains an underscore and it contains a port.',
	);
});

it('360dialog’s rejection shows the port that was typed, and no login', () => {
	expect(registration.validateUrl('https://user:secret@n8n.example.com:443/w', cloud)).toContain(
		'doesn’t accept https://n8n.example.com:443 as a webhook URL: it contains a port.',
	);
});

it('360dialog takes an underscore in the path', () => {
	expect(registration.validateUrl('https://n8n.example.com/web_hook', cloud)).toBeUndefined();
});

it('the rules are 360dialog’s, not those of a server that stands in for it', () => {
	const account = { hosting: 'cloud', baseUrl: 'http://127.0.0.1:4010/360dialog' };
	expect(registration.validateUrl('http://localhost:5678/webhook', account)).toBeUndefined();
});

it('the rules hold for a base URL of 360dialog’s that was typed in', () => {
	const account = { hosting: 'cloud', baseUrl: 'https://waba-v2.360dialog.io/' };
	expect(registration.validateUrl('http://localhost:5678/webhook', account)).toBeDefined();
});

it.each([
	['cloud', 'https://waba-v2.360dialog.io/v1/configs/webhook'],
	['onPremise', 'https://waba.360dialog.io/v1/configs/webhook'],
	['sandbox', 'https://waba-sandbox.360dialog.io/v1/configs/webhook'],
])('the webhook of hosting %s is at %s', (hosting, url) => {
	expect(registration.buildGet({ hosting, baseUrl: '' })).toEqual({ method: 'GET', url });
	expect(
		registration.buildSet({ url: 'https://a.example', headers: { A: '1' } }, { hosting }),
	).toEqual({ method: 'POST', url, body: { url: 'https://a.example', headers: { A: '1' } } });
});

it.each([
	['404', reply(404, { error: 'not found' })],
	['405', reply(405, {})],
	['null', reply(200, null)],
	['an empty object', reply(200, {})],
	['an empty URL', reply(200, { url: '', headers: {} })],
])('%s means that nothing is registered', (_what, answer) => {
	expect(registration.parseGet(answer)).toBeUndefined();
});

it('what is registered is read with its headers', () => {
	const answer = reply(200, {
		url: 'https://a.example',
		headers: { Authorization: 'Basic x', N: 1 },
	});
	expect(registration.parseGet(answer)).toEqual({
		url: 'https://a.example',
		headers: { Authorization: 'Basic x', N: '1' },
	});
});

it.each([
	[
		'a wrong key',
		reply(401, { meta: { success: false, developer_message: 'Invalid api_key' } }),
		'auth',
	],
	['an HTML page', { ...reply(200, undefined), text: '<html></html>' }, 'unknown'],
])('%s is an answer that nobody may take for "nothing registered"', (_what, answer, category) => {
	expect(registration.parseGet(answer)).toMatchObject({ accepted: false, error: { category } });
});

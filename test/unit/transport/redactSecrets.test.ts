import { getRedactedBody, redactSecrets } from '../../../nodes/WhatsAppBsp/transport/redactSecrets';
import { createResponse } from '../../support/response';
import { measureCpuMs } from '../../support/runtime';

const password = `zq7 core>+/='%é~(x):$,`;
const account = { username: 'example-app', password, baseUrl: 'https://provider.example' };
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const base64Url = (text: string) => Buffer.from(text, 'utf8').toString('base64url');
const login = `example-app:${password}`;
const strict = (text: string) =>
	encodeURIComponent(text).replace(
		/[!'()*~]/g,
		(character) => `%${character.charCodeAt(0).toString(16)}`,
	);

/** As n8n's HTTP client writes it: axios, `buildURL`. */
const axiosQuery = (text: string) =>
	encodeURIComponent(text)
		.replace(/%3A/g, ':')
		.replace(/%24/g, '$')
		.replace(/%2C/g, ',')
		.replace(/%20/g, '+');

it.each([
	['as it is', password],
	['in a query of n8n', axiosQuery(password)],
	['in a URL', encodeURIComponent(password)],
	['in a URL, every special character encoded', strict(password)],
	['in a URL, in lower case', strict(password).replace(/%../g, (hex) => hex.toLowerCase())],
	['in a form', new URLSearchParams({ a: password }).toString().slice(2)],
	['in base64', base64(password)],
	['in base64 without padding', base64(password).replace(/=+$/, '')],
	['in base64 for URLs', base64Url(password)],
	['as a login', login],
	['as Basic auth', base64(login)],
	['as Basic auth without padding', base64(login).replace(/=+$/, '')],
	['as Basic auth for URLs', base64Url(login)],
])('hides a secret %s', (_, writing) => {
	const text = redactSecrets(`before ${writing} between ${writing} after`, account);
	expect(text).toMatch(
		/^before (example-app:)?\[hidden\] between (example-app:)?\[hidden\] after$/,
	);
});

it.each(['a', 'ab', 'abc'])('hides base64 wherever its groups of three begin: %s', (user) => {
	const secret = '????>>>>~~~~';
	expect(redactSecrets(base64Url(`${user}:${secret}`), { user, secret })).toBe('[hidden]');
});

it.each([
	['letters written as numbers', '{"a":"\\u0061-key","b":1}', 'a-key'],
	['slashes with a backslash', '{"a":"a\\/key\\/b","b":1}', 'a/key/b'],
	['quotes and line breaks', '{"a":"\\"one\\"\\ntwo","b":1}', '"one"\ntwo'],
	['letters beyond the Basic Multilingual Plane', '{"a":"\\ud83d\\ude00-key","b":1}', '😀-key'],
	['any letter', '{"a":"\\u0073\\u0065cret1","b":1}', 'secret1'],
])('JSON is judged as it came, and shown with its decoded texts hidden: %s', (_, json, apiKey) => {
	const secretAccount = { apiKey: apiKey.padEnd(6, '.') };
	const response = createResponse(
		json.replace('","b"', `${'.'.repeat(secretAccount.apiKey.length - apiKey.length)}","b"`),
	);
	expect(response.json).toEqual({ a: secretAccount.apiKey, b: 1 });
	expect(getRedactedBody(response, secretAccount)).toEqual({ a: '[hidden]', b: 1 });
});

it('hides secrets in keys, lists and nested texts, and leaves files as they are', () => {
	const bytes = Buffer.from(password);
	const value = { list: [{ [password]: [`a ${password}`] }, null, 7, true], bytes };
	expect(redactSecrets(value, account)).toEqual({
		list: [{ '[hidden]': ['a [hidden]'] }, null, 7, true],
		bytes,
	});
});

it('keeps what holds no secret, the very same object', () => {
	const value = JSON.parse('{"a":[1,{"__proto__":{"b":"c"}}],"constructor":"d"}') as object;
	expect(redactSecrets(value, account)).toBe(value);
	const text = 'example-app at https://provider.example said: zq7 core.';
	expect(redactSecrets(text, account)).toBe(text);
});

it('hides what lies too deep to be followed', () => {
	const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
	expect(JSON.stringify(redactSecrets(deep, account))).toContain('[hidden]');
});

it.each([
	['a value under six characters', { apiKey: '12345' }, 'code 12345'],
	['a blank value', { apiKey: '      ' }, 'a      b'],
	['what is checked on incoming requests', { webhookToken: 'whatsapp' }, 'product whatsapp'],
	['the signature secret', { signatureSecret: 'whatsapp' }, 'product whatsapp'],
	['a name that is no secret', { username: 'whatsapp' }, 'product whatsapp'],
])('does not look for %s', (_, fields, text) => {
	expect(redactSecrets(text, fields)).toBe(text);
});

it('a secret is looked for without the blanks around it', () => {
	expect(redactSecrets('key a-secret.', { apiKey: ' a-secret\n' })).toBe('key [hidden].');
});

it.each([
	['repeats its beginning', (n: number) => 'zq7 core>+/='.repeat(n)],
	['repeats its beginning, encoded', (n: number) => encodeURIComponent('zq7 core>+/=').repeat(n)],
	['repeats its beginning in base64', (n: number) => base64('zq7 core>').repeat(n)],
	['is one letter', (n: number) => 'z'.repeat(10 * n)],
	['is full of escapes', (n: number) => '%25\\\\&amp;'.repeat(n)],
])('takes time that grows as the text does that %s', (_, write) => {
	const measure = (n: number) => {
		const text = write(n);
		return Math.min(
			...Array.from({ length: 5 }, () => measureCpuMs(() => redactSecrets(text, account))),
		);
	};
	measure(10_000);
	const once = measure(10_000);
	// Eight times the text: 64 times is what a quadratic rule would take. Some milliseconds are the clock’s own.
	expect(measure(80_000)).toBeLessThan(24 * once + 20);
});

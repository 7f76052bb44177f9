import { redactSecrets } from '../../../nodes/WhatsAppBsp/transport/redactSecrets';

const password = `"&<zq7 core>+/='%é`;
const account = { username: 'example-app', password, baseUrl: 'https://provider.example' };
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const inPage = (text: string) =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

it.each([
	['as it is', password],
	['in a URL', encodeURIComponent(password)],
	['in a form', new URLSearchParams({ a: password }).toString().slice(2)],
	['in JSON', inJson(password)],
	['in JSON inside JSON', inJson(inJson(password))],
	['in JSON inside JSON inside JSON', inJson(inJson(inJson(password)))],
	['in a URL inside JSON', inJson(encodeURIComponent(password))],
	['in a URL inside a URL', encodeURIComponent(encodeURIComponent(password))],
	['in a page', inPage(password)],
	['in a page, by name', password.replace(/&/g, '&amp;').replace(/</g, '&lt;')],
	['in JSON inside a page', inPage(inJson(password))],
	['in other letters', password.toUpperCase()],
	['in base64', base64(password)],
	['as Basic auth', base64(`example-app:${password}`)],
])('hides a secret %s', (_, writing) => {
	expect(redactSecrets(`before ${writing} after`, account)).toBe('before [hidden] after');
});

it('hides a secret that broke off with the answer', () => {
	expect(redactSecrets(`before ${inJson(password).slice(0, -4)}`, account)).toBe('before [hidden]');
});

it('leaves everything else as it is', () => {
	const text = 'example-app at https://provider.example said: "&<zq7 core.';
	expect(redactSecrets(text, account)).toBe(text);
});

it('hides no short value: it would blot out half the answer', () => {
	expect(redactSecrets('code 12345', { apiKey: '12345' })).toBe('code 12345');
});

it('takes no long time over a text that nearly holds the secret again and again', () => {
	const text = '\\'.repeat(200_000) + '%25'.repeat(100_000) + '&amp;'.repeat(100_000);
	expect(redactSecrets(text, account)).toBe(text);
});

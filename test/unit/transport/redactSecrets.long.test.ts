import { redactSecrets } from '../../../nodes/WhatsAppBsp/transport/redactSecrets';
import { measureCpuMs } from '../../support/runtime';

/** The same sequence of characters each time, none of it periodic. */
function characters(alphabet: string, count: number): string {
	let state = 7;
	const next = () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return alphabet[Math.floor(state / 65_536) % alphabet.length];
	};
	return Array.from({ length: count }, next).join('');
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PUNCTUATION = '"&<>+/=\'%;:,.!?@#$^*()[]{}|~` é';
const lines = characters(`${LETTERS}+/`, 3136).match(/.{1,64}/g) as string[];

const SECRETS: Array<[name: string, secret: string]> = [
	['a key of 61 letters', characters(LETTERS, 61)],
	['a token of 900 letters', characters(`${LETTERS}-_.`, 900)],
	[
		'an RSA-4096 key',
		`-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
	],
	['5,000 characters with punctuation', characters(LETTERS + PUNCTUATION.repeat(2), 5000)],
	['5,000 characters of punctuation', characters(`${PUNCTUATION}\\`, 5000)],
];

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const inPage = (text: string) =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const WRITINGS: Array<[string, (text: string) => string]> = [
	['as it is', (text) => text],
	['in a URL', encodeURIComponent],
	['in a form', (text) => new URLSearchParams({ a: text }).toString().slice(2)],
	['in JSON', inJson],
	['in JSON as PHP writes it', (text) => inJson(text).replace(/\//g, '\\/')],
	['in JSON inside JSON', (text) => inJson(inJson(text))],
	['in a URL inside JSON', (text) => inJson(encodeURIComponent(text))],
	['in a page', inPage],
	['in base64', (text) => Buffer.from(text, 'utf8').toString('base64')],
];

describe.each(SECRETS)('%s', (_, secret) => {
	const account = { username: 'example-app', password: secret };
	// Blanks around a secret are no part of it.
	const bare = secret.trim();

	it.each(WRITINGS)('is hidden %s', (_name, write) => {
		const text = redactSecrets(`before ${write(bare)} between ${write(bare)} after`, account);
		expect(text).toBe('before [hidden] between [hidden] after');
	});

	it.each([0.05, 0.3, 0.5, 0.99])('is hidden where the answer broke off, at %d', (part) => {
		const begun = bare.slice(0, Math.ceil(bare.length * part) + 6);
		expect(redactSecrets(`before ${inJson(begun)}`, account)).toBe('before [hidden]');
	});

	it('leaves another text that begins alike', () => {
		const text = `before ${bare.slice(0, -20)}, and something else`;
		expect(redactSecrets(text, account)).toBe(text);
	});

	it('takes no long time over a text that nearly holds it again and again', () => {
		const begun = bare.slice(0, Math.min(100, bare.length - 1));
		const text = `${`${begun} `.repeat(3000)}.${'\\'.repeat(100_000)}.${'%25'.repeat(50_000)}.`;
		let left = '';
		// Some 20 ms.
		expect(measureCpuMs(() => (left = redactSecrets(text, account)))).toBeLessThan(5000);
		expect(left === text).toBe(true);
	});
});

it('a login with a long password is hidden as a whole', () => {
	const password = characters(LETTERS, 3000);
	const login = Buffer.from(`example-app:${password}`, 'utf8').toString('base64');
	const account = { username: 'example-app', password };
	expect(redactSecrets(`before ${login} after`, account)).toBe('before [hidden] after');
	expect(redactSecrets(`before example-app:${password} after`, account)).toBe(
		'before [hidden] after',
	);
});

it('a line break in JSON is hidden with a short secret too', () => {
	const account = { apiKey: 'first line\nsecond line' };
	expect(redactSecrets('{"key":"first line\\nsecond line"}', account)).toBe('{"key":"[hidden]"}');
});

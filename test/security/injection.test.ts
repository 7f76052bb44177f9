import type { INodeParameters } from 'n8n-workflow';
import { runNode, fileItem } from '../support/engine';
import {
	startHostileServer,
	type HostileRequest,
	type HostileServer,
} from '../support/hostileServer';
import { PROVIDERS } from '../support/accounts';
import { SAMPLES, toNewRecipient } from '../support/operations';
import { createAccount, type SandboxAccount, type SandboxProvider } from '../support/sandboxClient';

/** Ends a header, a multipart part, a form field, a JSON text and a path; then adds one of its own. */
const PAYLOAD = '\r\nX-Injected: yes\r\n\r\n&x-injected=yes","x-injected":"yes';

/** An answer that every provider's reader takes for success, so that uploads go on to their message. */
const YES = JSON.stringify({
	id: 'taken',
	status: 200,
	code: '200',
	ref: '78-1',
	messages: [{ id: 'wamid.taken' }],
	media: [{ id: 'taken' }],
});

let server: HostileServer;
beforeAll(async () => {
	server = await startHostileServer(() => ({
		headers: { 'content-type': 'application/json' },
		body: YES,
	}));
});
afterAll(async () => await server.close());
beforeEach(() => {
	server.requests.length = 0;
});

function getCredentials(account: SandboxAccount) {
	const path = account.credentials.baseUrl.slice(account.data.baseUrl.length);
	return { ...account.credentials, baseUrl: `${server.url}${path}` };
}

/** The same value with the payload behind one text in it: one variant for each text. */
function createVariants<T>(value: T): T[] {
	if (typeof value === 'string') {
		const parsed = /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : undefined;
		return parsed
			? createVariants(parsed).map((variant) => JSON.stringify(variant) as T)
			: [`${value}${PAYLOAD}` as T];
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		createVariants<unknown>(inner).map((variant) => {
			const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
				string,
				unknown
			>;
			copy[key] = variant;
			return copy as T;
		}),
	);
}

function getNames(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [name, ...getNames(inner)]);
}

/** Names of fields as this request's own encoding has them. */
function getFields({ headers, text }: HostileRequest): string[] {
	const type = String(headers['content-type'] ?? '');
	if (type.includes('json')) return getNames(JSON.parse(text));
	if (type.includes('form-urlencoded')) return [...new URLSearchParams(text).keys()];
	return [];
}

/** Where the payload became something of its own. */
function injected(call: HostileRequest): string[] {
	const { rawHeaders, url, text } = call;
	const places: Array<[string, boolean]> = [
		['a header', rawHeaders.some((part) => /x-injected/i.test(part))],
		['a line', /[\r\n]X-Injected/i.test(text)],
		['a query parameter', new URL(url, 'http://x').searchParams.has('x-injected')],
		['a field', getFields(call).includes('x-injected')],
	];
	return places.filter(([, is]) => is).map(([place]) => place);
}

async function send(provider: SandboxProvider, parameters: INodeParameters, options: object) {
	const account = await createAccount(provider);
	// n8n looks at a template’s name by itself, but not at what an expression makes of it.
	const { template } = parameters as { template?: { value: string } };
	const late = template && {
		parameters: { ...parameters, template: { ...template, value: '={{ $json.template }}' } },
		items: [{ json: { template: template.value } }],
	};
	await runNode(
		account,
		toNewRecipient(provider, (late?.parameters ?? parameters) as INodeParameters),
		{
			onError: 'continueRegularOutput',
			credentials: getCredentials(account),
			...options,
			...(late ? { items: late.items } : {}),
		},
	);
	return server.requests.flatMap(injected);
}

/** Whose every text is looked at before: a number, or the name of a field with a file. */
const NEVER_SENT = [
	'dialog360 media upload',
	'dialog360 account blockUsers',
	'dialog360 account unblockUsers',
	'dialog360 account getCallPermission',
];

/** One for each text but the recipient: with anything else in that nothing is sent at all. */
function createParameterVariants({ to, options, ...texts }: INodeParameters): INodeParameters[] {
	const variants = [
		...createVariants(texts).map((each) => ({ ...each, options })),
		...createVariants((options ?? {}) as INodeParameters).map((each) => ({
			...texts,
			options: each,
		})),
	];
	return variants.map((each) => (to ? { to, ...each } : each) as INodeParameters);
}

describe.each(PROVIDERS)('line breaks and quotes in what is sent through %s', (provider) => {
	const withTexts = SAMPLES[provider]
		.map((sample) => ({ ...sample, variants: createParameterVariants(sample.parameters) }))
		.filter(({ variants }) => variants.length > 0);

	it.each(withTexts)(
		'$name: never become a header, a line or a field',
		async ({ name, resource, operation, variants, items }) => {
			for (const variant of variants) {
				const all = { resource, operation, ...variant };
				expect([variant, await send(provider, all, { items })]).toEqual([variant, []]);
			}
			const isSent = server.requests.length > 0;
			expect(isSent).toBe(!NEVER_SENT.includes(`${provider} ${name}`));
		},
	);

	async function sendTo(end: string) {
		const [{ resource, operation, parameters }] = SAMPLES[provider];
		const account = await createAccount(provider);
		const { json } = await runNode(
			account,
			{ resource, operation, ...parameters, to: `${parameters.to as string}${end}` },
			{ onError: 'continueRegularOutput', credentials: getCredentials(account) },
		);
		return json.map(({ status, error }) => [status, (error as { code?: string })?.code]);
	}

	it('a number with anything behind it is rejected, nothing is sent', async () => {
		const end = PAYLOAD.replace(/[\n,]/g, '');
		expect(await sendTo(end)).toEqual([['failed', 'invalid-recipient']]);
		expect(server.requests).toEqual([]);
	});

	it('a number with anything on further lines is sent to, and only the number', async () => {
		const others = PAYLOAD.split(/[\n,]/).filter((line) => line.trim() !== '');
		expect(await sendTo(PAYLOAD)).toEqual([
			['accepted', undefined],
			...others.map(() => ['failed', 'invalid-recipient']),
		]);
		expect(server.requests).toHaveLength(1);
		const [{ url, text }] = server.requests;
		expect(`${url} ${text}`).toContain(SAMPLES[provider][0].parameters.to);
		expect(server.requests.flatMap(injected)).toEqual([]);
		expect(`${url} ${text}`).not.toMatch(/injected/i);
	});
});

describe.each([
	['dialog360', 'cloud'],
	['dialog360', 'onPremise'],
	['modica', 'cloud'],
] as const)('a file’s own name and type, through %s (%s)', (provider, hosting) => {
	it.each([
		[
			'name stays inside its field',
			fileItem(Buffer.from('x'), 'image/jpeg', `a"${PAYLOAD}.jpg`),
			1,
		],
		['type is no type of a file', fileItem(Buffer.from('x'), `image/jpeg${PAYLOAD}`, 'a.jpg'), 0],
	])('the %s', async (_, item, requests) => {
		const account = await createAccount(provider, { hosting });
		await runNode(
			account,
			{ resource: 'media', operation: 'upload', binaryPropertyName: 'data' },
			{ items: [item], credentials: getCredentials(account), onError: 'continueRegularOutput' },
		);
		expect(server.requests).toHaveLength(requests);
		expect(server.requests.flatMap(injected)).toEqual([]);
	});
});

it.each([
	...['..', '.'].map((id) => [id, []] as const),
	...['../v1/configs/webhook', 'a/../../b', '%2e%2e', '..\\..\\b', 'a?b=c', 'a#b'].map(
		(id) => [id, [`/${encodeURIComponent(id)}`]] as const,
	),
])('an id that is written like a path (%s) leads to no other address', async (id, expected) => {
	for (const operation of ['get', 'download', 'delete']) {
		const account = await createAccount('dialog360');
		server.requests.length = 0;
		await runNode(
			account,
			{ resource: 'media', operation, mediaId: id },
			{ credentials: getCredentials(account), onError: 'continueRegularOutput' },
		);
		const urls = server.requests.map(({ url }) => url);
		expect([operation, urls]).toEqual([operation, expected]);
	}
});

import { randomUUID } from 'node:crypto';
import { CREDENTIAL_TYPES, runNode } from '../support/engine';
import {
	startHostileServer,
	type HostileResponse,
	type HostileRequest,
	type HostileServer,
} from '../support/hostileServer';
import { CORE, findLeaks, SECRET } from '../support/leaks';
import { captureLogs, withTimeout, type CapturedLogs } from '../support/n8nInternals';
import { PROVIDERS } from '../support/accounts';
import { SAMPLES, toNewRecipient, type Sample } from '../support/operations';
import { createAccount, type SandboxAccount, type SandboxProvider } from '../support/sandboxClient';

const SECRET_FIELDS = ['apiKey', 'appKey', 'appSecret', 'password', 'webhookPassword'];

/** Read receipts are tried again after a while, which takes some twenty seconds. */
const PATIENCE_MS = 120_000;

const json = { 'content-type': 'application/json' };

/** Everything that the request held, its secret included. */
const echo = ({ method, url, headers, text }: HostileRequest) =>
	`${method} ${url} ${JSON.stringify(headers)} ${text} ${decodeURIComponent(url)} ${decodeAuth(headers)}`;

const decodeAuth = ({ authorization }: HostileRequest['headers']) =>
	Buffer.from(String(authorization ?? '').replace(/^Basic /, ''), 'base64').toString('utf8');

/** The echo in every place that some provider's error has for words. */
function echoAsError(call: HostileRequest): string {
	const said = echo(call);
	return JSON.stringify({
		code: '999',
		desc: said,
		description: said,
		error: { code: 999, message: said, error_data: { details: said }, error_user_msg: said },
		errors: [{ code: 999, title: said, details: said, field: said, description: said }],
		message: said,
		meta: { success: false, developer_message: said },
		status: said,
	});
}

type Answer = (call: HostileRequest) => HostileResponse;

const FAULTS: Record<string, Answer> = {
	'an error with the request in it': (call) => ({
		status: 500,
		headers: json,
		body: echoAsError(call),
	}),
	'a rejection with the request in it': (call) => ({
		status: 400,
		headers: json,
		body: echoAsError(call),
	}),
	'a wrong key, repeated': (call) => ({ status: 401, headers: json, body: echoAsError(call) }),
	'a success with the request in it': (call) => ({ headers: json, body: echoAsError(call) }),
	'an error as text': (call) => ({
		status: 502,
		headers: { 'content-type': 'text/plain' },
		body: echo(call),
	}),
	'an error text in JSON': (call) => ({
		status: 400,
		headers: json,
		body: JSON.stringify({ error: echo(call), message: echo(call) }),
	}),
	'a page': (call) => ({
		headers: { 'content-type': 'text/html' },
		body: `<html><title>${echo(call)}</title><p>${echo(call).replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)}`,
	}),
	'JSON cut in the middle': (call) => ({ headers: json, body: echoAsError(call).slice(0, -2) }),
	'a redirect to an address with the key': (call) => ({
		status: 307,
		headers: { location: `https://elsewhere.example/${CORE}?key=${CORE}` },
		body: echo(call),
	}),
	'the key in headers of the answer': () => ({
		status: 503,
		headers: { 'content-type': `text/${CORE}`, 'retry-after': CORE, 'x-echo': CORE },
		body: '{}',
	}),
	'a broken connection': () => ({ reset: true }),
};

/** The grid of faults is run once per operation: what differs in shape only answers the same way. */
const listOperations = (provider: SandboxProvider) => [
	...new Map(
		SAMPLES[provider].map((each) => [`${each.resource} ${each.operation}`, each] as const),
	).values(),
];

/** Not the text of a file that was asked for: what a provider puts into it is for the user. */
const withoutFiles = (items: Array<{ json: unknown; binary?: object }>) =>
	items.map(({ json: data, binary }) => ({
		data,
		files: Object.values(binary ?? {}).map((file) => ({ ...(file as object), data: undefined })),
	}));

let logs: CapturedLogs;
let server: HostileServer;
let answer: Answer;

beforeAll(async () => {
	logs = captureLogs();
	server = await startHostileServer((call) => answer(call));
});
afterAll(async () => {
	logs.restore();
	await server.close();
});
beforeEach(() => {
	logs.lines.length = 0;
	server.requests.length = 0;
});

async function createHostileAccount(provider: SandboxProvider) {
	const account = await createAccount(provider);
	const { baseUrl } = account.credentials;
	const path = baseUrl.slice(account.data.baseUrl.length);
	const secrets = SECRET_FIELDS.filter((field) => field in account.credentials);
	expect(secrets.length).toBeGreaterThan(0);
	const credentials = {
		...account.credentials,
		baseUrl: `${server.url}${path}`,
		...Object.fromEntries(secrets.map((field) => [field, SECRET])),
	};
	return { account, credentials };
}

/** Where the secret shows once a sample was run, stopped and continued. */
async function runAndFindLeaks(
	account: SandboxAccount,
	credentials: Record<string, string>,
	{ resource, operation, parameters, items }: Sample,
) {
	const leaks = await Promise.all(
		([undefined, 'continueRegularOutput'] as const).map(async (onError) => {
			const result = await runNode(
				account,
				{ resource, operation, ...toNewRecipient(account.data.provider, parameters) },
				// On their own, or each would wait for the outage that the others have met.
				{ credentials, credentialId: randomUUID(), onError, items },
			);
			const { error, items: out, errorItems, execution } = result;
			return [
				...findLeaks({ error, out: withoutFiles(out), errorItems: withoutFiles(errorItems) }),
				...(operation === 'download' ? [] : findLeaks(execution)),
			];
		}),
	);
	return leaks.flat();
}

/** Every operation at once: some of them wait before they try again. */
async function leaksOfAll(provider: SandboxProvider) {
	const { account, credentials } = await createHostileAccount(provider);
	const leaks = await Promise.all(
		listOperations(provider).map(async (sample) =>
			(await runAndFindLeaks(account, credentials, sample)).map(
				(leak) => `${sample.name}: ${leak}`,
			),
		),
	);
	return [...leaks.flat(), ...findLeaks(logs.lines)];
}

describe.each(PROVIDERS)('the key of %s', (provider) => {
	it('is sent with every request, so that this test would see it', async () => {
		answer = () => ({ headers: json, body: '{}' });
		const { account, credentials } = await createHostileAccount(provider);
		for (const sample of SAMPLES[provider]) {
			server.requests.length = 0;
			await runAndFindLeaks(account, credentials, sample);
			expect([sample.name, server.requests.length]).toEqual([sample.name, expect.any(Number)]);
			expect([
				sample.name,
				server.requests.filter((call) => findLeaks(echo(call)).length === 0),
			]).toEqual([sample.name, []]);
			expect(server.requests.length).toBeGreaterThan(0);
		}
	});

	it.each(Object.entries(FAULTS))(
		'shows nowhere after %s',
		async (_, fault) => {
			answer = fault;
			expect(await leaksOfAll(provider)).toEqual([]);
			expect(server.requests.length).toBeGreaterThanOrEqual(listOperations(provider).length);
		},
		PATIENCE_MS,
	);

	it(
		'shows nowhere when nobody answers in time',
		async () => {
			answer = () => ({ hang: true });
			expect(await withTimeout(300, async () => await leaksOfAll(provider))).toEqual([]);
			expect(server.requests.length).toBeGreaterThanOrEqual(listOperations(provider).length);
		},
		PATIENCE_MS,
	);

	it('does not stand in a workflow', async () => {
		answer = () => ({ headers: json, body: '{}' });
		const { account, credentials } = await createHostileAccount(provider);
		const [{ resource, operation, parameters }] = SAMPLES[provider];
		const { workflow } = await runNode(
			account,
			{ resource, operation, ...parameters },
			{ credentials, onError: 'continueRegularOutput' },
		);
		const exported = JSON.stringify([workflow.nodes, workflow.staticData, workflow.settings]);
		expect(exported).toContain(CREDENTIAL_TYPES[provider]);
		expect(findLeaks(exported)).toEqual([]);
	});
});

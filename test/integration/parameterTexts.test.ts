import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { freeAccount, PROVIDERS, RECIPIENTS } from '../support/accounts';
import { runNode } from '../support/engine';
import { phone } from '../support/manyItems';
import { SAMPLES, toNewRecipient, type Sample } from '../support/operations';
import { createAccount } from '../support/sandboxClient';

const onError = 'continueRegularOutput';
const ODD = '={{ $json.odd }}';

type Path = Array<string | number>;

/** Where in an operation's parameters a text stands, but for who gets it. */
function findTexts(value: unknown, path: Path = []): Path[] {
	if (path[0] === 'to' || path[0] === 'users' || path.includes('__rl')) return [];
	if (typeof value === 'string') return [path];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, part]) => findTexts(part, [...path, key]));
}

function replaced(value: unknown, [key, ...rest]: Path, text: string): unknown {
	if (key === undefined) return text;
	const copy = (
		Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
	) as Record<string, unknown>;
	copy[key] = replaced(copy[key], rest, text);
	return copy;
}

describe.each(PROVIDERS)('%s', (provider) => {
	const cases = SAMPLES[provider].flatMap((sample) =>
		findTexts(sample.parameters).map((path): [string, Sample, Path] => {
			return [`${sample.name}: ${path.join('.')}`, sample, path];
		}),
	);

	it.each(cases)('never sends an object in a text: %s', async (_, sample, path) => {
		const account = await createAccount(provider, { settings: { enforceWindow: false } });
		const { resource, operation, parameters, items: [item] = [] } = sample;
		const odd = replaced(parameters, path, ODD) as INodeParameters;
		for (const value of [{ name: 'Ana' }, [{ name: 'Ana' }, 'Ben']]) {
			const run = runNode(
				account,
				{ resource, operation, ...toNewRecipient(provider, odd) },
				{ items: [{ ...item, json: { odd: value } }], onError },
			);
			const { json } = await run.catch((error: Error) => {
				// n8n 1.123 misses fields of every type when the type is an expression, and starts nothing.
				expect([error.name, ...path]).toEqual(['WorkflowHasIssuesError', 'interactiveType']);
				return { json: [] as IDataObject[] };
			});
			const title = (json[0]?.error as { title: string } | undefined)?.title;
			// A field for JSON takes both as they are, and may work.
			if (title !== undefined) {
				expect(title).not.toMatch(/undefined|Cannot|not a function|'A text'/);
				// What cannot be read is one fault, not also an empty field or one without an example.
				if (/' must be text or a number/.test(title)) expect(title).not.toMatch(/\. '/);
			}
		}
		const bodies = (await account.requests()).map(({ path: at, body, bodyText, query, headers }) =>
			JSON.stringify({ at, body, bodyText, query, headers }),
		);
		expect(bodies.join('\n')).not.toMatch(/object(?: |%20|\+)Object/);
	});
});

const run = async (parameters: INodeParameters, values: unknown[]) => {
	const account = await freeAccount();
	const items = values.map((odd, i) => ({ json: { odd, to: phone(i) } as IDataObject }));
	const { json } = await runNode(
		account,
		{ to: '={{ $json.to }}', ...parameters },
		{ items, onError },
	);
	return { json, messages: await account.messages() };
};

const PLAIN: unknown[] = ['Hi', 12.5, 0, true, false];
const WRITTEN = ['Hi', '12.5', '0', 'true', 'false'];

it('sends numbers, true and false as they are written', async () => {
	const { messages } = await run({ operation: 'sendText', text: ODD }, PLAIN);
	expect(messages.map(({ text }) => text).sort()).toEqual([...WRITTEN].sort());
});

it.each<[string, INodeParameters, (payload: IDataObject) => unknown]>([
	[
		'a caption',
		{
			operation: 'sendMedia',
			mediaType: 'image',
			mediaSource: 'url',
			mediaUrl: 'https://example.com/a.jpg',
			caption: ODD,
		},
		({ image }) => (image as IDataObject).caption,
	],
	[
		'a value of a template',
		{
			operation: 'sendTemplate',
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			templateInput: 'values',
			templateValues: { values: [{ text: ODD }, { text: 'A-1042' }] },
		},
		({ template }) => {
			const [body] = (template as { components: Array<{ parameters: IDataObject[] }> }).components;
			return body.parameters[0].text;
		},
	],
	[
		'callback data',
		{ operation: 'sendText', text: 'Hi', options: { callbackData: ODD } },
		({ biz_opaque_callback_data: data }) => data,
	],
	[
		'a row of a list',
		{
			operation: 'sendInteractive',
			interactiveType: 'list',
			bodyText: 'When?',
			buttonText: 'See times',
			sections: { section: [{ rows: { row: [{ title: 'Nine', description: ODD }] } }] },
		},
		({ interactive }) => {
			const { action } = interactive as { action: { sections: Array<{ rows: IDataObject[] }> } };
			return action.sections[0].rows[0].description;
		},
	],
])('keeps zero and false in %s', async (_, parameters, find) => {
	const { messages } = await run(parameters, PLAIN);
	const found = messages.map(({ payload }) => find(payload as IDataObject));
	expect(found.sort()).toEqual([...WRITTEN].sort());
});

it.each([
	['={{ $now }}', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/],
	['={{ $today }}', /^\d{4}-\d\d-\d\dT00:00:00\.000(Z|[+-]\d\d:\d\d)$/],
	['={{ new Date(0) }}', /^1970-01-01T00:00:00\.000Z$/],
])('sends %s as its ISO text', async (text, written) => {
	const { messages } = await run({ operation: 'sendText', text }, [1]);
	expect(messages[0].text).toMatch(written);
});

it('takes nothing as an empty text', async () => {
	const { json } = await run({ operation: 'sendText', text: ODD }, [null]);
	expect(json[0].error).toMatchObject({ title: "'Text' is empty" });
});

it('names every field that holds an object, by its place, and sends nothing', async () => {
	const { json, messages } = await run(
		{
			operation: 'sendInteractive',
			interactiveType: 'list',
			bodyText: ODD,
			buttonText: 'See times',
			footerText: '={{ $json.to }}',
			sections: {
				section: [
					{ title: 'One', rows: { row: [{ title: 'a' }] } },
					{ title: 'Two', rows: { row: [{ title: 'b' }, { title: ODD }] } },
				],
			},
			options: { callbackData: ODD },
		},
		[{ name: 'Ana' }],
	);
	const advice = 'must be text or a number, not an object; use one of its fields';
	const { title } = json[0].error as { title: string };
	expect(title.split('. ').filter((part) => part.startsWith("'"))).toEqual([
		expect.stringContaining(`'Body Text' ${advice}`),
		expect.stringContaining(`'Section 2, Row 2: Title' ${advice}`),
		expect.stringContaining(`'Callback Data' ${advice}`),
	]);
	expect(messages).toEqual([]);
});

it('names a choice that is an object once', async () => {
	const { json } = await run(
		{
			operation: 'sendAndWait',
			responseType: 'choice',
			message: 'When?',
			choices: { values: [{ title: ODD }] },
		},
		[{ name: 'Ana' }],
	);
	expect((json[0].error as IDataObject).title).toMatch(/^'Choice 1: Title' must be text[^']+$/);
});

it('ends an item whose choice is an object, without judging other fields', async () => {
	const { json } = await run(
		{
			operation: 'sendMedia',
			mediaType: 'image',
			mediaSource: ODD,
			mediaUrl: 'https://example.com/a.jpg',
		},
		[{ name: 'Ana' }],
	);
	expect((json[0].error as IDataObject).title).toMatch(/^'Media Source' must be text[^']+$/);
});

it('does not mind what a field holds that the item does not show', async () => {
	const { json } = await run(
		{
			operation: 'sendMedia',
			mediaType: 'image',
			mediaSource: "={{ $json.odd ? 'id' : 'url' }}",
			mediaUrl: 'https://example.com/a.jpg',
			mediaId: ODD,
		},
		[null],
	);
	expect(json[0].status).toBe('accepted');
});

it('names the template’s field that holds an object', async () => {
	const account = await createAccount('dialog360', { settings: { enforceWindow: false } });
	const values = [
		{ header_document: ODD, body_1: 'Ana', body_2: 'INV-7' },
		{ header_document: 'https://example.com/a.pdf', body_1: ODD, body_2: ODD },
	];
	const titles = [];
	for (const value of values) {
		const { json } = await runNode(
			account,
			{
				operation: 'sendTemplate',
				to: RECIPIENTS.dialog360,
				template: { __rl: true, mode: 'id', value: 'invoice_ready|en' },
				templateFields: { mappingMode: 'defineBelow', value },
			} as INodeParameters,
			{ items: [{ json: { odd: { link: 'x' } } }], onError },
		);
		titles.push((json[0].error as IDataObject).title);
	}
	expect(titles).toEqual([
		expect.stringMatching(/^'Header Document \(.*\)' must be text or a number, not an object/),
		expect.stringMatching(/^'.*' must be text .* '.*' must be text/),
	]);
	expect(await account.messages()).toEqual([]);
});

it('an object is no idempotency key: it would be the same for all', async () => {
	const account = await createAccount('dialog360', { settings: { enforceWindow: false } });
	const { json } = await runNode(
		account,
		{
			operation: 'sendText',
			to: RECIPIENTS.dialog360,
			text: 'Hi',
			options: { idempotencyKey: '={{ $json }}' },
		},
		{ items: [{ json: { order: 1 } }, { json: { order: 2 } }], onError },
	);
	expect(json.map(({ status }) => status)).toEqual(['failed', 'failed']);
	expect(json[0].error).toMatchObject({
		title: expect.stringContaining("'Idempotency Key' must be text"),
	});
});

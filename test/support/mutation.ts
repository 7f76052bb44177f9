import fc from 'fast-check';
import type { WebhookFixture } from './webhookFixtures';
import type { RequestFixture } from './webhookRequest';

const JUNK = [
	'',
	'null',
	'[]',
	'{}',
	'"',
	'\\',
	'\u0000',
	'\ud800',
	'__proto__',
	'constructor',
	'toString',
	'9'.repeat(40),
	'-1e999',
	'%00%zz',
	'&a=b&',
	'<xml>',
	'["'.repeat(50),
	'👍',
];

/** A provider's own call with some of its bytes or values changed. */
export function mutateBody(request: WebhookFixture['request']): fc.Arbitrary<RequestFixture> {
	const base: RequestFixture = { ...request };
	const text = request.text ?? (request.body === undefined ? '' : JSON.stringify(request.body));
	const asText = changeText(text).map(
		(changed): RequestFixture => ({ ...base, body: undefined, text: changed }),
	);
	const choices: Array<fc.Arbitrary<RequestFixture>> = [asText];
	if (request.body !== undefined) {
		// Twice: valid JSON gets further into the parser than broken text, so it comes more often.
		choices.push(
			changeValue(request.body).map((body): RequestFixture => ({ ...base, body })),
			changeValue(request.body).map((body): RequestFixture => ({ ...base, body })),
		);
	}
	if (Object.keys(request.query).length > 0) {
		choices.push(
			changeValue(request.query).map(
				(query): RequestFixture => ({ ...base, query: query as RequestFixture['query'] }),
			),
		);
	}
	return fc.oneof(...choices);
}

interface Edit {
	at: number;
	length: number;
	insert: string;
}

/** Pieces cut out, doubled or overwritten: what a broken proxy or a forger makes of it. */
function changeText(text: string): fc.Arbitrary<string> {
	const edit: fc.Arbitrary<Edit> = fc.record({
		at: fc.nat(Math.max(text.length, 1)),
		length: fc.nat(20),
		insert: fc.oneof(fc.constantFrom(...JUNK), fc.string({ maxLength: 8 })),
	});
	const cut = fc.nat(Math.max(text.length, 1)).map((at) => text.slice(0, at));
	const edited = fc
		.array(edit, { minLength: 1, maxLength: 3 })
		.map((edits) =>
			edits.reduce(
				(all, { at, length, insert }) => all.slice(0, at) + insert + all.slice(at + length),
				text,
			),
		);
	return fc.oneof(cut, edited, edited, edited);
}

/** Still JSON, but one value is of another kind, gone, or doubled. */
function changeValue(value: unknown): fc.Arbitrary<unknown> {
	const paths = getPaths(value);
	const replacement = fc.oneof(
		fc.constantFrom<unknown>(null, '', 0, -1, true, [], {}, [[]], [null], 'x', 9e99),
		fc.constantFrom(...JUNK),
		fc.jsonValue({ maxDepth: 2 }),
	);
	return fc
		.tuple(fc.constantFrom(...paths), replacement, fc.constantFrom('set', 'delete', 'double'))
		.map(([path, instead, how]) => changeAt(value, path, instead, how));
}

function getPaths(value: unknown, path: string[] = []): string[][] {
	const inner =
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([key, each]) => getPaths(each, [...path, key]))
			: [];
	return [path, ...inner];
}

function changeAt(
	value: unknown,
	[key, ...rest]: string[],
	instead: unknown,
	how: string,
): unknown {
	if (key === undefined) return instead;
	const copy = Array.isArray(value)
		? [...(value as unknown[])]
		: { ...(value as Record<string, unknown>) };
	const parts = copy as Record<string, unknown>;
	if (rest.length > 0) parts[key] = changeAt(parts[key], rest, instead, how);
	else if (how === 'set') parts[key] = instead;
	else if (how === 'delete') delete parts[key];
	else if (Array.isArray(copy)) copy.push(parts[key]);
	else parts[`${key}_2`] = parts[key];
	return copy;
}

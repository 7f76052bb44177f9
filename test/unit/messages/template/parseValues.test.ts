import type { FieldKind } from '../../../../nodes/WhatsAppBsp/messages/template/fields';
import { parseValues } from '../../../../nodes/WhatsAppBsp/messages/template/parseValues';

const NOW = Date.UTC(2026, 10, 21);

function read(kind: FieldKind, given: unknown, more: { prefix?: string } = {}) {
	const field = { id: 'a', label: 'A', kind, required: true, ...more };
	const context = { now: NOW, parseDate: (text: string) => Date.parse(text) };
	const { values, violations } = parseValues([field], { a: given }, context);
	return { value: values.get('a'), problems: violations.map(({ problem }) => problem) };
}

const KINDS: FieldKind[] = ['text', 'urlSuffix', 'number', 'time'];

describe.each(KINDS)('a field of kind %s', (kind) => {
	it.each<[string, unknown]>([
		['an object', { name: 'Ana' }],
		['a list', ['Ana']],
		['an empty list', []],
		['NaN', NaN],
	])('rejects %s', (_, given) => {
		const { value, problems } = read(kind, given);
		expect(value).toBeUndefined();
		expect(problems).toEqual([expect.stringContaining('must be text or a number')]);
	});
});

it.each<[FieldKind, unknown, unknown]>([
	['text', 0, '0'],
	['text', false, 'false'],
	['text', new Date(NOW), '2026-11-21T00:00:00.000Z'],
	['urlSuffix', 4711, '4711'],
	['number', '12.5', 12.5],
	['number', 0, 0],
	['time', new Date(NOW + 1000), NOW + 1000],
	['time', NOW + 1000, NOW + 1000],
])('reads a %s from %p', (kind, given, value) => {
	expect(read(kind, given)).toEqual({ value, problems: [] });
});

it.each([
	['https://a.example/p/', 'https://a.example/q/x', undefined],
	['https://a.example/p/', 'http://www.A.example/q/x', undefined],
	['https://a.example/p/', 'https://b.example/p/x', 'https://b.example/p/x'],
	['https://a.example/p/', 'http://www.a.example/p/x', 'x'],
	['https://a.example/go?url=', 'https://b.example/p/x', 'https://b.example/p/x'],
	['https://a.example/go?url=', 'https://a.example/p/x', 'https://a.example/p/x'],
	['https://a.example/app#', 'https://a.example/p/x', 'https://a.example/p/x'],
	['https://', 'HTTP://b.example/x', 'b.example/x'],
])('a URL after %s: %s', (prefix, given, value) => {
	const found = read('urlSuffix', given, { prefix });
	expect(found.value).toBe(value);
	expect(found.problems).toEqual(
		value ? [] : [`is '${given}', another page’s URL; enter what follows https://a.example/p/`],
	);
});

const section = (title: string, ...ids: string[]) => ({
	title,
	product_items: ids.map((id) => ({ product_retailer_id: id })),
});

it.each<[string, unknown, unknown]>([
	['text', 'Bread: SKU1, SKU2', [section('Bread', 'SKU1', 'SKU2')]],
	['a number', 4711, [section('', '4711')]],
	['ids', [{ title: 'Bread', products: ['SKU1', 4711] }], [section('Bread', 'SKU1', '4711')]],
	[
		'Meta’s own words',
		[{ title: 'Bread', product_items: [{ product_retailer_id: 'SKU1' }] }],
		[section('Bread', 'SKU1')],
	],
])('reads products from %s', (_, given, value) => {
	expect(read('products', given)).toEqual({ value, problems: [] });
});

it.each<[string, unknown]>([
	['an object', { title: 'Bread' }],
	['a title that is an object', [{ title: { en: 'Bread' }, products: ['SKU1'] }]],
	['an id that is an object', [{ title: 'Bread', products: [{ product_retailer_id: {} }] }]],
	['an id that is a list', [{ title: 'Bread', products: ['SKU1', ['SKU2']] }]],
])('rejects products from %s', (_, given) => {
	const { value, problems } = read('products', given);
	expect(value).toBeUndefined();
	expect(problems).toEqual([expect.stringContaining('must be a list of sections')]);
});

it.each<[FieldKind, string, string]>([
	['json', '{ "a": 1, }', 'isn’t valid JSON: unexpected } at line 1, column 11'],
	['json', '{"a":1', 'isn’t valid JSON: it ends too early, at line 1, column 7'],
	['json', '{\n"a": Ana}', 'isn’t valid JSON: unexpected A at line 2, column 6'],
	['json', 'Ana', 'isn’t valid JSON: unexpected A at line 1, column 1'],
	['json', '[1]', 'must be a JSON object'],
	['json', 'null', 'must be a JSON object'],
	['products', '[{"title": "A",}]', 'isn’t valid JSON: unexpected } at line 1, column 16'],
	['products', ' [ "S1", ', 'isn’t valid JSON: it ends too early, at line 1, column 10'],
	['products', '{"title": A', 'isn’t valid JSON: unexpected A at line 1, column 11'],
])('says where the JSON of a field of kind %s is broken: %j', (kind, given, problem) => {
	expect(read(kind, given)).toEqual({ value: undefined, problems: [problem] });
});

it('takes an object as JSON, for products a list only', () => {
	expect(read('json', '{"a":1}').value).toEqual({ a: 1 });
	expect(read('json', { a: 1 }).value).toEqual({ a: 1 });
	expect(read('products', '{"title":"Bread","products":["S1"]}').problems).toEqual([
		expect.stringContaining('must be a list of sections'),
	]);
	expect(read('products', '[New] Bread: S1').value).toEqual([section('[New] Bread', 'S1')]);
});

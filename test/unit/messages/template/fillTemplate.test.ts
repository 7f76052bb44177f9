import type { IDataObject } from 'n8n-workflow';
import { parseInTimeZone } from '../../../../nodes/WhatsAppBsp/core/parseInTimeZone';
import {
	parseTemplate,
	type TemplateDefinition,
} from '../../../../nodes/WhatsAppBsp/messages/template/parseTemplate';
import {
	listTemplateFields,
	fillTemplate,
} from '../../../../nodes/WhatsAppBsp/messages/template/fill';
import { toUrlSuffix } from '../../../../nodes/WhatsAppBsp/messages/template/parseValues';

function template(components: IDataObject[], category = 'MARKETING'): TemplateDefinition {
	const entry = { name: 'a', language: 'en', status: 'approved', category, components };
	return parseTemplate(entry) as TemplateDefinition;
}

const now = Date.parse('2026-11-21T00:00:00Z');
const context = { now, parseDate: (text: string) => parseInTimeZone(text, 'UTC') };

const fill = (components: IDataObject[], values: IDataObject, category?: string) =>
	fillTemplate(template(components, category), values, context);

function problems(components: IDataObject[], values: IDataObject): string[] {
	const filled = fill(components, values);
	return 'violations' in filled
		? filled.violations.map(({ field, problem }) => `${field}: ${problem}`)
		: [];
}

function fillComponents(components: IDataObject[], values: IDataObject, category?: string) {
	const filled = fill(components, values, category);
	return 'components' in filled ? filled.components : filled.violations;
}

const body = (text: string, example?: IDataObject) => ({ type: 'BODY', text, example });
const buttons = (...list: IDataObject[]) => ({ type: 'BUTTONS', buttons: list });

describe('the suffix of a URL button is encoded exactly once', () => {
	it.each([
		['summer', 'summer'],
		['a/b/c', 'a/b/c'],
		['a b', 'a%20b'],
		['a%20b', 'a%20b'],
		['a%2Fb c', 'a%2Fb%20c'],
		['100%', '100%25'],
		['x?q=ü&n=1#top', 'x?q=%C3%BC&n=1#top'],
		['🙂', '%F0%9F%99%82'],
		['half \ud83d a pair', 'half%20%EF%BF%BD%20a%20pair'],
		['"<>', '%22%3C%3E'],
	])('%s → %s', (typed, expected) => {
		expect(toUrlSuffix(typed)).toBe(expected);
		expect(toUrlSuffix(expected)).toBe(expected);
	});

	it('takes a pasted whole URL', () => {
		expect(toUrlSuffix('https://a.example/p/x y', 'https://a.example/p/')).toBe('x%20y');
		for (const start of [
			'http://a.example',
			'https://www.a.example',
			'a.example',
			'HTTPS://A.Example',
		])
			expect(toUrlSuffix(`${start}/p/x y`, 'https://a.example/p/')).toBe('x%20y');
		expect(toUrlSuffix('https://a.example/p/x', 'https://www.a.example/p/')).toBe('x');
		expect(toUrlSuffix('https://b.example/p', 'https://')).toBe('b.example/p');
		expect(toUrlSuffix('x/a.example/p/', 'https://a.example/p/')).toBe('x/a.example/p/');
		expect(toUrlSuffix('https://b.example/p/x', 'https://a.example/p/')).toBe(
			'https://b.example/p/x',
		);
	});
});

describe('the fields of a template', () => {
	const labels = (components: IDataObject[], category?: string) =>
		listTemplateFields(template(components, category)).map(({ id, label }) => [id, label]);

	it('are in the order of their numbers, each once', () => {
		expect(labels([body('{{2}} {{1}} {{2}} {{10}}')])).toEqual([
			['body_1', '{{1}}'],
			['body_2', '{{2}}'],
			['body_10', '{{10}}'],
		]);
	});

	it('carry the examples, also of names', () => {
		const example = { body_text_named_params: [{ param_name: 'who', example: 'Ana' }] };
		const fields = listTemplateFields(template([body('Hi {{ who }}, {{what}}', example)]));
		expect(fields.map(({ label, example: hint }) => [label, hint])).toEqual([
			['{{who}}', 'Ana'],
			['{{what}}', undefined],
		]);
	});

	it('leave out what has nothing to fill', () => {
		expect(
			labels([
				{ type: 'HEADER', format: 'TEXT', text: 'Hello' },
				body('No placeholders'),
				{ type: 'FOOTER', text: 'Bye' },
				buttons(
					{ type: 'URL', text: 'Site', url: 'https://a.example' },
					{ type: 'URL', text: 'Braces', url: 'https://a.example/{{}}' },
					{ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+1' },
					{ type: 'SOMETHING_NEW', text: 'New' },
				),
			]),
		).toEqual([]);
	});

	it.each(['OTP', 'URL'])(
		'are the code alone in an authentication template (%s button)',
		(type) => {
			const url = 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}';
			const components = [body('*{{1}}* is your code.'), buttons({ type, text: 'Copy', url })];
			expect(labels(components, 'AUTHENTICATION')).toEqual([['code', 'One-Time Password']]);
			expect(fillComponents(components, { code: '482913' }, 'AUTHENTICATION')).toEqual([
				{ type: 'body', parameters: [{ type: 'text', text: '482913' }] },
				{
					type: 'button',
					sub_type: 'url',
					index: '0',
					parameters: [{ type: 'text', text: '482913' }],
				},
			]);
		},
	);

	it('name the card they are in', () => {
		const card = { components: [body('{{1}}')] };
		expect(labels([{ type: 'CAROUSEL', cards: [card, card] }])).toEqual([
			['card_0_body_1', 'Card 1: {{1}}'],
			['card_1_body_1', 'Card 2: {{1}}'],
		]);
	});
});

describe('values that WhatsApp would reject', () => {
	it.each([
		['a line break', 'a\nb'],
		['a tab', 'a\tb'],
		['five spaces', 'a     b'],
	])('%s', (_, value) => {
		expect(problems([body('{{1}}')], { body_1: value })).toEqual([
			expect.stringMatching(/line break, a tab, or more than 4 consecutive spaces/),
		]);
	});

	it.each([undefined, null, '', '   '])('none: %s', (value) => {
		expect(problems([body('{{1}}')], { body_1: value as never })).toEqual(['{{1}}: is empty']);
	});

	it('four spaces, zero and false are values', () => {
		expect(problems([body('{{1}} {{2}}')], { body_1: 'a    b', body_2: 0 })).toEqual([]);
	});

	it('counts the filled text in code points: 1024, or 32768 for a body alone', () => {
		const more = { type: 'FOOTER', text: 'f' };
		const filled = (length: number) => ({ body_1: '🙂'.repeat(length - 3) });
		expect(problems([body('Hi {{1}}'), more], filled(1024))).toEqual([]);
		expect(problems([body('Hi {{1}}'), more], filled(1025))).toEqual([
			'Template Text: has 1025 characters when filled in; the maximum is 1024',
		]);
		expect(problems([body('Hi {{1}}')], filled(32_768))).toEqual([]);
		expect(problems([body('Hi {{1}}')], filled(32_769))).toHaveLength(1);
	});

	it('a header of text has 60', () => {
		const header = { type: 'HEADER', format: 'TEXT', text: '{{1}}' };
		expect(problems([header], { header_1: 'x'.repeat(60) })).toEqual([]);
		expect(problems([header], { header_1: 'x'.repeat(61) })).toHaveLength(1);
	});

	it('a kind of header that is not known here is rejected, with the way out', () => {
		expect(problems([{ type: 'HEADER', format: 'HOLOGRAM' }], {})).toEqual([
			expect.stringMatching(/HOLOGRAM.*'Components \(JSON\)'/),
		]);
	});

	it.each([
		['no products', 'Shoes:', /section without products/],
		['no sections', [], /is empty/],
		['no sections as JSON', '[]', /is empty/],
		['a separator alone', ';', /is empty/],
		[
			'31 products',
			Array.from({ length: 31 }, (_, i) => `S${i}`).join(','),
			/too many products; the maximum is 30/,
		],
		[
			'11 sections',
			Array.from({ length: 11 }, (_, i) => `T${i}: S`).join(';'),
			/too many sections; the maximum is 10/,
		],
		['no title', 'A: S1; S2', /section without a title/],
		['a long title', `${'x'.repeat(25)}: S1`, /too long; the maximum is 24 characters/],
	])('a product list with %s', (_, value, message) => {
		const list = [body('b'), buttons({ type: 'MPM', text: 'View' })];
		expect(problems(list, { button_0_products: value })).toEqual([expect.stringMatching(message)]);
	});

	it('a product list is told all that is wrong with it', () => {
		const list = [body('b'), buttons({ type: 'MPM', text: 'View' })];
		expect(problems(list, { button_0_products: `${'x'.repeat(25)}: S1; Hats:` })).toEqual([
			expect.stringMatching(/section without products/),
			expect.stringMatching(/title that is too long/),
		]);
	});
});

describe('the text of a card', () => {
	const card = { components: [{ type: 'HEADER', format: 'IMAGE' }, body('Hi {{1}}')] };
	const carousel = [body('b'), { type: 'CAROUSEL', cards: [card] }];
	const image = { type: 'link', link: 'https://example.com/a.png' };
	const check = (length: number) =>
		problems(carousel, { card_0_header_image: image, card_0_body_1: 'x'.repeat(length) }).filter(
			(problem) => problem.includes('characters'),
		);

	it('has 160 characters when filled in', () => {
		expect(check(157)).toEqual([]);
		expect(check(158)).toEqual([expect.stringContaining('the maximum is 160')]);
	});
});

describe('when an offer expires', () => {
	const offer = [
		body('b'),
		{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Sale', has_expiration: true } },
	];
	const [{ id }] = listTemplateFields(template(offer));

	it.each(['1924970400000', 1924970400000, '2030-12-31T18:00:00'])('takes %s', (time) => {
		expect(problems(offer, { [id]: time })).toEqual([]);
	});

	it.each(['1924970400', '1924970400000000', '1924970400000000000'])('rejects %s', (time) => {
		expect(problems(offer, { [id]: time })).toHaveLength(1);
	});
});

describe('product lists', () => {
	const list = [body('b'), buttons({ type: 'MPM', text: 'View' })];
	const sections = [
		{
			title: 'Shoes',
			product_items: [{ product_retailer_id: 'S1' }, { product_retailer_id: 'S2' }],
		},
	];

	it.each([
		['words', 'Shoes: S1, S2'],
		['JSON as the Cloud API writes it', JSON.stringify(sections)],
		['an array', sections],
		['short JSON', '[{"title":"Shoes","products":["S1","S2"]}]'],
	])('are taken as %s', (_, value) => {
		expect(fillComponents(list, { button_0_products: value as never })).toEqual([
			{
				type: 'button',
				sub_type: 'mpm',
				index: '0',
				parameters: [{ type: 'action', action: { thumbnail_product_retailer_id: 'S1', sections } }],
			},
		]);
	});

	it('may be without a title when there is one section, and have a thumbnail of their own', () => {
		const components = fillComponents(list, {
			button_0_products: 'S1,S2',
			button_0_thumbnail: 'S2',
		});
		expect(components).toEqual([
			expect.objectContaining({
				parameters: [
					{
						type: 'action',
						action: {
							thumbnail_product_retailer_id: 'S2',
							sections: [{ product_items: sections[0].product_items }],
						},
					},
				],
			}),
		]);
	});
});

describe('components that are not always sent', () => {
	const shop = [
		body('b'),
		buttons(
			{ type: 'QUICK_REPLY', text: 'Yes' },
			{ type: 'CATALOG', text: 'View' },
			{ type: 'FLOW', text: 'Book' },
		),
	];

	it('leave out empty options, but tell a Flow that there is no token', () => {
		expect(fillComponents(shop, {})).toEqual([
			{
				type: 'button',
				sub_type: 'flow',
				index: '2',
				parameters: [{ type: 'action', action: { flow_token: 'unused' } }],
			},
		]);
	});

	it('reject Flow data that is no object', () => {
		expect(problems(shop, { button_2_flow_data: '[1]' })).toEqual([
			expect.stringContaining('must be a JSON object'),
		]);
	});

	it('a product header', () => {
		const header = { type: 'HEADER', format: 'PRODUCT' };
		const values = { header_product: 'SKU1', header_product_catalog: '42' };
		expect(fillComponents([header, body('b')], values)).toEqual([
			{
				type: 'header',
				parameters: [
					{ type: 'product', product: { product_retailer_id: 'SKU1', catalog_id: '42' } },
				],
			},
		]);
	});
});

describe('values are put in once', () => {
	it('a value that looks like a placeholder stays as it is in the preview', () => {
		const filled = fill([body('{{1}} and {{2}}')], { body_1: '{{2}}', body_2: '$&' });
		expect(filled).toMatchObject({ preview: '{{2}} and $&' });
	});
});

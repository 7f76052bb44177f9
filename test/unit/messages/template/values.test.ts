import type { IDataObject } from 'n8n-workflow';
import {
	fillTemplate,
	listTemplateFields,
} from '../../../../nodes/WhatsAppBsp/messages/template/fill';
import {
	parseTemplate,
	type TemplateDefinition,
} from '../../../../nodes/WhatsAppBsp/messages/template/parseTemplate';
import { validateDefinition } from '../../../../nodes/WhatsAppBsp/messages/template/validateDefinition';
import { fillApprovedText } from '../../../../nodes/WhatsAppBsp/messages/approvedText';
import {
	tidyComponents,
	tidyText,
	validateComponentTexts,
} from '../../../../nodes/WhatsAppBsp/messages/template/parameterTexts';
import { validateValues } from '../../../../nodes/WhatsAppBsp/messages/template/values';
import { validateMessage } from '../../../../nodes/WhatsAppBsp/messages/validateMessage';

const REJECTED =
	'contains a line break, a tab, or more than 4 consecutive spaces, which WhatsApp rejects';

function define(components: IDataObject[], category = 'UTILITY') {
	const definition = { name: 'a', language: 'en', category, status: 'approved', components };
	return parseTemplate(definition) as TemplateDefinition;
}

function fill(definition: TemplateDefinition, given: IDataObject, tidy = false) {
	return fillTemplate(definition, given, { now: 0, parseDate: Date.parse, tidy });
}

/** As people paste it, and as WhatsApp accepts it. */
const UNTIDY: Array<[string, string, string]> = [
	['an address', 'Jalan 1\n50450 Kuala Lumpur', 'Jalan 1 50450 Kuala Lumpur'],
	['Windows line breaks', 'one\r\n\r\ntwo\r\n', 'one two'],
	['cells of a table', 'Bread\t2\t4.50', 'Bread 2 4.50'],
	['a padded column', 'Ana          Silva', 'Ana Silva'],
	['indented lines', '\n  - milk\n  - bread\n', '- milk - bread'],
	['gaps around a break', ' a     \n     b ', 'a b'],
	['line and paragraph separators', 'one\u2028two\u2029three', 'one two three'],
	['a vertical tab', 'one\vtwo', 'one two'],
	['a form feed', 'one\ftwo', 'one two'],
	['a next line', 'one\u0085two', 'one two'],
	['no-break spaces', 'Ana\u00a0\u00a0\u00a0\u00a0\u00a0Silva', 'Ana Silva'],
	['spaces of all widths', 'a \u00a0\u2009\u3000\u202fb', 'a b'],
];

describe.each(UNTIDY)('%s', (_, text, tidied) => {
	const definition = define([{ type: 'BODY', text: 'Hi {{1}}, {{2}}' }]);

	it('is rejected by the name of its field', () => {
		expect(fill(definition, { body_1: 'Ana', body_2: text })).toEqual({
			violations: [{ field: '{{2}}', problem: REJECTED }],
		});
		expect(validateValues([{ name: 'who', text }])).toEqual([
			{ field: 'Template Values', problem: `${REJECTED} (in {{who}})` },
		]);
		expect(fillApprovedText('Hi {{1}}', [{ name: '', text }]).violations).toEqual([
			{ field: 'Template Values', problem: `${REJECTED} (in {{1}})` },
		]);
	});

	it('is put in order when asked to', () => {
		expect(tidyText(text)).toBe(tidied);
		expect(fill(definition, { body_1: 'Ana', body_2: text }, true)).toMatchObject({
			preview: `Hi Ana, ${tidied}`,
		});
		expect(validateValues([{ name: '', text: tidyText(text) }])).toEqual([]);
	});
});

it.each([
	[[{ name: '', text: ' ' }], 'has an empty value for {{1}}'],
	[
		[
			{ name: '1', text: 'Ana' },
			{ name: '', text: '4711' },
		],
		'has two values for {{1}}',
	],
])('are one for each placeholder of an approved text: %j', (values, problem) => {
	const { violations } = fillApprovedText('Hi {{1}}', values);
	expect(violations).toEqual([{ field: 'Template Values', problem }]);
});

it.each(['four    spaces', 'Ana', '12\u202f000\u00a0€', '日本語　テキスト', '👩\u200d👧', ''])(
	'leaves %j as it is',
	(text) => {
		expect(tidyText(text)).toBe(text);
	},
);

describe('Components (JSON)', () => {
	const text = (value: string) => ({ type: 'text', text: value });
	const components: IDataObject[] = [
		{ type: 'header', parameters: [{ type: 'image', image: { link: 'https://a.example/b\n' } }] },
		{ type: 'body', parameters: [text('Ana'), text('a\nb')] },
		{ type: 'button', sub_type: 'url', index: '1', parameters: [text('a\tb')] },
		{
			type: 'carousel',
			cards: [
				{ card_index: 0, components: [{ type: 'body', parameters: [text('fine')] }] },
				{ card_index: 1, components: [{ type: 'body', parameters: [text('a      b')] }] },
			],
		},
	];

	it('says in which component a text is that WhatsApp rejects', () => {
		const content = { type: 'template', name: 'a', language: 'en', components } as const;
		expect(validateMessage({ content }).map(({ problem }) => problem)).toEqual([
			`${REJECTED} (parameter 2 of body)`,
			`${REJECTED} (parameter 1 of button 1)`,
			`${REJECTED} (parameter 1 of card 2, body)`,
		]);
	});

	it('is put in order when asked to, and nothing else changes', () => {
		const before = JSON.stringify(components);
		const tidied = tidyComponents(components);
		expect(validateComponentTexts(tidied)).toEqual([]);
		expect(tidied[0]).toEqual(components[0]);
		expect(tidied[1]).toEqual({ type: 'body', parameters: [text('Ana'), text('a b')] });
		expect(JSON.stringify(components)).toBe(before);
	});

	it.each<[string, unknown]>([
		['no parameters', [{ type: 'body' }]],
		['parameters that are no list', [{ type: 'body', parameters: { text: 'a\nb' } }]],
		['parameters that are no objects', [{ type: 'body', parameters: ['a\nb', null, 7] }]],
		['cards that are no objects', [{ type: 'carousel', cards: [null, 'x'] }]],
		['text that is no text', [{ type: 'body', parameters: [{ type: 'text', text: 7 }] }]],
	])('stays as it is with %s', (_, odd) => {
		expect(validateComponentTexts(odd as IDataObject[])).toEqual([]);
		expect(tidyComponents(odd as IDataObject[])).toEqual(odd);
	});

	it.each([
		[{ type: 'HEADER', format: 'TEXT', text: 'x'.repeat(61) }, 'JSON: HEADER'],
		[{ type: 'body', text: 'x'.repeat(1025) }, 'JSON: BODY'],
		[{ type: 'FOOTER', text: 'x'.repeat(61) }, 'JSON: FOOTER'],
		[{ type: 'Footer', text: ' ' }, 'JSON: FOOTER'],
	])('names the component of a new template whose limit is broken: %#', (component, field) => {
		const components = [component, { type: 'BODY', text: 'Hi' }];
		const violations = validateDefinition(components, 'UTILITY', (part) => `JSON: ${part}`);
		expect(violations.map((violation) => violation.field)).toEqual([field]);
	});
});

describe('codes and IDs', () => {
	const code = [{ type: 'BODY', text: '*{{1}}* is your code.' }];
	const button = (fields: IDataObject) => [{ type: 'BUTTONS', buttons: [fields] }];

	it.each<[string, IDataObject[], string, string]>([
		['a one-time password', code, 'code', 'AUTHENTICATION'],
		['a coupon code', button({ type: 'COPY_CODE' }), 'button_0_code', 'MARKETING'],
		['a flow token', button({ type: 'FLOW' }), 'button_0_flow_token', 'UTILITY'],
		['a thumbnail', button({ type: 'CATALOG' }), 'button_0_thumbnail', 'MARKETING'],
	])('%s loses the space and line breaks around it', (_, components, id, category) => {
		const filled = fill(define(components, category), { [id]: ' \r\n482913\t\n' });
		expect(JSON.stringify(filled)).toContain('"482913"');
		expect(filled).toHaveProperty('components');
	});

	it('and a line break inside one is rejected', () => {
		expect(fill(define(code, 'AUTHENTICATION'), { code: '48\n29' })).toEqual({
			violations: [{ field: 'One-Time Password', problem: REJECTED }],
		});
	});
});

describe('a button without fields', () => {
	const buttons = (...types: string[]) =>
		define([
			{ type: 'BODY', text: 'Hi' },
			{ type: 'BUTTONS', buttons: types.map((type) => ({ type, text: 'Tap' })) },
		]);

	it.each(['ORDER_DETAILS', 'order_details', 'SOMETHING_NEW', 'constructor', ''])(
		'of kind %j is rejected, with the way out',
		(type) => {
			expect(fill(buttons(type), {})).toEqual({
				violations: [
					{
						field: 'Template',
						problem: `has a button of type ${type.toUpperCase() || 'unknown'}, which this node has no fields for; set 'Fill In With' to 'Components (JSON)'`,
					},
				],
			});
		},
	);

	it.each(['PHONE_NUMBER', 'VOICE_CALL', 'SPM', 'REQUEST_CONTACT_INFO', 'APP'])(
		'of kind %s goes without a component',
		(type) => {
			expect(listTemplateFields(buttons(type))).toEqual([]);
			expect(fill(buttons(type), {})).toMatchObject({ components: [], preview: 'Hi\n[Tap]' });
		},
	);

	it('is also rejected in a card', () => {
		const card = { components: [{ type: 'BUTTONS', buttons: [{ type: 'ORDER_DETAILS' }] }] };
		const filled = fill(define([{ type: 'CAROUSEL', cards: [card, card] }]), {});
		expect(filled).toHaveProperty('violations.length', 2);
	});
});

describe('a document in a header', () => {
	const definition = define([{ type: 'HEADER', format: 'DOCUMENT' }]);

	it.each<[unknown, string, string | undefined]>([
		[{ link: 'https://a.example/may.pdf?x=1' }, '', 'may.pdf'],
		[{ link: 'https://a.example/may.pdf' }, 'Invoice v1.2', 'Invoice v1.2.pdf'],
		[{ link: 'https://a.example/download' }, '', undefined],
		[{ id: '12345' }, 'Invoice', 'Invoice'],
		[{ id: '12345' }, '', undefined],
	])('%j with the name %j: %j', (source, name, filename) => {
		const given = { header_document: source, header_document_filename: name } as IDataObject;
		const document = { ...(source as object), ...(filename ? { filename } : {}) };
		expect(fill(definition, given)).toMatchObject({
			components: [{ type: 'header', parameters: [{ type: 'document', document }] }],
		});
	});
});

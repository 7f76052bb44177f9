import {
	parseTemplate,
	type TemplateDefinition,
} from '../../../../nodes/WhatsAppBsp/messages/template/parseTemplate';
import {
	listTemplateFields,
	fillTemplate,
} from '../../../../nodes/WhatsAppBsp/messages/template/fill';
import {
	validateDefinition,
	validateNewTemplate,
} from '../../../../nodes/WhatsAppBsp/messages/template/validateDefinition';
import { getTemplateError } from '../../../../nodes/WhatsAppBsp/providers/cloudApi/templates';

const components = [
	{ type: 'header', format: 'text', text: 'Order {{1}}', example: { header_text: ['A-1'] } },
	{ type: 'body', text: 'Hi {{1}}', example: { body_text: [['Ana']] } },
];

describe('a template’s definition', () => {
	it.each([
		[
			'360dialog’s list',
			{
				id: '1',
				name: 'a',
				namespace: 'n',
				language: 'en',
				category: 'UTILITY',
				status: 'approved',
				components,
				rejected_reason: 'NONE',
			},
			{ namespace: 'n' },
		],
		[
			'Meta’s list',
			{ id: 1, name: 'a', language: 'en', category: 'utility', status: 'APPROVED', components },
			{},
		],
		[
			'a language as an object',
			{
				id: '1',
				name: 'a',
				language: { code: 'en' },
				category: 'UTILITY',
				status: 'approved',
				components,
			},
			{},
		],
	])('is read from %s', (_, entry, more) => {
		expect(parseTemplate(entry)).toEqual({
			id: '1',
			name: 'a',
			language: 'en',
			category: 'UTILITY',
			status: 'approved',
			rejectedReason: null,
			...more,
			components: [
				{
					type: 'HEADER',
					format: 'TEXT',
					text: 'Order {{1}}',
					example: { header_text: ['A-1'] },
					buttons: [],
					cards: [],
					raw: components[0],
				},
				{
					type: 'BODY',
					text: 'Hi {{1}}',
					example: { body_text: [['Ana']] },
					buttons: [],
					cards: [],
					raw: components[1],
				},
			],
		});
	});

	const NAMELESS: unknown[] = [
		null,
		undefined,
		7,
		'text',
		[],
		{},
		{ name: 'a' },
		{ language: 'en' },
	];

	it.each(NAMELESS.map((entry) => [JSON.stringify(entry), entry]))(
		'is none without a name and a language: %s',
		(_, entry) => {
			expect(parseTemplate(entry)).toBeUndefined();
		},
	);

	const EMPTY = { components: [], preview: '' };
	const UNKNOWN_BUTTON = {
		field: 'Template',
		problem: expect.stringContaining('a button of type unknown'),
	};
	const GARBAGE: Array<[fields: object, filled: object]> = [
		[{}, EMPTY],
		[{ components: 'none' }, EMPTY],
		[{ components: [null, 7, 'x', [], {}] }, EMPTY],
		[
			{ components: [{ type: 'BUTTONS', buttons: [null, 'x', {}] }] },
			{ violations: [UNKNOWN_BUTTON, UNKNOWN_BUTTON, UNKNOWN_BUTTON] },
		],
		[
			{ components: [{ type: 'CAROUSEL', cards: [null, {}, 'x'] }] },
			{
				components: [
					{
						type: 'carousel',
						cards: [0, 1, 2].map((index) => ({ card_index: index, components: [] })),
					},
				],
				preview: '— Card 1 —\n— Card 2 —\n— Card 3 —',
			},
		],
		[{ components: [{ type: 'BODY', text: 7, example: 'x' }] }, { components: [], preview: '7' }],
		[
			{ components: [{ type: 'BODY', example: { body_text: [7] } }] },
			{ components: [], preview: '{{1}}' },
		],
		[{ components: [{ type: 'LIMITED_TIME_OFFER' }] }, EMPTY],
		[
			{ category: 'AUTHENTICATION', components: [] },
			{
				components: [{ type: 'body', parameters: [{ type: 'text', text: 'x' }] }],
				preview: '',
			},
		],
	];

	it.each(GARBAGE.map(([fields, filled]) => [JSON.stringify(fields), fields, filled] as const))(
		'never throws, whatever the list holds: %s',
		(_, fields, filled) => {
			const definition = parseTemplate({
				name: 'a',
				language: 'en',
				...fields,
			}) as TemplateDefinition;
			const ids = listTemplateFields(definition).map(({ id }) => id);
			const values = Object.fromEntries(ids.map((id) => [id, 'x']));
			expect(fillTemplate(definition, values, { now: 0, parseDate: Date.parse })).toEqual(filled);
		},
	);
});

describe('whether a template can be sent', () => {
	const definition = (name: string, language: string, fields: object = { status: 'approved' }) =>
		parseTemplate({ name, language, components: [], ...fields }) as TemplateDefinition;

	it.each([
		['approved', undefined],
		['paused', '132015'],
		['disabled', '132016'],
		['pending', '132001'],
		['rejected', '132001'],
		['in_appeal', '132001'],
		['', '132001'],
	])('%s: %s', (status, code) => {
		const error = getTemplateError({ name: 'a', language: 'en' }, [
			definition('a', 'en', { status }),
		]);
		expect(error?.code).toBe(code);
	});

	it.each([
		['PENDING', 'a (en) is pending: INVALID_FORMAT', /^Wait until WhatsApp approves/],
		['REJECTED', 'a (en) is rejected: INVALID_FORMAT', /^Read the reason/],
		['in_appeal', 'a (en) is in_appeal: INVALID_FORMAT', /^Wait until WhatsApp has reviewed/],
		['limit_exceeded', 'a (en) is limit_exceeded: INVALID_FORMAT', /check the template’s status/],
		['', 'a (en) is not approved', /check the template’s status/],
	])('says what a template in status %p waits for, not that it is missing', (status, words, to) => {
		const templates = [definition('a', 'en', { status, rejected_reason: 'INVALID_FORMAT' })];
		const error = getTemplateError({ name: 'a', language: 'en' }, templates);
		expect(error?.title).toContain(words);
		expect(error?.title).not.toContain('exist');
		expect(error?.advice).toMatch(to);
	});

	it('names the template that is not there', () => {
		expect(getTemplateError({ name: 'a', language: 'de' }, [definition('b', 'de')])).toMatchObject({
			code: '132001',
			category: 'template',
			retryable: false,
			details: 'a (de) isn’t one of the account’s templates',
		});
	});

	it.each([
		['en', ['de', 'en_US'], 'a doesn’t exist in this language (en), but in de, en_US'],
		['en_US', ['en_GB'], 'a doesn’t exist in this language (en_US), but in en_GB'],
		['DE', ['de'], 'a doesn’t exist in this language (DE), but in de'],
		['', ['pt_BR', 'es'], 'a doesn’t exist in this language (), but in es, pt_BR'],
		['fr', ['zh_HK', 'id', 'ms'], 'a doesn’t exist in this language (fr), but in id, ms, zh_HK'],
	])('says in which languages a template exists: asked for %p', (language, others, title) => {
		const templates = [...others.map((each) => definition('a', each)), definition('b', 'xx')];
		expect(getTemplateError({ name: 'a', language }, templates)?.title).toBe(title);
	});
});

describe('a new template', () => {
	const body = { type: 'BODY', text: 'Hi' };

	it.each([
		['fits', { name: 'a_1', language: 'en', components: [body] }, []],
		['no name', { name: '', language: 'en', components: [body] }, ['is empty']],
		['capitals', { name: 'A', language: 'en', components: [body] }, [/lowercase/]],
		['no body', { name: 'a', language: 'en', components: [] }, [/no BODY/]],
		[
			'1024 emoji',
			{ name: 'a', language: 'en', components: [{ type: 'BODY', text: '🙂'.repeat(1024) }] },
			[],
		],
		[
			'1025 emoji',
			{ name: 'a', language: 'en', components: [{ type: 'BODY', text: '🙂'.repeat(1025) }] },
			[/1025 characters; the maximum is 1024/],
		],
		[
			'eleven buttons',
			{
				name: 'a',
				language: 'en',
				components: [body, { type: 'BUTTONS', buttons: Array.from({ length: 11 }, () => ({})) }],
			},
			[/11 buttons; the maximum is 10/],
		],
	])('%s', (_, template, problems) => {
		const found = [
			...validateNewTemplate(template),
			...validateDefinition(template.components, 'UTILITY', String),
		].map(({ problem }) => problem);
		expect(found).toEqual(
			problems.map((problem) =>
				problem instanceof RegExp ? (expect.stringMatching(problem) as unknown) : problem,
			),
		);
	});
});

import { parseTemplate } from '../../../../nodes/WhatsAppBsp/messages/template/parseTemplate';
import {
	listTemplateFields,
	fillTemplate,
} from '../../../../nodes/WhatsAppBsp/messages/template/fill';
import { validateNewTemplate } from '../../../../nodes/WhatsAppBsp/messages/template/validateTemplate';
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

	const GARBAGE: unknown[] = [
		null,
		undefined,
		7,
		'text',
		[],
		{},
		{ name: 'a' },
		{ language: 'en' },
		{ name: 'a', language: 'en' },
		{ name: 'a', language: 'en', components: 'none' },
		{ name: 'a', language: 'en', components: [null, 7, 'x', [], {}] },
		{ name: 'a', language: 'en', components: [{ type: 'BUTTONS', buttons: [null, 'x', {}] }] },
		{ name: 'a', language: 'en', components: [{ type: 'CAROUSEL', cards: [null, {}, 'x'] }] },
		{ name: 'a', language: 'en', components: [{ type: 'BODY', text: 7, example: 'x' }] },
		{ name: 'a', language: 'en', components: [{ type: 'BODY', example: { body_text: [7] } }] },
		{ name: 'a', language: 'en', components: [{ type: 'LIMITED_TIME_OFFER' }] },
		{ name: 'a', language: 'en', category: 'AUTHENTICATION', components: [] },
	];

	it.each(GARBAGE.map((entry) => [JSON.stringify(entry), entry]))(
		'never throws, whatever the list holds: %s',
		(_, entry) => {
			const definition = parseTemplate(entry);
			if (!definition) return;
			const fields = listTemplateFields(definition);
			expect(Array.isArray(fields)).toBe(true);
			const values = Object.fromEntries(fields.map(({ id }) => [id, 'x']));
			expect(fillTemplate(definition, values, { now: 0, parseDate: Date.parse })).toBeDefined();
		},
	);
});

describe('whether a template can be sent', () => {
	const definition = (status: string) =>
		parseTemplate({ name: 'a', language: 'en', status, components: [] });

	it.each([
		['approved', undefined],
		['paused', '132015'],
		['disabled', '132016'],
		['pending', '132001'],
		['rejected', '132001'],
		['in_appeal', '132001'],
		['', '132001'],
	])('%s: %s', (status, code) => {
		expect(getTemplateError('a', 'en', definition(status))?.code).toBe(code);
	});

	it('names the template that is not there', () => {
		expect(getTemplateError('a', 'de', undefined)).toMatchObject({
			code: '132001',
			category: 'template',
			retryable: false,
			details: 'a (de) isn’t one of the account’s templates',
		});
	});
});

describe('a new template', () => {
	const body = { type: 'BODY', text: 'Hi' };

	it.each([
		['fits', { name: 'a_1', language: 'en', components: [body] }, []],
		['no name', { name: '', language: 'en', components: [body] }, ['is empty']],
		['capitals', { name: 'A', language: 'en', components: [body] }, [/lowercase/]],
		[
			'no components',
			{ name: 'a', language: 'en', components: undefined },
			[/must be a JSON array/],
		],
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
		const found = validateNewTemplate(template).map(({ problem }) => problem);
		expect(found).toEqual(
			problems.map((problem) =>
				problem instanceof RegExp ? (expect.stringMatching(problem) as unknown) : problem,
			),
		);
	});
});

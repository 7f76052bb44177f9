import { getParameterFormat } from '../../../../nodes/WhatsAppBsp/messages/template/buildDefinition';
import {
	getPlaceholders,
	isPosition,
	replacePlaceholders,
	sortByPosition,
} from '../../../../nodes/WhatsAppBsp/messages/template/placeholders';
import { validateDefinition } from '../../../../nodes/WhatsAppBsp/messages/template/validateDefinition';

it('finds each placeholder once, in the order of the text', () => {
	expect(getPlaceholders('{{2}}, {{ name }}, {{1}}, {{2}}')).toEqual(['2', 'name', '1']);
	expect(getPlaceholders('{{}}, {{ }}, {{a b}}, {1}')).toEqual([]);
});

it('replaces each once, also by a value with braces, and keeps what has no value', () => {
	const values: Record<string, string> = { '1': '{{2}}', '2': '$&', empty: '' };
	const text = replacePlaceholders('{{1}} {{ 2 }} {{3}}{{empty}}', (name) => values[name]);
	expect(text).toBe('{{2}} $& {{3}}');
});

it.each([
	['1', true],
	['10', true],
	['0', false],
	['01', false],
	['1a', false],
	['name', false],
])('%j is a position: %j', (name, expected) => {
	expect(isPosition(name)).toBe(expected);
});

it('sorts by number what has positions only', () => {
	const sort = (...names: string[]) => sortByPosition(names, (name) => name);
	expect(sort('10', '2', '1')).toEqual(['1', '2', '10']);
	expect(sort('10', 'name', '1')).toEqual(['10', 'name', '1']);
});

it.each(['{{1st_item}}', '{{_x}}', '{{a1}}'])('takes %s for a name', (placeholder) => {
	const example = {
		body_text_named_params: [{ param_name: placeholder.slice(2, -2), example: 'A' }],
	};
	const body = { type: 'BODY', text: `Hi ${placeholder}!`, example };
	expect(validateDefinition([body], 'UTILITY', String)).toEqual([]);
});

it('takes the format from what is filled in, as the validation does', () => {
	const footer = { type: 'FOOTER', text: 'Bye, {{name}}' };
	const card = { components: [{ type: 'BODY', text: 'Hi {{name}}!' }] };
	expect(getParameterFormat([footer])).toBeUndefined();
	expect(getParameterFormat([{ type: 'body', text: 'Hi {{1}}!' }, footer])).toBe('POSITIONAL');
	expect(getParameterFormat([{ type: 'carousel', cards: [card] }, footer])).toBe('NAMED');
});

it('takes {{0}} for a name, which WhatsApp rejects', () => {
	const body = { type: 'BODY', text: 'Hi {{0}}!', example: { body_text: [['Ana']] } };
	expect(getParameterFormat([body])).toBe('NAMED');
	const problems = validateDefinition([body], 'UTILITY', String).map(({ problem }) => problem);
	expect(problems).toContainEqual(expect.stringMatching(/name isn’t lowercase letters/));
});

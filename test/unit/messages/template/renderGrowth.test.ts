import { WorkCounter } from '../../../support/countWork';
import type { renderTemplate } from '../../../../nodes/WhatsAppBsp/messages/template/renderTemplate';

let counter: WorkCounter;
let render: typeof renderTemplate;

/* The counter sees only what is loaded after it. */
beforeAll(async () => {
	counter = new WorkCounter('/messages/template/renderTemplate');
	({ renderTemplate: render } = await import(
		'../../../../nodes/WhatsAppBsp/messages/template/renderTemplate'
	));
});

afterAll(() => counter.stop());

it.each([
	['named', (i: number) => ({ name: `value_${i}`, parameter_name: `value_${i}` })],
	['numbered', (i: number) => ({ name: String(i + 1) })],
])('a preview takes time proportional to its %s placeholders', (_, describe) => {
	const create = (size: number) => {
		const values = Array.from({ length: size }, (_value, i) => describe(i));
		const text = values.map(({ name }) => `{{${name}}}`).join(' ');
		const parameters = values.map(({ name, ...rest }) => ({ type: 'text', text: name, ...rest }));
		const body = { type: 'BODY', text, buttons: [], cards: [], raw: {} };
		const template = { category: 'UTILITY', components: [body] };
		return { template, parameters, expected: values.map(({ name }) => name).join(' ') };
	};
	counter.expectLinear(({ template, parameters, expected }) => {
		expect(render(template, [{ type: 'body', parameters }])).toBe(expected);
	}, create);
});

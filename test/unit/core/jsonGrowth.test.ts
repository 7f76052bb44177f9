import { WorkCounter } from '../../support/countWork';

let counter: WorkCounter;
let parseJson: (text: string) => unknown;

/* The counter sees only what is loaded after it. */
beforeAll(async () => {
	counter = new WorkCounter('/core/json');
	({ parseJson } = await import('../../../nodes/WhatsAppBsp/core/json'));
});

afterAll(() => counter.stop());

const LONG = '1234567890123456789';

it.each<[string, (size: number) => string]>([
	['long integers', (n) => `[${Array.from({ length: n }, () => LONG).join()}]`],
	['texts beside long integers', (n) => `[${`{"id":${LONG},"text":"a"},`.repeat(n)}0]`],
	['a long text', (n) => JSON.stringify([LONG, 'a'.repeat(n)]).replaceAll(`"${LONG}"`, LONG)],
	['escaped quotes', (n) => `[${LONG},"${'\\"'.repeat(n)}"]`],
	['backslashes', (n) => `[${LONG},"${'\\\\'.repeat(n)}"]`],
])('reading takes time proportional to the text: %s', (_, createText) => {
	counter.expectLinear(parseJson, createText);
});

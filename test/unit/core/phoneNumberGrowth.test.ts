import { WorkCounter } from '../../support/countWork';

let counter: WorkCounter;
let parsePhoneNumber: (typed: string) => string;

/* The counter sees only what is loaded after it. */
beforeAll(async () => {
	counter = new WorkCounter('/core/phoneNumber');
	({ parsePhoneNumber } = await import('../../../nodes/WhatsAppBsp/core/phoneNumber'));
});

afterAll(() => counter.stop());

it.each(['(', ' ', ' -', '1', '1-', '1 - ', '(0', '\u200b', '1\t'])(
	'reading takes time proportional to the text: %j',
	(piece) => {
		const [once, twice] = [2000, 4000].map((size) => {
			const typed = `+${piece.repeat(size)}x`;
			return counter.count(() => expect(() => parsePhoneNumber(typed)).toThrow());
		});
		expect(once).toBeGreaterThan(2000);
		expect(twice / once).toBeLessThan(2.1);
	},
);

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
		counter.expectLinear(
			(typed: string) => expect(() => parsePhoneNumber(typed)).toThrow(),
			(size) => `+${piece.repeat(size)}x`,
		);
	},
);

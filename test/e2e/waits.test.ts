import { startEnvironment, stopEnvironment, TEST_MS } from './examples/environment';
import { CUSTOMER, Line } from './waits/question';

beforeAll(startEnvironment, 240_000);
afterAll(stopEnvironment, TEST_MS);

describe.each(['dialog360', 'modica'] as const)('%s', (provider) => {
	let line: Line;
	beforeAll(async () => {
		line = await Line.open(provider);
	}, TEST_MS);

	it(
		'goes on with the tapped button, and the trigger starts nothing',
		async () => {
			const before = (await line.started()).length;
			const question = await line.ask({ responseType: 'approval' });
			const [yes] = await question.ids();
			await question.tap(yes, '✓ Approve');
			expect(await question.result()).toMatchObject({
				provider,
				operation: 'sendAndWait',
				success: true,
				status: 'answered',
				messageId: (await question.message()).id,
				to: CUSTOMER,
				data: { approved: true },
				answer: { value: 'yes', text: '✓ Approve', from: CUSTOMER },
				event: { event: 'message', button: { id: 'yes', title: '✓ Approve' } },
			});
			const events = (await line.started()).slice(before);
			expect(events.filter(({ event }) => event === 'message')).toEqual([]);
		},
		TEST_MS,
	);
});

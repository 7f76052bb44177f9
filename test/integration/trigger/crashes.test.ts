import { simulateCrashes } from '../../support/crashSimulation';

/** `CRASH_SEEDS=5000` runs more of them. */
const SEEDS = Number(process.env.CRASH_SEEDS ?? 300);
const FIRST_SEED = Number(process.env.CRASH_FIRST_SEED ?? 1);

beforeAll(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterAll(() => jest.useRealTimers());

it(
	`loses no message of a sender whose messages are grouped, whenever n8n crashes (${SEEDS} runs)`,
	async () => {
		let messages = 0;
		let crashes = 0;
		let doubled = 0;
		const losses: string[] = [];
		for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
			const result = await simulateCrashes(seed);
			messages += result.messages;
			crashes += result.crashes;
			doubled += result.doubled.length;
			if (result.lost.length > 0) losses.push(`seed ${seed}: ${result.lost.join(', ')}`);
		}
		process.stdout.write(`${messages} messages, ${crashes} crashes, ${doubled} doubled\n`);
		expect(losses).toEqual([]);
		expect(messages).toBeGreaterThan(SEEDS);
		expect(crashes).toBeGreaterThanOrEqual(SEEDS);
	},
	60_000 + SEEDS * 2000,
);

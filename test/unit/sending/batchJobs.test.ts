import { batchJobs } from '../../../nodes/WhatsAppBsp/sending/batchJobs';
import type { SendJob } from '../../../nodes/WhatsAppBsp/sending/types';
import { createJob } from '../../support/sendJobs';

const join = (numbers: string[]) => numbers.map((number) => `whatsapp:${number}`).join(',');
const batching = { maxJoinedLength: 150, join };
const recipients = (groups: Array<Array<SendJob<string>>>) =>
	groups.map((jobs) => jobs.map(({ to }) => to));
const items = (groups: Array<Array<SendJob<string>>>) =>
	groups.map((jobs) => jobs.map(({ itemIndex }) => itemIndex));

it('packs as many as fit, in order, and never more', async () => {
	const numbers = Array.from({ length: 50 }, (_, i) => `${10 + i}${'6'.repeat(6 + (i % 6))}`);
	const groups = recipients(
		await batchJobs(
			numbers.map((to, i) => createJob(i, to)),
			batching,
		),
	);
	expect(groups.flat()).toEqual(numbers);
	expect(groups.every((each) => join(each).length <= 150)).toBe(true);
	groups.slice(1).forEach(([first], i) => {
		expect(join([...groups[i], first]).length).toBeGreaterThan(150);
	});
});

it('keeps a recipient that is too long by itself', async () => {
	const groups = await batchJobs([createJob(0, 'x'.repeat(200)), createJob(1, 'y')], batching);
	expect(items(groups)).toEqual([[0], [1]]);
});

it('gives everyone a request of their own without a grouping', async () => {
	expect(items(await batchJobs([createJob(0, 'a'), createJob(1, 'b')]))).toEqual([[0], [1]]);
});

it('puts items with the same text together, over others in between', async () => {
	const jobs = [
		createJob(0, 'a', 'x'),
		createJob(1, 'b', 'y'),
		createJob(2, 'c', 'x'),
		createJob(3, 'd', 'y'),
	];
	expect(items(await batchJobs(jobs, batching))).toEqual([
		[0, 2],
		[1, 3],
	]);
});

it('sends the same text twice to one recipient in two requests', async () => {
	expect(
		items(await batchJobs([createJob(0, 'a'), createJob(1, 'a'), createJob(2, 'b')], batching)),
	).toEqual([[0], [1, 2]]);
});

it('lets no two requests wait for each other', async () => {
	const jobs = [
		createJob(0, 'a', 'x'),
		createJob(1, 'b', 'y'),
		createJob(2, 'b', 'x'),
		createJob(3, 'a', 'y'),
	];
	const groups = await batchJobs(jobs, batching);
	expect(items(groups)).toEqual([[0], [1, 3], [2]]);
});

it('keeps every recipient’s order, whatever is mixed', async () => {
	// Numbers that look random and are the same in each run.
	let seed = 7;
	const below = (limit: number) => {
		seed = (seed * 16_807) % 2_147_483_647;
		return seed % limit;
	};
	const jobs = Array.from({ length: 2000 }, (_, i) =>
		createJob(i, `60${below(30)}`, `text ${below(4)}`),
	);
	const groups = await batchJobs(jobs, batching);
	expect(groups.length).toBeLessThan(1500);
	const seen = new Map<string, number>();
	for (const { to, itemIndex } of groups.flat()) {
		expect(itemIndex).toBeGreaterThan(seen.get(to) ?? -1);
		seen.set(to, itemIndex);
	}
	expect(groups.flat()).toHaveLength(2000);
	groups.forEach((each) => {
		expect(new Set(each.map(({ to }) => to)).size).toBe(each.length);
		expect(new Set(each.map(({ payload }) => payload)).size).toBe(1);
	});
});

// A second run starts while the first one's keys are being written: it sends nothing again.
import type { SendResult } from '../../../nodes/WhatsAppBsp/core/result';
import { IdempotencyStore } from '../../../nodes/WhatsAppBsp/idempotency/idempotencyStore';
import { RunIdempotency } from '../../../nodes/WhatsAppBsp/idempotency/runIdempotency';
import { createJob, MemoryStore } from '../../support/sendJobs';

const ACCEPTED: SendResult = { accepted: true, messageId: 'wamid.1' };

const job = (name: string) =>
	createJob(0, name, 'Hi', {
		idempotency: { key: name, storeKey: `${name}|${name}`, mode: 'atLeastOnce' },
	});

it('a key that waits for the write before it is told to a run that has just read the store', async () => {
	const memory = new MemoryStore();
	const jobs = [job('a'), job('b')];
	const join = () => new RunIdempotency(jobs, new IdempotencyStore(memory, 100), () => {});

	let openGate = () => {};
	const gate = new Promise<void>((resolve) => (openGate = resolve));
	const write = memory.checkAndRecord.bind(memory);
	memory.checkAndRecord = async (...args) => {
		await gate;
		return await write(...args);
	};
	const first = join();
	expect(first.acquire(jobs)).toBeUndefined();
	const recorded = jobs.map(async (each) => await first.record([each], () => ACCEPTED));

	const second = join();
	const found = second.findSent(jobs);
	openGate();
	await Promise.all(recorded);
	for (const each of jobs) first.settle(each);

	const known = await found;
	const left = jobs.filter((each) => !known.includes(each));
	const skipped = await second.claim(left);
	expect(left.filter((each) => !skipped.includes(each))).toEqual([]);
	await Promise.all([first.close(), second.close()]);
});

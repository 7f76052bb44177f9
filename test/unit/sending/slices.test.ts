// Long work is done in slices of 50 ms. A clock that jumps by 60 ms makes each job a slice.
import { buildDryRun } from '../../../nodes/WhatsAppBsp/actions/message/dryRun';
import { parseRecipients } from '../../../nodes/WhatsAppBsp/actions/message/parseRecipients';
import { systemClock } from '../../../nodes/WhatsAppBsp/core/clock';
import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import { batchJobs } from '../../../nodes/WhatsAppBsp/sending/batchJobs';
import { OrderedJobQueue } from '../../../nodes/WhatsAppBsp/sending/jobQueue';
import { phone } from '../../support/manyItems';
import { createJob } from '../../support/sendJobs';

const COUNT = 50;
const numbers = Array.from({ length: COUNT }, (_, i) => phone(i));
const jobs = numbers.map((to, i) => createJob(i, to));
const batching = { maxJoinedLength: 150, join: (list: string[]) => list.join() };
const message = { content: { type: 'text' as const, body: 'Hi' } };
const { dialog360 } = PROVIDERS;

afterEach(() => jest.restoreAllMocks());

it.each<[string, () => Promise<unknown>]>([
	['reading recipients', async () => await parseRecipients(dialog360, numbers, () => [])],
	['a dry run', async () => await buildDryRun(dialog360, {}, message, numbers)],
	[
		'a request per job',
		async () => await OrderedJobQueue.create(await batchJobs(jobs), systemClock),
	],
	['requests for several', async () => await batchJobs(jobs, batching)],
])('%s lets other work of the process run after each slice', async (_, work) => {
	let now = 0;
	jest.spyOn(systemClock, 'now').mockImplementation(() => (now += 60));
	let turns = 0;
	let isWorking = true;
	const takeTurn = () => {
		turns += 1;
		if (isWorking) setImmediate(takeTurn);
	};
	setImmediate(takeTurn);
	await work();
	isWorking = false;
	expect(turns).toBeGreaterThanOrEqual(COUNT);
});

import type { IExecuteFunctions } from 'n8n-workflow';
import { CancellationToken } from '../core/cancellation';
import { systemClock } from '../core/clock';
import type { RateLimits } from '../core/rateLimits';
import { IdempotencyStore } from '../idempotency/idempotencyStore';
import {
	IDEMPOTENCY_STORE_ERROR,
	createProcessedDataStore,
	MAX_KEYS,
} from '../idempotency/processedDataStore';
import type { ResolvedMessage } from '../messages/types';
import type { Provider } from '../providers/provider';
import type { Account } from '../providers/request';
import type { BatchingOptions } from './batchJobs';
import { ProviderClient, type SendPayload } from './providerClient';
import { getRateLimiter } from './rateLimit/getRateLimiter';
import { SendProgress, type SendStats } from './sendProgress';
import { sendAll } from './sendRun';
import type { JobReport, SendJob } from './types';

/** Keys that the store keeps at least; with more in one run, twice as many as that. */
const MIN_KEYS_KEPT = 10_000;

/** What applies to a whole run. */
export interface SendSettings {
	rateLimits: RateLimits;
	timeoutMs: number;
	idempotencyScope: 'node' | 'workflow';
}

export interface SendMessagesOptions {
	context: IExecuteFunctions;
	provider: Provider;
	account: Account;
	settings: SendSettings;
	/** Called once per job, as soon as its result is known. If it throws, the run ends. */
	onJobDone(report: JobReport<SendPayload>): void;
	/** Called if the run ends before every job is done. */
	onStopped?(stats: SendStats): void;
}

/**
 * Sends the jobs to one account.
 * @throws what `onJobDone` threw first
 */
export async function sendMessages(
	jobs: Array<SendJob<SendPayload>>,
	{ context, provider, account, settings, onJobDone, onStopped }: SendMessagesOptions,
): Promise<void> {
	const { rateLimits, timeoutMs } = settings;
	const sent = new SentMessages();
	const log = (level: 'info' | 'warn', line: string) =>
		context.logger[level](`WhatsApp BSP: ${line}`, { node: context.getNode().name });
	const progress = new SendProgress(jobs.length, systemClock, (line) => log('info', line));
	if (jobs.length === 0) return;
	const cancellation = new CancellationToken();
	const signal = context.getExecutionCancelSignal();
	const stop = () => cancellation.cancel();
	if (signal?.aborted) stop();
	signal?.addEventListener('abort', stop);
	const accountKey = getAccountKey(context, provider, account);
	const limiter = getRateLimiter(accountKey, rateLimits, systemClock).open(rateLimits);
	let isComplete = false;
	try {
		const client = new ProviderClient(context, provider, account, timeoutMs);
		const notSent = await sendAll<SendPayload, SendPayload<ResolvedMessage>>(jobs, client, {
			limiter,
			idempotencyStore: createIdempotencyStore(context, jobs, settings),
			batching: getBatching(provider),
			progress,
			warn: (line) => log('warn', line),
			clock: systemClock,
			random: Math.random,
			cancellation,
			onJobDone: (report) => {
				sent.count(report);
				onJobDone(report);
			},
		});
		isComplete = notSent === 0;
	} finally {
		limiter.close();
		signal?.removeEventListener('abort', stop);
		// n8n discards the output of a stopped execution, even if nothing is left.
		if (!isComplete || cancellation.isCancelled) onStopped?.(progress.stats);
	}
	const summary = progress.getSummary(sent.totals);
	if (summary) context.addExecutionHints({ message: summary, location: 'outputPane' });
}

/** Counts the recipients of accepted messages, and the extra messages that splitting made. */
class SentMessages {
	private readonly recipients = new Set<string>();

	private parts = 0;

	count({ job: { to, payload }, result }: JobReport<SendPayload>): void {
		if (payload.kind !== 'message' || !('accepted' in result) || !result.accepted) return;
		this.recipients.add(to);
		// A template stands for all parts of its text.
		const isPart = (payload.message.part?.number ?? 1) > 1 && result.sentAs !== 'template';
		if (isPart) this.parts += 1;
	}

	get totals(): { recipients: number; parts: number } {
		return { recipients: this.recipients.size, parts: this.parts };
	}
}

function getBatching({ capabilities, joinRecipients }: Provider): BatchingOptions | undefined {
	const { recipientsPerRequest } = capabilities;
	if (!recipientsPerRequest || !joinRecipients) return undefined;
	return { maxJoinedLength: recipientsPerRequest.joinedLength, join: joinRecipients };
}

function createIdempotencyStore(
	context: IExecuteFunctions,
	jobs: Array<SendJob<SendPayload>>,
	{ idempotencyScope }: SendSettings,
): IdempotencyStore | undefined {
	const keys = jobs.filter((job) => job.idempotency !== undefined).length;
	if (keys === 0) return undefined;
	const store = createProcessedDataStore(context, idempotencyScope, IDEMPOTENCY_STORE_ERROR);
	const kept = idempotencyScope === 'workflow' ? MAX_KEYS : MIN_KEYS_KEPT;
	if (keys > kept) {
		const message = `This run has ${keys} idempotency keys. The next run with fewer keeps the newest ${kept}, so don’t repeat this one after that.`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
	return new IdempotencyStore(store, Math.max(MIN_KEYS_KEPT, 2 * keys));
}

/** Names the account by what is no secret: one credential, at one URL. */
function getAccountKey(context: IExecuteFunctions, provider: Provider, account: Account): string {
	const { id } = context.getNode().credentials?.[provider.credential] ?? {};
	return JSON.stringify([provider.name, id, provider.getAccountKey(account)]);
}

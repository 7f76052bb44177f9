import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { OutboundMessage, ReadReceipt, ResolvedMessage } from '../messages/types';
import type { Provider } from '../providers/provider';
import { systemClock } from '../core/clock';
import { sendAll } from './sendRun';
import type { BatchingOptions } from './batchJobs';
import { IdempotencyStore } from '../idempotency/idempotencyStore';
import { SendProgress } from './sendProgress';
import { getRateLimiter } from './rateLimit/accountRateLimiter';
import type { JobReport, SendJob } from './types';
import { ProviderClient, type SendPayload } from './providerClient';
import {
	IDEMPOTENCY_STORE_ERROR,
	createProcessedDataStore,
} from '../idempotency/processedDataStore';
import { getOptions } from '../actions/message/commonFields';
import {
	isBatchingEnabled,
	idempotencyScope,
	getIdempotencyKey,
	getRateLimits,
	getRetryLimits,
	getTimeoutMs,
} from '../actions/message/sendingOptions';
import type { OutputCollector } from '../actions/outputCollector';
import { sentAsLink } from '../actions/sentAs';
import { CancellationToken } from '../core/cancellation';
import type { Account } from '../providers/request';

/** Keys that the store keeps at least; with more in one run, twice as many as that. */
const MIN_KEYS_KEPT = 10_000;

/** One item's message and everybody it goes to. */
export interface PlannedMessage {
	itemIndex: number;
	message: OutboundMessage;
	recipients: string[];
}

export interface PlannedReadReceipt {
	itemIndex: number;
	receipt: ReadReceipt;
}

/** Everything that a run sends. */
export class MessageBatch {
	private readonly jobs: Array<SendJob<SendPayload>> = [];

	/** The first message's: they say how the whole run sends. */
	private options: IDataObject = {};

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly provider: Provider,
		private readonly account: Account,
		private readonly output: OutputCollector,
	) {}

	addMessage({ itemIndex, message, recipients }: PlannedMessage): void {
		const options = getOptions(this.context, itemIndex);
		if (this.jobs.length === 0) this.options = options;
		const retry = getRetryLimits(options);
		const batchKey = this.batching ? JSON.stringify([message, retry]) : '';
		for (const to of recipients) {
			this.jobs.push({
				itemIndex,
				to,
				orderingKey: to,
				payload: { kind: 'message', message },
				batchKey,
				retry,
				idempotency: getIdempotencyKey(options, to, message.part?.number),
			});
		}
	}

	addReadReceipt({ itemIndex, receipt }: PlannedReadReceipt): void {
		this.jobs.push({
			itemIndex,
			to: receipt.messageId,
			orderingKey: receipt.messageId,
			payload: { kind: 'read', receipt },
			batchKey: '',
			retry: getRetryLimits(getOptions(this.context, itemIndex)),
			isIdempotent: true,
			bypassesRecipientLimit: true,
		});
	}

	/** Sends it all. Throws for the first failure unless the node continues on one. */
	async send(): Promise<void> {
		const { context, provider, account, jobs, output } = this;
		if (jobs.length === 0) return;
		const cancellation = new CancellationToken();
		const signal = context.getExecutionCancelSignal();
		const stop = () => cancellation.cancel();
		if (signal?.aborted) stop();
		signal?.addEventListener('abort', stop);
		const limits = getRateLimits(this.options, provider);
		const limiter = getRateLimiter(this.getAccountKey(), limits, systemClock).open(limits);
		const progress = new SendProgress(jobs.length, systemClock, (line) =>
			context.logger.info(`WhatsApp BSP: ${line}`, { node: context.getNode().name }),
		);
		let isWhole = false;
		try {
			const client = new ProviderClient(context, provider, account, getTimeoutMs(this.options));
			const notSent = await sendAll<SendPayload, SendPayload<ResolvedMessage>>(jobs, client, {
				limiter,
				idempotencyStore: this.idempotencyStore(),
				batching: this.batching,
				progress,
				clock: systemClock,
				random: Math.random,
				cancellation,
				onJobDone: (delivery) => this.onJobDone(delivery),
			});
			isWhole = notSent === 0;
		} finally {
			limiter.close();
			signal?.removeEventListener('abort', stop);
			if (!isWhole) output.logStopped(progress.stats);
		}
		const summary = progress.summary();
		if (summary) context.addExecutionHints({ message: summary, location: 'outputPane' });
	}

	private onJobDone({ job, result, raw, attempts }: JobReport<SendPayload>): void {
		const { itemIndex, payload } = job;
		const to = payload.kind === 'read' ? null : job.to;
		const part = payload.kind === 'message' ? payload.message.part : undefined;
		const { output } = this;
		if ('cause' in result) output.addError(itemIndex, result.cause, to, part);
		else if ('skipped' in result) output.addSkipped(itemIndex, job.to, job.idempotency?.key, part);
		else output.add(itemIndex, to, result, { raw, attempts, sentAs: this.sentAs(payload), part });
	}

	private get batching(): BatchingOptions | undefined {
		const { capabilities, joinRecipients } = this.provider;
		if (!capabilities.recipientsPerRequest || !joinRecipients) return undefined;
		if (!isBatchingEnabled(this.options)) return undefined;
		return {
			maxJoinedLength: capabilities.recipientsPerRequest.joinedLength,
			join: joinRecipients,
		};
	}

	private idempotencyStore(): IdempotencyStore | undefined {
		const keys = this.jobs.filter((job) => job.idempotency !== undefined).length;
		if (keys === 0) return undefined;
		const store = createProcessedDataStore(
			this.context,
			idempotencyScope(this.options),
			IDEMPOTENCY_STORE_ERROR,
		);
		return new IdempotencyStore(store, Math.max(MIN_KEYS_KEPT, 2 * keys));
	}

	/** Names the account by what is no secret: one credential, at one address. */
	private getAccountKey(): string {
		const { provider, account, context } = this;
		const { id } = context.getNode().credentials?.[provider.credential] ?? {};
		return JSON.stringify([provider.name, id, account.baseUrl, account.hosting]);
	}

	private sentAs(payload: SendPayload): 'link' | undefined {
		return payload.kind === 'message' ? sentAsLink(this.provider, payload.message) : undefined;
	}
}

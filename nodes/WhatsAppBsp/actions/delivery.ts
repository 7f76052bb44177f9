import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { OutboundMessage, ReadReceipt, ReadyMessage } from '../messages/types';
import type { Account, Provider } from '../providers/provider';
import { CLOCK, Halt } from '../sending/clock';
import { deliver } from '../sending/deliver';
import type { Grouping } from '../sending/group';
import { Ledger } from '../sending/ledger';
import { Progress } from '../sending/progress';
import { throttleOf } from '../sending/throttle';
import type { Delivery, Letter } from '../sending/types';
import { ProviderCarrier, type Cargo } from './carrier';
import { IDEMPOTENCY, processedStore } from './keys';
import { optionsOf } from './message/common.description';
import {
	groupsRecipients,
	idempotencyScope,
	once,
	pace,
	retryLimits,
	timeoutMs,
} from './message/sendingOptions';
import type { Output } from './output';
import { sentAsLink } from './sentAs';

/** Keys that the store keeps at least; with more in one run, twice as many as that. */
const KEYS_TO_REMEMBER = 10_000;

/** One item's message and everybody it goes to. */
export interface Parcel {
	itemIndex: number;
	message: OutboundMessage;
	recipients: string[];
}

export interface PlannedReceipt {
	itemIndex: number;
	receipt: ReadReceipt;
}

/** Everything that a run sends. */
export class Dispatch {
	private readonly letters: Array<Letter<Cargo>> = [];

	/** The first message's: they say how the whole run sends. */
	private options: IDataObject = {};

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly provider: Provider,
		private readonly account: Account,
		private readonly output: Output,
	) {}

	addParcel({ itemIndex, message, recipients }: Parcel): void {
		const options = optionsOf(this.context, itemIndex);
		if (this.letters.length === 0) this.options = options;
		const retry = retryLimits(options);
		const groupKey = this.grouping ? JSON.stringify([message, retry]) : '';
		for (const to of recipients) {
			this.letters.push({
				itemIndex,
				to,
				chain: to,
				payload: { kind: 'message', message },
				groupKey,
				retry,
				once: once(options, to, message.part?.number),
			});
		}
	}

	addReceipt({ itemIndex, receipt }: PlannedReceipt): void {
		this.letters.push({
			itemIndex,
			to: receipt.messageId,
			chain: receipt.messageId,
			payload: { kind: 'read', receipt },
			groupKey: '',
			retry: retryLimits(optionsOf(this.context, itemIndex)),
			repeatable: true,
			isNoMessage: true,
		});
	}

	/** Sends it all. Throws for the first failure unless the node continues on one. */
	async send(): Promise<void> {
		const { context, provider, account, letters, output } = this;
		if (letters.length === 0) return;
		const halt = new Halt();
		const signal = context.getExecutionCancelSignal();
		const stop = () => halt.halt();
		if (signal?.aborted) stop();
		signal?.addEventListener('abort', stop);
		const limits = pace(this.options, provider);
		const lease = throttleOf(this.accountName(), limits, CLOCK).enter(limits);
		const progress = new Progress(letters.length, CLOCK, (line) =>
			context.logger.info(`WhatsApp BSP: ${line}`, { node: context.getNode().name }),
		);
		let isWhole = false;
		try {
			const carrier = new ProviderCarrier(context, provider, account, timeoutMs(this.options));
			const notSent = await deliver<Cargo, Cargo<ReadyMessage>>(letters, carrier, {
				lease,
				ledger: this.ledger(),
				grouping: this.grouping,
				progress,
				clock: CLOCK,
				random: Math.random,
				halt,
				report: (delivery) => this.report(delivery),
			});
			isWhole = notSent === 0;
		} finally {
			lease.leave();
			signal?.removeEventListener('abort', stop);
			if (!isWhole) output.stopped(progress.tally);
		}
		const summary = progress.summary();
		if (summary) context.addExecutionHints({ message: summary, location: 'outputPane' });
	}

	private report({ letter, fate, raw, attempts }: Delivery<Cargo>): void {
		const { itemIndex, payload } = letter;
		const to = payload.kind === 'read' ? null : letter.to;
		const part = payload.kind === 'message' ? payload.message.part : undefined;
		const { output } = this;
		if ('thrown' in fate) output.addError(itemIndex, fate.thrown, to, part);
		else if ('skipped' in fate) output.addSkipped(itemIndex, letter.to, letter.once?.key, part);
		else output.add(itemIndex, to, fate, { raw, attempts, sentAs: this.sentAs(payload), part });
	}

	private get grouping(): Grouping | undefined {
		const { capabilities, joinRecipients } = this.provider;
		if (!capabilities.recipientsPerRequest || !joinRecipients) return undefined;
		if (!groupsRecipients(this.options)) return undefined;
		return { ...capabilities.recipientsPerRequest, join: joinRecipients };
	}

	private ledger(): Ledger | undefined {
		const keys = this.letters.filter((letter) => letter.once !== undefined).length;
		if (keys === 0) return undefined;
		const store = processedStore(this.context, idempotencyScope(this.options), IDEMPOTENCY);
		return new Ledger(store, Math.max(KEYS_TO_REMEMBER, 2 * keys));
	}

	/** Names the account by what is no secret: one credential, at one address. */
	private accountName(): string {
		const { provider, account, context } = this;
		const { id } = context.getNode().credentials?.[provider.credential] ?? {};
		return JSON.stringify([provider.name, id, account.baseUrl, account.hosting]);
	}

	private sentAs(cargo: Cargo): 'link' | undefined {
		return cargo.kind === 'message' ? sentAsLink(this.provider, cargo.message) : undefined;
	}
}

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { OutboundMessage } from '../messages/types';
import type { Provider } from '../providers/provider';
import { addSendingAdvice } from '../sending/addSendingAdvice';
import type { SendStats } from '../sending/sendProgress';
import type { ProviderError } from '../core/providerError';
import type { Accepted, Rejected, SendResult } from '../core/result';
import { InvalidRecipientError, InvalidInputError } from '../core/errors';
import type { DryRunResult } from './message/dryRun';
import { toNodeApiError, toNodeOperationError } from './nodeErrors';

type Part = OutboundMessage['part'];

interface Sent {
	to: string | null;
	messageId: string | null;
}

interface SuccessFields {
	to: string | null;
	messageId?: string | null;
	/** The idempotency key of what was skipped. */
	key?: { idempotencyKey?: string };
	money?: Pick<Accepted, 'cost' | 'currency' | 'balance'>;
	/** What only some items have. */
	more?: IDataObject;
	raw?: IDataObject | null;
}

/** Its name, at least: there may be no such provider. */
type NamedProvider = Pick<Provider, 'name'> & Partial<Pick<Provider, 'webhook' | 'capabilities'>>;

/** The output items of one run: one per recipient, in item order, each paired with its input item. */
export class OutputCollector {
	/** Per input item, by recipient: recipients keep the order in which they were entered. */
	private readonly slots = new Map<number, Map<string, INodeExecutionData | undefined>>();

	private readonly sent: Sent[] = [];

	/** Messages that may have been sent. */
	private readonly unknown: Array<{ to: string | null; itemIndex: number }> = [];

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly provider: NamedProvider,
		private readonly operation: string,
	) {}

	/** Reserves slots for an item's recipients in the order in which they were entered, part by part. */
	reserve(itemIndex: number, recipients: string[], messages: OutboundMessage[]): void {
		// The only one needs no place among others.
		if (recipients.length === 1 && messages.length === 1) return;
		const parts = [undefined, ...messages.map(({ part }) => part)];
		const keys = recipients.flatMap((to) => parts.map((part) => getSlotKey(to, part)));
		this.slots.set(itemIndex, new Map(keys.map((key) => [key, undefined])));
	}

	/** One recipient's result. Throws for a failure unless the node continues on fail. */
	add(
		itemIndex: number,
		to: string | null,
		result: SendResult,
		extra: { raw: unknown; sentAs?: DryRunResult['sentAs']; attempts?: number; part?: Part },
	): void {
		if (!result.accepted) {
			const status = result.outcomeUnknown ? 'unknown' : 'failed';
			const { error } = this.withSendingAdvice(result, to, extra.attempts);
			const nodeError = toNodeApiError(this.context.getNode(), error, {
				...this.getPosition(itemIndex),
				to,
			});
			if (result.outcomeUnknown) this.unknown.push({ to, itemIndex });
			this.fail(itemIndex, to, error, nodeError, status, extra);
			return;
		}
		const { messageId, cost, currency, balance } = result;
		const recipient = result.to ?? to;
		this.sent.push({ to: recipient, messageId });
		const json = this.createJson('accepted', {
			messageId,
			to: recipient,
			money: { cost, currency, balance },
			more: {
				...toSentAs(result.sentAs ?? extra.sentAs),
				...(result.held ? { held: true } : {}),
				...toAttempts(extra),
				...toPart(extra.part),
			},
			raw: extra.raw as IDataObject,
		});
		this.setItem(itemIndex, to, json, extra.part);
	}

	/** What every item of a success has, in this order. */
	private createJson(
		status: 'accepted' | 'skipped' | 'dryRun',
		{ to, key = {}, messageId = null, money = {}, more = {}, raw = null }: SuccessFields,
	): IDataObject {
		const { cost = null, currency = null, balance = null } = money;
		return {
			provider: this.provider.name,
			operation: this.operation,
			success: true,
			status,
			messageId,
			to,
			...key,
			cost,
			currency,
			balance,
			...more,
			raw,
		};
	}

	/** API calls have no attempts, and keep their advice. */
	private withSendingAdvice(rejected: Rejected, to: string | null, attempts?: number): Rejected {
		if (attempts === undefined) return rejected;
		const { webhook, capabilities } = this.provider;
		return addSendingAdvice(rejected, {
			attempts,
			isMessage: to !== null,
			hasReceipts: webhook?.eventKinds.includes('status') ?? false,
			recipientLimit: capabilities?.sending.perRecipient,
		});
	}

	/** A recipient who already got a message with this key: nothing was sent. */
	addSkipped(itemIndex: number, to: string, idempotencyKey: string | undefined, part?: Part): void {
		const json = this.createJson('skipped', { to, key: { idempotencyKey }, more: toPart(part) });
		this.setItem(itemIndex, to, json, part);
	}

	/** What a recipient would have been sent. */
	addDryRun(itemIndex: number, { to, payload, preview, sentAs, part }: DryRunResult): void {
		const more = { ...toSentAs(sentAs), ...toPart(part), payload, preview };
		this.setItem(itemIndex, to, this.createJson('dryRun', { to, more }), part);
	}

	/** The items that an API call returned for an input item. */
	addItems(itemIndex: number, items: INodeExecutionData[]): void {
		const slots = items.map((item, i) => [
			String(i),
			{ ...item, pairedItem: { item: itemIndex } },
		]) as Array<[string, INodeExecutionData]>;
		this.slots.set(itemIndex, new Map(slots));
	}

	/** Something that went wrong before this was sent. */
	addError(itemIndex: number, thrown: unknown, to: string | null = null, part?: Part): void {
		const node = this.context.getNode();
		const input =
			thrown instanceof InvalidRecipientError ? InvalidInputError.fromRecipient(thrown) : thrown;
		if (input instanceof InvalidInputError) {
			const error = toNodeOperationError(node, input, this.getPosition(itemIndex));
			this.fail(itemIndex, input.to ?? to, input.error, error, 'failed', { raw: null, part });
			return;
		}
		const error =
			thrown instanceof NodeApiError || thrown instanceof NodeOperationError
				? thrown
				: new NodeOperationError(node, thrown as Error, { itemIndex });
		error.context.itemIndex = itemIndex;
		const described: ProviderError = {
			code: 'node',
			title: error.message,
			category: 'parameter',
			retryable: false,
			retryAfterMs: null,
			advice:
				error.description ??
				'Nothing was sent or changed for this item. Correct the item, then run it again.',
		};
		this.fail(itemIndex, to, described, error, 'failed', { raw: null, part });
	}

	/** The run ended before everything was sent. The log says what was, because the output is lost. */
	logStopped({ total, accepted, failed, unknown, skipped, left }: SendStats): void {
		const others = [
			`${failed - unknown} failed`,
			`${unknown} unknown`,
			...(skipped > 0 ? [`${skipped} skipped`] : []),
		].join(', ');
		this.context.logger.warn(
			`WhatsApp BSP: stopped with ${accepted} of ${total} messages accepted, ${others}, and ${left} not sent`,
			{ sent: this.sent, unknown: this.unknown },
		);
	}

	getItems(): INodeExecutionData[] {
		return [...this.slots.entries()]
			.sort(([a], [b]) => a - b)
			.flatMap(([, recipients]) => [...recipients.values()])
			.filter((item): item is INodeExecutionData => item !== undefined);
	}

	private getPosition(itemIndex: number): { itemIndex: number; items: number } {
		return { itemIndex, items: this.context.getInputData().length };
	}

	private fail(
		itemIndex: number,
		to: string | null,
		error: ProviderError,
		nodeError: NodeApiError | NodeOperationError,
		status: 'failed' | 'unknown',
		extra: { raw: unknown; attempts?: number; part?: Part },
	): void {
		if (!this.continuesOnFail()) throw this.attachSent(nodeError);
		const { raw } = extra;
		const about = {
			provider: this.provider.name,
			operation: this.operation,
			status,
			to,
			...toAttempts(extra),
			...toPart(extra.part),
		};
		// n8n moves an item to the error output only when it holds nothing but these two keys.
		const json =
			this.context.getNode().onError === 'continueErrorOutput'
				? { error: { ...error, ...about, raw }, message: nodeError.message }
				: { ...about, success: false, messageId: null, error: { ...error }, raw };
		this.setItem(itemIndex, to, json as IDataObject, extra.part);
	}

	/**
	 * An AI agent goes on after its tool has failed, unless told otherwise. Of what is thrown, n8n would give it
	 * the message alone; the items say who got a message, and who may have.
	 */
	private continuesOnFail(): boolean {
		const { type, onError } = this.context.getNode();
		// What n8n makes of the node for a human review runs the reviewed tool or doesn't: no items are read.
		const isAgentTool = type.endsWith('Tool') && !type.endsWith('HitlTool');
		return this.context.continueOnFail() || (isAgentTool && onError !== 'stopWorkflow');
	}

	/** The run ends here. The lists still grow by the requests in flight, which are waited for. */
	private attachSent<E extends NodeApiError | NodeOperationError>(error: E): E {
		error.context.sent = this.sent;
		error.context.unknown = this.unknown;
		return error;
	}

	private setItem(itemIndex: number, to: string | null, json: IDataObject, part?: Part): void {
		const recipients =
			this.slots.get(itemIndex) ?? new Map<string, INodeExecutionData | undefined>();
		this.slots.set(itemIndex, recipients);
		recipients.set(getSlotKey(to, part), { json, pairedItem: { item: itemIndex } });
	}
}

/** How many requests a message took, when it was more than one. */
function toAttempts({ attempts = 1 }: { attempts?: number }): { attempts?: number } {
	return attempts > 1 ? { attempts } : {};
}

function toSentAs(sentAs: DryRunResult['sentAs'] | 'template'): { sentAs?: string } {
	return sentAs ? { sentAs } : {};
}

/** Which part of a long text an item is about, counted from 1. */
function toPart(part: Part): { part?: number; parts?: number } {
	return part ? { part: part.number, parts: part.of } : {};
}

function getSlotKey(to: string | null, part: Part): string {
	return part ? `${to ?? ''}#${part.number}` : (to ?? '');
}

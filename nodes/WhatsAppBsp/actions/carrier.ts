import type { IExecuteFunctions } from 'n8n-workflow';
import { replaceFiles } from '../messages/files';
import type { MediaFile, OutboundMessage, ReadReceipt, ReadyMessage } from '../messages/types';
import type { ProviderError } from '../providers/errorTable';
import type {
	Account,
	Provider,
	ProviderReply,
	ProviderRequest,
	Refused,
	SendOutcome,
} from '../providers/provider';
import { unreadable } from '../providers/reply';
import { NotSent } from '../sending/fate';
import type { Answer, Carrier } from '../sending/types';
import { Uploads } from '../sending/uploads';
import { NoAnswer } from '../transport/noAnswer';
import { callProvider } from '../transport/request';

const NOTHING_SENT =
	'The file couldn’t be uploaded, so nothing was sent. Run the item again once the provider is reachable.';

/** What is carried: a message, or the news that one was read. */
export type Cargo<Message = OutboundMessage> =
	| { kind: 'message'; message: Message }
	| { kind: 'read'; receipt: ReadReceipt };

/** A file that the provider did not take: its message was never sent. */
class UploadRefused extends Error {
	constructor(
		readonly error: ProviderError,
		readonly raw: unknown,
	) {
		super(error.title);
	}
}

/** Carries messages of one run to one account of one provider. */
export class ProviderCarrier implements Carrier<Cargo, Cargo<ReadyMessage>> {
	private readonly context: IExecuteFunctions;

	private readonly uploads = new Uploads(
		async (file, bytes, senderId) => await this.upload(file, bytes, senderId),
	);

	constructor(
		context: IExecuteFunctions,
		private readonly provider: Provider,
		private readonly account: Account,
		private readonly timeoutMs?: number,
	) {
		// n8n's helper breaks requests off when the execution is stopped. Whether such a message was
		// taken nobody would know: what is on its way is waited for instead.
		this.context = Object.create(context, {
			getExecutionCancelSignal: { value: () => undefined },
		}) as IExecuteFunctions;
	}

	async prepare(
		cargo: Cargo,
	): Promise<{ ready: Cargo<ReadyMessage> } | { refused: Refused; raw: unknown }> {
		if (cargo.kind === 'read') return { ready: cargo };
		return await this.ready(cargo.message).then(
			(message) => ({ ready: { kind: 'message' as const, message } }),
			async (thrown: unknown) =>
				thrown instanceof UploadRefused
					? { refused: { accepted: false as const, error: thrown.error }, raw: thrown.raw }
					: await Promise.reject(thrown),
		);
	}

	async post(cargo: Cargo<ReadyMessage>, recipients: string[]): Promise<Answer> {
		if (cargo.kind === 'read') return await this.markAsRead(cargo.receipt);
		const answer = await this.send(cargo.message, recipients);
		const { outsideWindow, senderId, callbackData } = cargo.message;
		if (!outsideWindow || !answer.outcomes.every(isOutsideWindow)) return answer;
		const instead = await this.send({ content: outsideWindow, senderId, callbackData }, recipients);
		const outcomes = instead.outcomes.map((outcome) =>
			outcome.accepted ? { ...outcome, sentAs: 'template' as const } : outcome,
		);
		return { ...instead, outcomes };
	}

	private async send(message: ReadyMessage, recipients: string[]): Promise<Answer> {
		const { provider, account } = this;
		return await this.ask(
			() => provider.sendRequest(message, recipients, account),
			recipients.length,
			(reply) => provider.sendReply(reply, recipients, account),
		);
	}

	private async markAsRead({ messageId, showTyping }: ReadReceipt): Promise<Answer> {
		const { markAsRead } = this.provider;
		if (!markAsRead) {
			throw new NotSent(new Error(`${this.provider.displayName} can’t mark messages as read`));
		}
		return await this.ask(
			() => markAsRead.request(messageId, showTyping, this.account),
			1,
			(reply) => {
				const outcome = markAsRead.reply(reply, this.account);
				return [outcome.accepted ? { ...outcome, messageId } : outcome];
			},
		);
	}

	/** Uploads the files of a message, each once a run however many messages carry it. */
	private async ready(message: OutboundMessage): Promise<ReadyMessage> {
		const idOf = async (file: MediaFile) => await this.uploads.idOf(file, message.senderId);
		return { ...message, content: await replaceFiles(message.content, idOf) };
	}

	private async upload(file: MediaFile, bytes: Buffer, senderId?: string): Promise<string> {
		const { upload } = this.provider;
		if (!upload) throw new Error(`${this.provider.displayName} doesn’t support file uploads`);
		const { reply, silence } = await this.tryCall(
			upload.request(file, bytes, this.account, senderId),
		);
		if (silence) {
			// Nobody gets a message from an upload, so it may be made again even when it arrived.
			const retryable = silence.notSent ? silence.error.retryable : true;
			throw new UploadRefused({ ...silence.error, retryable, advice: NOTHING_SENT }, null);
		}
		const taken = upload.reply(reply, this.account);
		if ('id' in taken) return taken.id;
		const { error, outcomeUnknown } = taken;
		throw new UploadRefused(
			outcomeUnknown ? { ...error, retryable: true, advice: NOTHING_SENT } : error,
			rawOf(reply),
		);
	}

	/**
	 * @returns an answer in any case: once the request is on its way, nothing may get lost
	 * @throws NotSent when there is no request to make of it
	 */
	private async ask(
		build: () => ProviderRequest,
		recipients: number,
		read: (reply: ProviderReply) => SendOutcome[],
	): Promise<Answer> {
		const forAll = (outcome: SendOutcome) => Array.from({ length: recipients }, () => outcome);
		const { reply, silence } = await this.tryCall(await built(build));
		if (silence) return { outcomes: forAll(unanswered(silence)), raw: null };
		try {
			const outcomes = read(reply);
			if (outcomes.length !== recipients)
				throw new Error(`expected ${recipients} outcomes, got ${outcomes.length}`);
			return { outcomes, raw: rawOf(reply) };
		} catch (error) {
			this.context.logger.error(
				`WhatsApp BSP: could not read the provider’s response: ${String(error)}`,
			);
			return { outcomes: forAll(unreadable(reply)), raw: rawOf(reply) };
		}
	}

	private async tryCall(
		request: ProviderRequest,
	): Promise<
		{ reply: ProviderReply; silence?: undefined } | { reply?: undefined; silence: NoAnswer }
	> {
		const { context, provider, account, timeoutMs } = this;
		return await callProvider(context, provider.credential, request, account, timeoutMs).then(
			(reply) => ({ reply }),
			async (thrown: unknown) =>
				thrown instanceof NoAnswer ? { silence: thrown } : await Promise.reject(thrown),
		);
	}
}

/** The provider says that free text does not reach this customer now: nothing was sent. */
function isOutsideWindow(outcome: SendOutcome): boolean {
	return !outcome.accepted && !outcome.outcomeUnknown && outcome.error.category === 'window';
}

async function built(build: () => ProviderRequest): Promise<ProviderRequest> {
	return await Promise.resolve()
		.then(build)
		.catch(async (thrown: unknown) => await Promise.reject(new NotSent(thrown)));
}

function rawOf({ json, text }: ProviderReply): unknown {
	return json === undefined ? text : json;
}

/** Without an answer the message may have been taken, unless the request never got out. */
function unanswered({ error, notSent }: NoAnswer): Refused {
	return { accepted: false, error, outcomeUnknown: !notSent };
}

import type { IExecuteFunctions } from 'n8n-workflow';
import { resolveMedia } from '../messages/resolveMedia';
import type { OutboundMessage, ReadReceipt, ResolvedMessage } from '../messages/types';
import type { Provider } from '../providers/provider';
import { unreadableResponse } from '../providers/shared/response';
import { NotSentError } from './jobResult';
import type { SendResponse, MessageClient } from './types';
import { MediaUploader } from './mediaUploader';
import { NetworkError } from '../transport/networkError';
import { providerRequest } from '../transport/providerRequest';
import { InvalidInputError } from '../core/errors';
import type { ProviderError } from '../core/providerError';
import type { SendResult, Rejected } from '../core/result';
import type { MediaFile } from '../messages/mediaSource';
import type { ProviderRequest, ProviderResponse, Account } from '../providers/request';

const NOT_UPLOADED_ADVICE =
	'The file couldn’t be uploaded, so nothing was sent. Run the item again once the provider is reachable.';

/** What is carried: a message, or the news that one was read. */
export type SendPayload<Message = OutboundMessage> =
	| { kind: 'message'; message: Message }
	| { kind: 'read'; receipt: ReadReceipt };

/** A file that the provider did not take: its message was never sent. */
class UploadRejectedError extends Error {
	constructor(
		readonly error: ProviderError,
		readonly raw: unknown,
	) {
		super(error.title);
	}
}

/** Carries messages of one run to one account of one provider. */
export class ProviderClient implements MessageClient<SendPayload, SendPayload<ResolvedMessage>> {
	private readonly context: IExecuteFunctions;

	private readonly uploads = new MediaUploader(
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
		payload: SendPayload,
	): Promise<{ ready: SendPayload<ResolvedMessage> } | { refused: Rejected; raw: unknown }> {
		if (payload.kind === 'read') return { ready: payload };
		return await this.ready(payload.message).then(
			(message) => ({ ready: { kind: 'message' as const, message } }),
			async (cause: unknown) =>
				cause instanceof UploadRejectedError
					? { refused: { accepted: false as const, error: cause.error }, raw: cause.raw }
					: await Promise.reject(cause),
		);
	}

	async send(payload: SendPayload<ResolvedMessage>, recipients: string[]): Promise<SendResponse> {
		if (payload.kind === 'read') return await this.markAsRead(payload.receipt);
		const response = await this.sendMessage(payload.message, recipients);
		const { outsideWindow, senderId, callbackData } = payload.message;
		if (!outsideWindow || !response.results.every(isOutsideWindow)) return response;
		if (outsideWindow.violations) {
			const { error } = InvalidInputError.fromViolations(outsideWindow.violations);
			return { ...response, results: recipients.map(() => ({ accepted: false, error })) };
		}
		const instead = await this.sendMessage(
			{ content: outsideWindow, senderId, callbackData },
			recipients,
		);
		const results = instead.results.map((outcome) =>
			outcome.accepted ? { ...outcome, sentAs: 'template' as const } : outcome,
		);
		return { ...instead, results };
	}

	private async sendMessage(message: ResolvedMessage, recipients: string[]): Promise<SendResponse> {
		const { provider, account } = this;
		return await this.execute(
			() => provider.buildSendRequest(message, recipients, account),
			recipients.length,
			(response) => provider.parseSendResponse(response, recipients, account),
		);
	}

	private async markAsRead({ messageId, showTyping }: ReadReceipt): Promise<SendResponse> {
		const { markAsRead } = this.provider;
		if (!markAsRead) {
			throw new NotSentError(new Error(`${this.provider.displayName} can’t mark messages as read`));
		}
		return await this.execute(
			() => markAsRead.buildRequest(messageId, showTyping, this.account),
			1,
			(response) => {
				const outcome = markAsRead.parseResponse(response, this.account);
				return [outcome.accepted ? { ...outcome, messageId } : outcome];
			},
		);
	}

	/** Uploads the files of a message, each once a run however many messages carry it. */
	private async ready(message: OutboundMessage): Promise<ResolvedMessage> {
		const idOf = async (file: MediaFile) => await this.uploads.getMediaId(file, message.senderId);
		return { ...message, content: await resolveMedia(message.content, idOf) };
	}

	private async upload(file: MediaFile, bytes: Buffer, senderId?: string): Promise<string> {
		const { upload } = this.provider;
		if (!upload) throw new Error(`${this.provider.displayName} doesn’t support file uploads`);
		const { reply: response, silence: networkError } = await this.tryRequest(
			upload.buildRequest(file, bytes, this.account, senderId),
		);
		if (networkError) {
			// Nobody gets a message from an upload, so it may be made again even when it arrived.
			const retryable = networkError.requestNotSent ? networkError.error.retryable : true;
			throw new UploadRejectedError(
				{ ...networkError.error, retryable, advice: NOT_UPLOADED_ADVICE },
				null,
			);
		}
		const parsed = upload.parseResponse(response, this.account);
		if ('id' in parsed) return parsed.id;
		const { error, outcomeUnknown } = parsed;
		throw new UploadRejectedError(
			outcomeUnknown ? { ...error, retryable: true, advice: NOT_UPLOADED_ADVICE } : error,
			getRaw(response),
		);
	}

	/**
	 * @returns an answer in any case: once the request is on its way, nothing may get lost
	 * @throws NotSent when there is no request to make of it
	 */
	private async execute(
		build: () => ProviderRequest,
		recipients: number,
		read: (response: ProviderResponse) => SendResult[],
	): Promise<SendResponse> {
		const forAll = (outcome: SendResult) => Array.from({ length: recipients }, () => outcome);
		const { reply: response, silence: networkError } = await this.tryRequest(
			await buildRequest(build),
		);
		if (networkError) return { results: forAll(toRejected(networkError)), raw: null };
		try {
			const results = read(response);
			if (results.length !== recipients)
				throw new Error(`expected ${recipients} outcomes, got ${results.length}`);
			return { results, raw: getRaw(response) };
		} catch (error) {
			this.context.logger.error(
				`WhatsApp BSP: could not read the provider’s response: ${String(error)}`,
			);
			return { results: forAll(unreadableResponse(response)), raw: getRaw(response) };
		}
	}

	private async tryRequest(
		request: ProviderRequest,
	): Promise<
		{ reply: ProviderResponse; silence?: undefined } | { reply?: undefined; silence: NetworkError }
	> {
		const { context, provider, account, timeoutMs } = this;
		return await providerRequest(context, provider.credential, request, account, timeoutMs).then(
			(response) => ({ reply: response }),
			async (cause: unknown) =>
				cause instanceof NetworkError ? { silence: cause } : await Promise.reject(cause),
		);
	}
}

/** The provider says that free text does not reach this customer now: nothing was sent. */
function isOutsideWindow(outcome: SendResult): boolean {
	return !outcome.accepted && !outcome.outcomeUnknown && outcome.error.category === 'window';
}

async function buildRequest(build: () => ProviderRequest): Promise<ProviderRequest> {
	return await Promise.resolve()
		.then(build)
		.catch(async (cause: unknown) => await Promise.reject(new NotSentError(cause)));
}

function getRaw({ json, text }: ProviderResponse): unknown {
	return json === undefined ? text : json;
}

/** Without an answer the message may have been taken, unless the request never got out. */
function toRejected({ error, requestNotSent }: NetworkError): Rejected {
	return { accepted: false, error, outcomeUnknown: !requestNotSent };
}

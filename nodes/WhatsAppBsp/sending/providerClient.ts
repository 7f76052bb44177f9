import type { IExecuteFunctions } from 'n8n-workflow';
import { hasFiles, resolveMedia } from '../messages/resolveMedia';
import type { OutboundMessage, ReadReceipt, ResolvedMessage } from '../messages/types';
import type { Provider } from '../providers/provider';
import { unreadableResponse } from '../providers/shared/response';
import { NotSentError } from './jobResult';
import type { MessageClient, SendOptions, SendResponse } from './types';
import { MediaUploader, UploadRejectedError } from './mediaUploader';
import { catchNetworkError, NetworkError, toRejected } from '../transport/networkError';
import { providerRequest } from '../transport/providerRequest';
import { getRedactedBody, redactSecrets } from '../transport/redactSecrets';
import { InvalidInputError } from '../core/errors';
import type { SendResult, Rejected } from '../core/result';
import type { MediaFile } from '../messages/mediaSource';
import type { ProviderRequest, ProviderResponse, Account } from '../providers/request';

const NOT_UPLOADED_ADVICE =
	'The file couldn’t be uploaded, so nothing was sent. Run the item again.';
const UNREACHABLE_ADVICE =
	'The file couldn’t be uploaded, so nothing was sent. Run the item again once the provider is reachable.';

/** A message, or the receipt that one was read. */
export type SendPayload<Message = OutboundMessage> =
	| { kind: 'message'; message: Message }
	| { kind: 'read'; receipt: ReadReceipt };

/**
 * Sends messages of one run to one account of one provider. All that it returns or logs of a response
 * is redacted.
 *
 * Stopping the execution does not break off a message on its way: nobody would know whether the
 * provider accepted it. Its response is waited for until the deadline of `timeoutMs`. Uploads, which
 * reach nobody, are broken off at once.
 */
export class ProviderClient implements MessageClient<SendPayload, SendPayload<ResolvedMessage>> {
	private readonly uploader = new MediaUploader(
		async (file, bytes, senderId) => await this.upload(file, bytes, senderId),
		() => this.throwIfStopped(),
	);

	/** @param timeoutMs for one whole request and its response */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly provider: Provider,
		private readonly account: Account,
		private readonly timeoutMs?: number,
	) {}

	getReady(payload: SendPayload): SendPayload<ResolvedMessage> | undefined {
		if (payload.kind === 'read') return payload;
		const { kind, message } = payload;
		return isResolved(message) ? { kind, message } : undefined;
	}

	async prepare(
		payload: SendPayload,
	): Promise<{ ready: SendPayload<ResolvedMessage> } | { rejected: Rejected; raw: unknown }> {
		if (payload.kind === 'read') return { ready: payload };
		return await this.uploadFiles(payload.message).then(
			(message) => ({ ready: { kind: 'message' as const, message } }),
			async (error: unknown) =>
				error instanceof UploadRejectedError
					? { rejected: error.rejected, raw: error.raw }
					: await Promise.reject(error),
		);
	}

	async send(
		payload: SendPayload<ResolvedMessage>,
		recipients: string[],
		{ cancellation, isContinued, acquireAgain }: SendOptions,
	): Promise<SendResponse> {
		if (payload.kind === 'read') return await this.markAsRead(payload.receipt);
		const { outsideWindow } = payload.message;
		if (!outsideWindow) return await this.sendMessage(payload.message, recipients);
		const response = await this.sendMessage(payload.message, recipients);
		// A text whose beginning was sent earlier may have been replaced then.
		if (cancellation.isCancelled || isContinued) return response;
		if (!response.results.every(isOutsideWindow)) return response;
		if (!outsideWindow.violations && !(await acquireAgain())) return response;
		return await this.sendFallback(payload.message, outsideWindow, recipients, response);
	}

	private async sendFallback(
		{ senderId, callbackData }: ResolvedMessage,
		outsideWindow: NonNullable<ResolvedMessage['outsideWindow']>,
		recipients: string[],
		response: SendResponse,
	): Promise<SendResponse> {
		if (outsideWindow.violations) {
			const { error } = InvalidInputError.fromViolations(
				outsideWindow.violations,
				recipients.join(', '),
			);
			return { ...response, results: recipients.map(() => ({ accepted: false, error })) };
		}
		const fallback = await this.sendMessage(
			{ content: outsideWindow, senderId, callbackData },
			recipients,
		);
		const results = fallback.results.map((result) =>
			result.accepted ? { ...result, sentAs: 'template' as const } : result,
		);
		return { ...fallback, results, isFallback: true };
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
				const result = markAsRead.parseResponse(response, this.account);
				return [result.accepted ? { ...result, messageId } : result];
			},
		);
	}

	private async uploadFiles(message: OutboundMessage): Promise<ResolvedMessage> {
		const getMediaId = async (file: MediaFile) =>
			await this.uploader.getMediaId(file, message.senderId);
		return { ...message, content: await resolveMedia(message.content, getMediaId) };
	}

	private async upload(file: MediaFile, bytes: Buffer, senderId?: string): Promise<string> {
		const { upload } = this.provider;
		if (!upload) throw new Error(`${this.provider.displayName} doesn’t support file uploads`);
		const response = await this.tryRequest(
			upload.buildRequest(file, bytes, this.account, senderId),
			false,
		);
		if (response instanceof NetworkError) throw toUploadError(response);
		const parsed = upload.parseResponse(response, this.account);
		if ('id' in parsed) return parsed.id;
		const { outcomeUnknown, ...rejected } = redactSecrets(parsed, this.account);
		if (outcomeUnknown)
			rejected.error = { ...rejected.error, retryable: true, advice: NOT_UPLOADED_ADVICE };
		throw new UploadRejectedError(rejected, getRedactedBody(response, this.account));
	}

	private throwIfStopped(): void {
		if (!this.context.getExecutionCancelSignal()?.aborted) return;
		throw toUploadError(
			NetworkError.from({ code: 'ERR_CANCELED' }, this.provider.getAccountKey(this.account)),
		);
	}

	/**
	 * @returns a result for each recipient in any case: once the request is sent, nothing may get lost
	 * @throws NotSentError when the request can't be built
	 */
	private async execute(
		build: () => ProviderRequest,
		recipients: number,
		parse: (response: ProviderResponse) => SendResult[],
	): Promise<SendResponse> {
		const repeat = (result: SendResult) => Array.from({ length: recipients }, () => result);
		const response = await this.tryRequest(buildRequest(build), true);
		if (response instanceof NetworkError)
			return { results: repeat(toRejected(response)), raw: null };
		const raw = getRedactedBody(response, this.account);
		try {
			const results = redactSecrets(parse(response), this.account);
			if (results.length !== recipients)
				throw new Error(`expected ${recipients} results, got ${results.length}`);
			return { results, raw };
		} catch (error) {
			const reason = redactSecrets(String(error), this.account);
			this.context.logger.error(`WhatsApp BSP: could not read the provider’s response: ${reason}`);
			return { results: repeat(redactSecrets(unreadableResponse(response), this.account)), raw };
		}
	}

	private async tryRequest(
		request: ProviderRequest,
		ignoreCancel: boolean,
	): Promise<ProviderResponse | NetworkError> {
		const { context, provider, account, timeoutMs } = this;
		const options = { timeoutMs, ignoreCancel };
		return await catchNetworkError(
			providerRequest(context, provider.credential, request, account, options),
		);
	}
}

/** Nobody gets a message from an upload, so a retry is safe even if the file arrived. */
function toUploadError({ error, requestNotSent }: NetworkError): UploadRejectedError {
	const isPermanent = requestNotSent && !error.retryable;
	const reported = isPermanent ? error : { ...error, retryable: true, advice: UNREACHABLE_ADVICE };
	return new UploadRejectedError({ accepted: false, error: reported }, null);
}

function isResolved(message: OutboundMessage): message is ResolvedMessage {
	return !hasFiles(message.content);
}

/** The provider says that free text doesn't reach this customer now: nothing was sent. */
function isOutsideWindow(result: SendResult): boolean {
	return !result.accepted && !result.outcomeUnknown && result.error.category === 'window';
}

function buildRequest(build: () => ProviderRequest): ProviderRequest {
	try {
		return build();
	} catch (cause) {
		const error = new NotSentError(cause);
		throw error;
	}
}

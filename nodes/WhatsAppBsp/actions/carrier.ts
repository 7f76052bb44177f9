import type { IExecuteFunctions } from 'n8n-workflow';
import { replaceFiles } from '../messages/files';
import type { MediaFile, OutboundMessage, ReadReceipt, ReadyMessage } from '../messages/types';
import type { ProviderError } from '../providers/errorTable';
import type {
	Account,
	Provider,
	ProviderReply,
	ProviderRequest,
	SendOutcome,
} from '../providers/provider';
import type { Carrier, Parcel } from '../sending/deliver';
import { Uploads } from '../sending/uploads';
import { NoAnswer } from '../transport/noAnswer';
import { callProvider } from '../transport/request';

const NOTHING_SENT =
	'The file could not be uploaded, so nothing was sent. Run the item again when the provider can be reached.';

/** A file that the provider did not take: its message was never sent. */
class UploadRefused extends Error {
	constructor(
		readonly error: ProviderError,
		readonly raw: unknown,
	) {
		super(error.title);
	}
}

export interface Answer {
	outcomes: SendOutcome[];
	/** The provider's answer as it came; null when there was none. */
	raw: unknown;
}

/** Carries messages of one run to one account of one provider. */
export class ProviderCarrier implements Carrier {
	readonly recipientsPerRequest = this.provider.capabilities.recipientsPerRequest;

	readonly join = this.provider.joinRecipients;

	private readonly uploads = new Uploads(
		async (file, bytes, senderId) => await this.upload(file, bytes, senderId),
	);

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly provider: Provider,
		private readonly account: Account,
	) {}

	async post({ message }: Parcel, recipients: string[]): Promise<Answer> {
		let ready: ReadyMessage;
		try {
			ready = await this.ready(message);
		} catch (refusal) {
			if (!(refusal instanceof UploadRefused)) throw refusal;
			const { error, raw } = refusal;
			return { outcomes: recipients.map(() => ({ accepted: false, error })), raw };
		}
		const request = this.provider.sendRequest(ready, recipients, this.account);
		const { reply, silence } = await this.tryCall(request);
		if (silence) return { outcomes: recipients.map(() => unanswered(silence)), raw: null };
		return {
			outcomes: this.provider.sendReply(reply, recipients, this.account),
			raw: rawOf(reply),
		};
	}

	async markAsRead({ messageId, showTyping }: ReadReceipt): Promise<Answer> {
		const { markAsRead } = this.provider;
		if (!markAsRead) throw new Error(`${this.provider.displayName} cannot mark messages as read`);
		const request = markAsRead.request(messageId, showTyping, this.account);
		const { reply, silence } = await this.tryCall(request);
		if (silence) return { outcomes: [unanswered(silence)], raw: null };
		const outcome = markAsRead.reply(reply, this.account);
		return {
			outcomes: [outcome.accepted ? { ...outcome, messageId } : outcome],
			raw: rawOf(reply),
		};
	}

	/** Uploads the files of a message, each once a run however many messages carry it. */
	private async ready(message: OutboundMessage): Promise<ReadyMessage> {
		const content = await replaceFiles(
			message.content,
			async (file) => await this.uploads.idOf(file, message.senderId),
		);
		return { ...message, content };
	}

	private async upload(file: MediaFile, bytes: Buffer, senderId?: string): Promise<string> {
		const { upload } = this.provider;
		if (!upload) throw new Error(`${this.provider.displayName} takes no files`);
		const { reply, silence } = await this.tryCall(
			upload.request(file, bytes, this.account, senderId),
		);
		if (silence) throw new UploadRefused({ ...silence.error, advice: NOTHING_SENT }, null);
		const taken = upload.reply(reply, this.account);
		if ('id' in taken) return taken.id;
		throw new UploadRefused(taken.error, rawOf(reply));
	}

	private async tryCall(
		request: ProviderRequest,
	): Promise<
		{ reply: ProviderReply; silence?: undefined } | { reply?: undefined; silence: NoAnswer }
	> {
		try {
			const { context, provider, account } = this;
			return { reply: await callProvider(context, provider.credential, request, account) };
		} catch (error) {
			if (error instanceof NoAnswer) return { silence: error };
			throw error;
		}
	}
}

function rawOf({ json, text }: ProviderReply): unknown {
	return json === undefined ? text : json;
}

/** Without an answer the message may have been taken, unless the request never got out. */
function unanswered({ error, notSent }: NoAnswer): SendOutcome {
	return { accepted: false, error, outcomeUnknown: !notSent };
}

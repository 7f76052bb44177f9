import { createHash } from 'crypto';
import type { Rejected } from '../core/result';
import { Semaphore } from '../core/semaphore';
import { getFileType, type MediaFile } from '../messages/mediaSource';

/** Files in memory at the same time: each may have 100 MB. */
const MAX_CONCURRENT_UPLOADS = 4;

/** The provider did not accept a file, so its message was never sent. */
export class UploadRejectedError extends Error {
	constructor(
		readonly rejected: Rejected,
		readonly raw: unknown,
	) {
		super(rejected.error.title);
		this.name = 'UploadRejectedError';
	}
}

/**
 * Uploads each file once per run, however many items send it: recognized by its bytes and type.
 * A failed upload is only remembered if the provider would reject the file again.
 */
export class MediaUploader {
	private readonly ids = new Map<string, Promise<string>>();

	/** The same for one message with many recipients, whose file then is not read again for each. */
	private readonly idsByFile = new WeakMap<MediaFile, Promise<string>>();

	private readonly slots = new Semaphore(MAX_CONCURRENT_UPLOADS);

	constructor(
		private readonly upload: (
			file: MediaFile,
			bytes: Buffer,
			senderId: string | undefined,
		) => Promise<string>,
		/** Throws once the execution is stopped: what still waits is not even read. */
		private readonly throwIfStopped: () => void = () => {},
	) {}

	/**
	 * The media ID of the file at the provider.
	 * @param senderId the same for all uses of one file
	 */
	async getMediaId(file: MediaFile, senderId?: string): Promise<string> {
		const known = this.idsByFile.get(file);
		if (known) return await known;
		const id = this.getIdByBytes(file, senderId);
		this.idsByFile.set(file, id);
		id.catch((error: unknown) => mayPass(error) && this.idsByFile.delete(file));
		return await id;
	}

	private async getIdByBytes(file: MediaFile, senderId?: string): Promise<string> {
		const release = await this.slots.acquire();
		try {
			this.throwIfStopped();
			return await this.uploadOnce(file, senderId);
		} finally {
			release();
		}
	}

	private async uploadOnce(file: MediaFile, senderId?: string): Promise<string> {
		const bytes = await file.load();
		const key = createHash('sha256')
			.update(JSON.stringify([senderId, getFileType(file)]))
			.update(bytes)
			.digest('hex');
		const known = this.ids.get(key);
		if (known) return await known;
		const id = this.upload(file, bytes, senderId);
		this.ids.set(key, id);
		id.catch((error: unknown) => mayPass(error) && this.ids.delete(key));
		return await id;
	}
}

function mayPass(error: unknown): boolean {
	return !(error instanceof UploadRejectedError) || error.rejected.error.retryable;
}

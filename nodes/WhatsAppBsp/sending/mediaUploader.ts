import { createHash } from 'crypto';
import { Semaphore } from '../core/semaphore';
import { getFileType, type MediaFile } from '../messages/mediaSource';

/** Files in memory at the same time: each may have 100 MB. */
const MAX_CONCURRENT_UPLOADS = 4;

/**
 * Uploads each file once per run, however many items send it: recognized by its bytes and type.
 * A failed upload is not remembered.
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
		id.catch(() => this.idsByFile.delete(file));
		return await id;
	}

	private async getIdByBytes(file: MediaFile, senderId?: string): Promise<string> {
		const release = await this.slots.acquire();
		try {
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
		id.catch(() => this.ids.delete(key));
		return await id;
	}
}

import { createHash } from 'crypto';
import type { MediaFile } from '../messages/mediaSource';

/** Files in memory at the same time: each may have 100 MB. */
const MAX_CONCURRENT_UPLOADS = 4;

/**
 * Uploads each file once a run, however many items carry it: recognised by its bytes and type.
 * A failed upload is not remembered.
 */
export class MediaUploader {
	private readonly ids = new Map<string, Promise<string>>();

	private busy = 0;

	private readonly waiting: Array<() => void> = [];

	constructor(
		private readonly upload: (
			file: MediaFile,
			bytes: Buffer,
			senderId: string | undefined,
		) => Promise<string>,
	) {}

	/** The media id of the file at the provider. */
	async getMediaId(file: MediaFile, senderId?: string): Promise<string> {
		if (this.busy >= MAX_CONCURRENT_UPLOADS) await new Promise<void>((go) => this.waiting.push(go));
		else this.busy += 1;
		try {
			return await this.uploadOnce(file, senderId);
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.busy -= 1;
		}
	}

	private async uploadOnce(file: MediaFile, senderId?: string): Promise<string> {
		const bytes = await file.load();
		const key = createHash('sha256')
			.update(JSON.stringify([senderId, file.mimeType]))
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

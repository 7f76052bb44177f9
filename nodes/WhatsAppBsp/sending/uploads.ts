import { createHash } from 'crypto';
import type { MediaFile } from '../messages/types';

/**
 * Uploads each file once a run, however many items carry it: recognised by its bytes and type.
 * A failed upload is not remembered.
 */
export class Uploads {
	private readonly ids = new Map<string, Promise<string>>();

	constructor(
		private readonly upload: (
			file: MediaFile,
			bytes: Buffer,
			senderId: string | undefined,
		) => Promise<string>,
	) {}

	/** The media id of the file at the provider. */
	async idOf(file: MediaFile, senderId?: string): Promise<string> {
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

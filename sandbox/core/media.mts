import { createHash } from 'node:crypto';
import { createDigits, createHex } from './ids.mts';
import type { StoredMedia } from './types.mts';

const BYTES_KEPT = 300 * 1024 * 1024;

/** Uploaded and received files; the oldest go when too many bytes are held. */
export class MediaStore {
	private files = new Map<string, StoredMedia>();
	private bytes = 0;
	private readonly uploadDays: () => number;

	constructor(uploadDays: () => number) {
		this.uploadDays = uploadDays;
	}

	add(
		file: { data: Buffer; mimeType: string; fileName?: string },
		origin: StoredMedia['origin'],
		now: number,
	): StoredMedia {
		const media: StoredMedia = {
			id: createDigits(16),
			data: file.data,
			mimeType: file.mimeType,
			sha256: createHash('sha256').update(file.data).digest('hex'),
			fileName: file.fileName ?? 'file',
			at: now,
			origin,
			hash: createHex(20),
		};
		this.files.set(media.id, media);
		this.bytes += media.data.length;
		for (const [id, oldest] of this.files) {
			if (this.bytes <= BYTES_KEPT || this.files.size === 1) break;
			this.files.delete(id);
			this.bytes -= oldest.data.length;
		}
		return media;
	}

	/** Ids of the business's uploads live `uploadDays`, those of a customer's media 7 days. */
	get(id: string, now: number): StoredMedia | undefined {
		const media = this.files.get(id);
		if (!media) return undefined;
		const days = media.origin === 'business' ? this.uploadDays() : 7;
		return now - media.at > days * 24 * 3_600_000 ? undefined : media;
	}

	delete(id: string): boolean {
		const media = this.files.get(id);
		if (!media) return false;
		this.bytes -= media.data.length;
		return this.files.delete(id);
	}
}

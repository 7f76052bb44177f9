import { sleep } from 'n8n-workflow';
import type { EventMedia, WhatsAppEvent } from '../events/types';
import type { Account } from '../providers/provider';
import type { Call } from './call';
import { MEDIA } from './limits';
import { download, NotDownloaded } from './media';
import type { Parcel } from './parcel';
import { bounded } from './settings';

const BYTES_PER_MB = 1024 * 1024;

/** Name of the item's file, as other nodes look for it. */
const BINARY_PROPERTY = 'data';

/** The events with their files, where the user asked for them. */
export async function toParcels(
	call: Call,
	account: Account,
	events: readonly WhatsAppEvent[],
): Promise<Parcel[]> {
	if (call.options.downloadMedia !== true) return events.map((event) => ({ event }));
	return await Promise.all(events.map(async (event) => await withFile(call, account, event)));
}

/** A file that cannot be had in time, or is too large, never costs the event. */
async function withFile(call: Call, account: Account, event: WhatsAppEvent): Promise<Parcel> {
	const { media } = event;
	if (event.event !== 'message' || !media) return { event };
	const { options, context } = call;
	const mostBytes = bounded(options.maxMediaMb, 1, MEDIA.usualMb, MEDIA.mostMb) * BYTES_PER_MB;
	const timeoutMs = bounded(options.mediaTimeoutMs, 100, MEDIA.usualMs, MEDIA.mostMs);
	const abort = new AbortController();
	try {
		const file = await Promise.race([
			download(call, account, media, { mostBytes, signal: abort.signal, timeoutMs }),
			sleep(timeoutMs).then(() => Promise.reject(new NotDownloaded('it took too long'))),
		]);
		const binary = await context.helpers.prepareBinaryData(
			file.bytes,
			media.fileName ?? undefined,
			media.mimeType ?? file.mimeType,
		);
		return { event, binary: { [BINARY_PROPERTY]: binary } };
	} catch (error) {
		const why = error instanceof NotDownloaded ? error.message : 'nobody answered';
		const noted: EventMedia = { ...media, notDownloaded: `The file is not here: ${why}` };
		return { event: { ...event, media: noted } };
	} finally {
		abort.abort();
	}
}

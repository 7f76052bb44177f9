import { sleep } from 'n8n-workflow';
import type { EventMedia, WhatsAppEvent } from '../events/types';
import type { Account } from '../providers/provider';
import { redact } from '../transport/redact';
import type { Call } from './call';
import { MEDIA } from './limits';
import { download, NotDownloaded } from './media';
import type { Parcel } from './parcel';
import { bounded } from './settings';
import { Turns } from './turns';

const BYTES_PER_MB = 1024 * 1024;

/** Name of the item's file, as other nodes look for it. */
const BINARY_PROPERTY = 'data';

const turns = new Turns(MEDIA.mostAtOnce);

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
		const binary = await Promise.race([
			inTurn(abort.signal, async () => {
				const rules = { mostBytes, signal: abort.signal, timeoutMs };
				const file = await download(call, account, media, rules);
				return await context.helpers.prepareBinaryData(
					file.bytes,
					media.fileName ?? undefined,
					media.mimeType ?? file.mimeType,
				);
			}),
			sleep(timeoutMs).then(() => Promise.reject(new NotDownloaded('the download took too long'))),
		]);
		return { event, binary: { [BINARY_PROPERTY]: binary } };
	} catch (error) {
		const why = error instanceof NotDownloaded ? error.message : 'no response';
		const notDownloaded = redact(`The file wasn’t downloaded: ${why}`, account);
		const noted: EventMedia = { ...media, notDownloaded };
		return { event: { ...event, media: noted } };
	} finally {
		abort.abort();
	}
}

/** @throws NotDownloaded when the turn comes too late */
async function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
	const end = await turns.take(signal);
	try {
		if (signal.aborted) throw new NotDownloaded('the download took too long');
		// A look-up that nobody answers must not keep the turn from the others.
		signal.addEventListener('abort', end);
		return await work();
	} finally {
		end();
	}
}

import { sleep } from 'n8n-workflow';
import type { EventMedia, WhatsAppEvent } from '../../core/event';
import { redactSecrets } from '../../transport/redactSecrets';
import type { WebhookContext } from '../receive/webhookContext';
import { MEDIA } from '../limits';
import { download, DownloadError } from './download';
import type { EventItem } from './eventItem';
import { clamp } from '../settings';
import { Semaphore } from '../../core/semaphore';
import type { Account } from '../../providers/request';

const BYTES_PER_MB = 1024 * 1024;

/** Name of the item's file, as other nodes look for it. */
const BINARY_PROPERTY = 'data';

const downloads = new Semaphore(MEDIA.maxConcurrency);

/** The events with their files, where the user asked for them. */
export async function attachMedia(
	ctx: WebhookContext,
	account: Account,
	events: readonly WhatsAppEvent[],
): Promise<EventItem[]> {
	if (ctx.options.downloadMedia !== true) return events.map((event) => ({ event }));
	return await Promise.all(events.map(async (event) => await attachFile(ctx, account, event)));
}

/** A file that cannot be had in time, or is too large, never costs the event. */
async function attachFile(
	ctx: WebhookContext,
	account: Account,
	event: WhatsAppEvent,
): Promise<EventItem> {
	const { media } = event;
	if (event.event !== 'message' || !media) return { event };
	const { options, context } = ctx;
	const maxBytes = clamp(options.maxMediaMb, 1, MEDIA.defaultMb, MEDIA.maxMb) * BYTES_PER_MB;
	const timeoutMs = clamp(options.mediaTimeoutMs, 100, MEDIA.defaultTimeoutMs, MEDIA.maxTimeoutMs);
	const abort = new AbortController();
	try {
		const binary = await Promise.race([
			withDownloadSlot(abort.signal, async () => {
				const rules = { maxBytes, signal: abort.signal, timeoutMs };
				const file = await download(ctx, account, media, rules);
				return await context.helpers.prepareBinaryData(
					file.bytes,
					media.fileName ?? undefined,
					media.mimeType ?? file.mimeType,
				);
			}),
			sleep(timeoutMs).then(() => Promise.reject(new DownloadError('the download took too long'))),
		]);
		return { event, binary: { [BINARY_PROPERTY]: binary } };
	} catch (error) {
		const why = error instanceof DownloadError ? error.message : 'no response';
		const notDownloaded = redactSecrets(`The file wasn’t downloaded: ${why}`, account);
		const noted: EventMedia = { ...media, notDownloaded };
		return { event: { ...event, media: noted } };
	} finally {
		abort.abort();
	}
}

/** @throws NotDownloaded when the turn comes too late */
async function withDownloadSlot<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
	const end = await downloads.acquire(signal);
	try {
		if (signal.aborted) throw new DownloadError('the download took too long');
		// A look-up that nobody answers must not keep the turn from the others.
		signal.addEventListener('abort', end);
		return await work();
	} finally {
		end();
	}
}

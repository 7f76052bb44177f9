import { sleep } from 'n8n-workflow';
import type { EventMedia } from '../../core/event';
import { baseMimeType, isGenericType } from '../../messages/mediaTypes';
import type { Account } from '../../providers/request';
import { redactSecrets } from '../../transport/redactSecrets';
import type { WebhookContext } from '../receive/webhookContext';
import { downloads } from '../state';
import { download, DownloadError } from './download';
import type { EventItem } from './eventItem';
import { getFileName } from './fileName';

const BYTES_PER_MB = 1024 * 1024;

/** Name of the item's file, where other nodes look for it. */
const BINARY_PROPERTY = 'data';

/** Adds their files to the items where the user wants them. What was tried before stays as it is. */
export async function attachMedia(
	ctx: WebhookContext,
	account: Account,
	items: readonly EventItem[],
): Promise<void> {
	if (!ctx.options.downloadMedia) return;
	await Promise.all(items.map(async (item) => await attachFile(ctx, account, item)));
}

/** A file that is too large, or can’t be downloaded in time, never costs the event. */
async function attachFile(ctx: WebhookContext, account: Account, item: EventItem): Promise<void> {
	const { event } = item;
	const { media } = event;
	if (event.event !== 'message' || !media || item.binary || media.notDownloaded) return;
	const { options, context } = ctx;
	const maxBytes = options.maxMediaMb * BYTES_PER_MB;
	const timeoutMs = options.mediaTimeoutMs;
	const abort = new AbortController();
	try {
		const binary = await Promise.race([
			withDownloadSlot(abort.signal, async () => {
				const rules = { maxBytes, signal: abort.signal, timeoutMs };
				const file = await download(ctx, account, media, rules);
				const stated = media.mimeType ?? '';
				const mimeType = isGenericType(baseMimeType(stated)) ? file.mimeType : stated;
				const fileName = getFileName(event, mimeType);
				return await context.helpers.prepareBinaryData(file.bytes, fileName, mimeType);
			}),
			sleep(timeoutMs).then(() => Promise.reject(new DownloadError('the download took too long'))),
		]);
		item.binary = { [BINARY_PROPERTY]: binary };
	} catch (error) {
		const reason = error instanceof DownloadError ? error.message : 'it couldn’t be read or stored';
		const notDownloaded = redactSecrets(`The file wasn’t downloaded: ${reason}`, account);
		const noted: EventMedia = { ...media, notDownloaded };
		item.event = { ...event, media: noted };
	} finally {
		abort.abort();
	}
}

/** @throws DownloadError when the slot comes too late */
async function withDownloadSlot<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
	const release = await downloads.acquire(signal);
	try {
		if (signal.aborted) throw new DownloadError('the download took too long');
		// A hanging lookup must not block other downloads.
		signal.addEventListener('abort', release);
		return await work();
	} finally {
		release();
	}
}

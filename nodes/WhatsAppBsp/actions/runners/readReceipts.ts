import type { SendPayload } from '../../sending/providerClient';
import type { SendJob } from '../../sending/types';
import { getDefaultSendSettings, DEFAULT_RETRY_LIMITS } from '../message/sendingOptions';
import type { ReadReceiptOperation } from '../operation';
import type { RunContext } from '../runContext';
import { sendJobs } from './sendJobs';

export async function runReadReceipts(
	{ description, buildReadReceipt }: ReadReceiptOperation,
	run: RunContext,
): Promise<void> {
	const jobs: Array<SendJob<SendPayload>> = [];
	await run.readItems(description, (reader, itemIndex) => {
		const receipt = buildReadReceipt(reader, run);
		reader.assertValid();
		jobs.push({
			itemIndex,
			to: receipt.messageId,
			orderingKey: receipt.messageId,
			payload: { kind: 'read', receipt },
			retry: DEFAULT_RETRY_LIMITS,
			isIdempotent: true,
			bypassesRecipientLimit: true,
		});
	});
	await sendJobs(run, jobs, getDefaultSendSettings(run.provider));
}

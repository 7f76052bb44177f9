import type { SendPayload } from '../../sending/providerClient';
import { sendMessages, type SendSettings } from '../../sending/sendMessages';
import type { JobReport, SendJob } from '../../sending/types';
import { getSentAs } from '../message/getSentAs';
import type { RunContext } from '../runContext';

/**
 * Sends the jobs of all items, and outputs what became of each.
 * @param onJobDone called before the result is output
 */
export async function sendJobs(
	run: RunContext,
	jobs: Array<SendJob<SendPayload>>,
	settings: SendSettings,
	onJobDone?: (report: JobReport<SendPayload>) => void,
): Promise<void> {
	const { context, provider, account, output } = run;
	await sendMessages(jobs, {
		context,
		provider,
		account,
		settings,
		onJobDone: (report) => {
			onJobDone?.(report);
			addJobResult(run, report);
		},
		onStopped: (stats) => output.logStopped(stats),
	});
}

function addJobResult(
	{ output, provider }: RunContext,
	{ job, result, raw, attempts }: JobReport<SendPayload>,
): void {
	const { itemIndex, payload, idempotency } = job;
	const message = payload.kind === 'message' ? payload.message : undefined;
	const to = message ? job.to : null;
	const part = message?.part;
	if ('cause' in result) output.addError(itemIndex, result.cause, to, part);
	else if ('skipped' in result) output.addSkipped(itemIndex, job.to, idempotency?.key, part);
	else {
		const sentAs = message && getSentAs(provider, message, job.to);
		output.add(itemIndex, to, result, { raw, attempts, sentAs, part });
	}
}

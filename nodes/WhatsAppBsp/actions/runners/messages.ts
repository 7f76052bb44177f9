import { validateText } from '../../core/validation';
import type { SendPayload } from '../../sending/providerClient';
import type { SendSettings } from '../../sending/sendMessages';
import type { SendJob } from '../../sending/types';
import { buildDryRun } from '../message/dryRun';
import { parseRecipients } from '../message/parseRecipients';
import { readSendingOptions } from '../message/sendingOptions';
import { addNamespaces } from '../message/template/addNamespaces';
import type { MessageOperation } from '../operation';
import type { RunContext } from '../runContext';
import { createSendJobs } from './createSendJobs';
import { sendJobs } from './sendJobs';

/** Every item is read and validated before the first message is sent. */
export async function runMessages(
	{ description, buildMessages }: MessageOperation,
	run: RunContext,
): Promise<void> {
	const { context, provider, account, output } = run;
	const jobs: Array<SendJob<SendPayload>> = [];
	/** The first message's: they apply to the whole run. */
	let settings: SendSettings | undefined;

	await run.readItems(description, async (reader, itemIndex) => {
		const options = reader.collection('options');
		const sending = readSendingOptions(options, provider, context.getNode());
		const entries = reader.recipients('to');
		const messages = await buildMessages(reader, run);
		const parsed = await parseRecipients(provider, entries, (to) =>
			messages.flatMap((message) => provider.validateRecipient?.(to, message, account) ?? []),
		);
		const { recipients, invalid, inputOrder } = parsed;
		reader.assertValid(
			[
				...validateText('To', entries[0] ?? ''),
				...messages.flatMap((message) => provider.validate(message, account)),
			],
			parsed.violations,
		);
		for (const message of messages) await addNamespaces(message, run);
		output.reserve(itemIndex, inputOrder, messages);
		invalid.forEach((error) => output.addError(itemIndex, error));
		for (const message of messages) {
			if (!sending.isDryRun) {
				for (const job of createSendJobs({ itemIndex, message, recipients }, sending))
					jobs.push(job);
				continue;
			}
			const results = await buildDryRun(provider, account, message, recipients);
			results.forEach((result) => output.addDryRun(itemIndex, result));
		}
		if (!sending.isDryRun && recipients.length > 0) settings ??= sending.settings;
	});

	if (settings) await sendJobs(run, jobs, settings);
}

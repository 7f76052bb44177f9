import { startProgram } from '../../../support/node24';

/** The receipts of each message in the order in which a busy sandbox kept them. */
export async function busyReceipts(): Promise<string[]> {
	const { receipts, stop } = await startProgram<{ receipts: string[] }>('busyReceipts', [
		'test/integration/sandbox/program/busyReceipts.mts',
	]);
	await stop();
	return receipts;
}

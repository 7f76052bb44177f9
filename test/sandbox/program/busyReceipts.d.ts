/** The receipts of each message in the order in which a busy sandbox kept them. */
export function busyReceipts(): Promise<string[]>;

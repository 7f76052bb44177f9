const ORDER = ['sent', 'delivered', 'read', 'played', 'failed'];

/** Receipts as a message goes through them: the calls that bring them may overtake each other. */
export function byProgress<T extends { status?: unknown }>(receipts: T[]): T[] {
	const place = ({ status }: T) => ORDER.indexOf(String(status));
	return [...receipts].sort((a, b) => place(a) - place(b));
}

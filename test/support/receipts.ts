const ORDER = ['sent', 'delivered', 'read', 'played', 'failed'];

/** Receipts in the order of a message's life: the requests that deliver them may overtake each other. */
export function sortByProgress<T extends { status?: unknown }>(receipts: T[]): T[] {
	const place = ({ status }: T) => ORDER.indexOf(String(status));
	return [...receipts].sort((a, b) => place(a) - place(b));
}

/**
 * Packs recipients, in their order, into as few requests as fit.
 * @param joinedLength highest number of characters that the joined recipients of a request may have;
 * without it each recipient gets a request of its own
 */
export function groupRecipients(
	recipients: string[],
	joinedLength?: number,
	join: (recipients: string[]) => string = (group) => group.join(','),
): string[][] {
	if (joinedLength === undefined) return recipients.map((recipient) => [recipient]);
	const groups: string[][] = [];
	for (const recipient of recipients) {
		const last = groups[groups.length - 1];
		if (last && join([...last, recipient]).length <= joinedLength) last.push(recipient);
		else groups.push([recipient]);
	}
	return groups;
}

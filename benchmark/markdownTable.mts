/** @param leftColumns positions of the columns with words, which are aligned left; the others contain numbers */
export function formatMarkdownTable(
	head: readonly string[],
	rows: ReadonlyArray<ReadonlyArray<string | number>>,
	leftColumns: readonly number[] = [0],
): string {
	const alignments = head.map((_, i) => (leftColumns.includes(i) ? '---' : '---:'));
	return [head, alignments, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

import type { Row, Scenario } from './types.mts';

const COLUMNS: Array<{ title: string; of(row: Row, rows: Row[], scenario: Scenario): string }> = [
	{ title: '', of: ({ name }) => name },
	{ title: 'items', of: ({ items }) => String(items) },
	{ title: 'accepted', of: ({ accepted }) => String(accepted) },
	{ title: 'rejected on the way', of: ({ rejected }) => String(rejected) },
	{ title: 'lost', of: ({ lost }) => String(lost) },
	{ title: 'twice', of: ({ duplicates }) => String(duplicates) },
	{ title: 'seconds', of: ({ seconds }) => seconds.toFixed(1) },
	{ title: 'accepted/s', of: ({ accepted, seconds }) => (accepted / seconds).toFixed(1) },
	{ title: 'after 5 s', of: ({ sustained }) => sustained.toFixed(1) },
	{
		title: 'of the limit',
		of: ({ sustained, lost }, _rows, { ratePerSecond }) =>
			ratePerSecond === null || lost > 0
				? ''
				: `${((100 * sustained) / ratePerSecond).toFixed(0)} %`,
	},
	{
		title: 'this node is',
		of: (row, [own]) => {
			if (row === own || own.items === 1) return '';
			// Who sends a part of the messages only is not slower or faster.
			if (row.lost > 0) return `no comparison: loses ${Math.round((100 * row.lost) / row.items)} %`;
			return `${(own.sustained / row.sustained).toFixed(2)} × as fast`;
		},
	},
	{
		title: 'CPU ms each',
		of: ({ cpuSeconds, items }) => ((1000 * cpuSeconds) / items).toFixed(2),
	},
	{ title: 'in flight', of: ({ connectionsPeak }) => String(connectionsPeak) },
	{ title: 'peak MB', of: ({ peakMb }) => peakMb.toFixed(0) },
];

/** A Markdown table. The first row is what the others are compared with. */
export function printTable(scenario: Scenario, rows: Row[], note: string): void {
	const lines = [
		COLUMNS.map(({ title }) => title),
		COLUMNS.map((_, i) => (i === 0 ? '---' : '---:')),
		...rows.map((row) => COLUMNS.map(({ of }) => of(row, rows, scenario))),
	];
	const text = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	process.stdout.write(`\n### ${scenario.title}${note}\n\n${text}\n`);
}

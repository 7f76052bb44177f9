import { formatMarkdownTable } from '../../../benchmark/markdownTable.mts';
import type { Mode, Row } from './types.mts';

const sum = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);

const COLUMNS: Array<{ title: string; of(row: Row): string }> = [
	{ title: 'fault', of: ({ fault }) => fault },
	{ title: 'events in', of: ({ eventsIn }) => String(eventsIn) },
	{ title: 'redelivered', of: ({ rejections }) => String(sum(rejections)) },
	{ title: 'executions', of: ({ executions }) => String(executions) },
	{ title: 'failed, retried by hand', of: ({ retried }) => String(retried) },
	{ title: 'messages out', of: ({ messagesOut }) => String(messagesOut) },
	{ title: 'lost', of: ({ lost }) => String(lost) },
	{ title: 'delivered twice', of: ({ duplicated }) => String(duplicated) },
	{ title: 's to recover', of: ({ recoverySeconds }) => recoverySeconds.toFixed(1) },
	{
		title: 'promise',
		of: ({ broken, emptied, droppedAtStart, stuck }) =>
			[
				broken.length === 0 ? 'kept' : `BROKEN: ${broken.join(', ')}`,
				emptied > 0 && `n8n emptied ${emptied} execution(s)`,
				droppedAtStart > 0 && `n8n dropped ${droppedAtStart} call(s) while starting`,
				stuck > 0 && `n8n never started ${stuck} execution(s)`,
			]
				.filter((part) => part !== false)
				.join('; '),
	},
];

/** A Markdown table, and below it what n8n showed for executions that ended badly. */
export function formatTable(mode: Mode, rows: Row[], skipped: Map<string, string>): string {
	const shown = rows.flatMap(({ fault, errorTexts }) =>
		[...errorTexts].map(([error, times]) => `- ${fault}: ${times} × ${error}\n`),
	);
	const table = formatMarkdownTable(
		COLUMNS.map(({ title }) => title),
		rows.map((row) => COLUMNS.map(({ of }) => of(row))),
	);
	return [
		`\n### n8n in ${mode} mode\n\n${table}\n`,
		...[...skipped].map(([fault, why]) => `\nNot run: ${fault}, ${why}.\n`),
		shown.length > 0 ? '\nWhat n8n showed for what failed:\n\n' : '',
		...shown,
	].join('');
}

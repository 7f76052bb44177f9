import { performance } from 'node:perf_hooks';

const QUIET_INTERVAL_MS = 10_000;

/** Says what a long step is doing: one line that changes on a terminal, a line every 10 s elsewhere. */
export interface Step {
	update(detail: string): void;
	done(detail?: string): void;
	failed(): void;
}

const formatSeconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

export function startStep(title: string, out: NodeJS.WriteStream = process.stdout): Step {
	const start = performance.now();
	let detail = '';
	let lastLineAt = start;
	const getElapsed = () => formatSeconds(performance.now() - start);
	const formatLine = () => `  ${title}${detail && ` · ${detail}`} · ${getElapsed()}`;

	const redraw = () => {
		const width = Math.max(20, (out.columns ?? 80) - 1);
		out.write(`\r\x1b[2K${formatLine().slice(0, width)}`);
	};
	const tick = () => {
		if (out.isTTY) {
			redraw();
		} else if (performance.now() - lastLineAt >= QUIET_INTERVAL_MS) {
			lastLineAt = performance.now();
			out.write(`${formatLine()}\n`);
		}
	};
	if (out.isTTY) redraw();
	else out.write(`  ${title} ...\n`);
	const timer = setInterval(tick, 1000);

	const end = (mark: string, text: string) => {
		clearInterval(timer);
		out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${mark} ${title}${text} · ${getElapsed()}\n`);
	};
	return {
		update(text) {
			detail = text;
			if (out.isTTY) redraw();
		},
		done: (text) => end('✓', text ? ` · ${text}` : ''),
		failed: () => end('✗', detail && ` · ${detail}`),
	};
}

/** Runs a step with its progress; the mark at its end tells how it went. */
export async function runStep<T>(
	title: string,
	work: (update: (detail: string) => void) => Promise<T>,
	summary?: (result: T) => string,
): Promise<T> {
	const progress = startStep(title);
	try {
		const result = await work(progress.update);
		progress.done(summary?.(result));
		return result;
	} catch (error) {
		progress.failed();
		throw error;
	}
}

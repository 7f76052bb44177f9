import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import type { N8n } from '../sandbox/n8n/n8n.mts';

export interface Sample {
	/** Seconds since the first sample. */
	at: number;
	/** Resident memory of n8n's process, in MB. */
	rss: number;
	/** Of its JavaScript heap: what is in use, garbage included. MB. */
	heap: number;
	/** Processor time of n8n's process so far, in seconds. */
	cpu: number;
}

const MB = 1024 * 1024;
/** Ticks of /proc a second; the same on every Linux that Node runs on. */
const TICKS = 100;

function residentMb(pid: number): number {
	const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
	return Number(line?.[1]) / 1024;
}

function cpuSeconds(pid: number): number {
	// The name before may hold blanks: counted from the bracket that ends it.
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** As n8n itself tells it, with `N8N_METRICS=true`. */
async function heapMb(url: string): Promise<number> {
	const { data } = await axios.get<string>(`${url}/metrics`, { proxy: false, timeout: 20_000 });
	const line = /^n8n_nodejs_heap_size_used_bytes\S* (\S+)$/m.exec(data);
	return Number(line?.[1]) / MB;
}

/** Takes a sample every so often, until `end` is called. */
export class Memory {
	readonly samples: Sample[] = [];
	private readonly n8n: N8n;
	private ended = false;
	private readonly running: Promise<void>;

	constructor(n8n: N8n, everySeconds: number, tell: (sample: Sample) => void) {
		this.n8n = n8n;
		this.running = this.run(everySeconds, tell);
	}

	async end(): Promise<Sample[]> {
		this.ended = true;
		await this.running;
		return this.samples;
	}

	private async run(everySeconds: number, tell: (sample: Sample) => void): Promise<void> {
		const started = performance.now();
		const elapsed = () => (performance.now() - started) / 1000;
		for (let number = 0; !this.ended; number++) {
			while (!this.ended && elapsed() < number * everySeconds) await sleep(200);
			const pid = this.n8n.pid ?? 0;
			// A busy n8n responds late: such a sample is skipped, not waited for.
			const heap = await heapMb(this.n8n.url).catch(() => NaN);
			const sample = { at: elapsed(), rss: residentMb(pid), heap, cpu: cpuSeconds(pid) };
			this.samples.push(sample);
			tell(sample);
		}
	}
}

/** Least squares: how much `of` grows in an hour. */
export function slopePerHour(samples: Sample[], of: (sample: Sample) => number): number {
	const points = samples.map((sample) => [sample.at / 3600, of(sample)]);
	const known = points.filter(([, y]) => Number.isFinite(y));
	const mean = (index: number) =>
		known.reduce((sum, point) => sum + point[index], 0) / known.length;
	const [meanX, meanY] = [mean(0), mean(1)];
	const above = known.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
	const below = known.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
	return above / below;
}

/**
 * The lowest sample of each whole span: what stays when the garbage is out. Between two collections the
 * heap climbs by hundreds of MB, which says nothing about a leak, and nor does a span that had no time
 * for a collection.
 */
export function lowPoints(
	samples: Sample[],
	spanSeconds: number,
	of: (sample: Sample) => number,
): Sample[] {
	const end = samples.at(-1)?.at ?? 0;
	const spans = new Map<number, Sample>();
	for (const sample of samples) {
		const span = Math.floor(sample.at / spanSeconds);
		if ((span + 1) * spanSeconds > end) continue;
		const lowest = spans.get(span);
		if (Number.isFinite(of(sample)) && (!lowest || of(sample) < of(lowest)))
			spans.set(span, sample);
	}
	return [...spans.values()];
}

import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Target {
	url: string;
	headers: Record<string, string>;
	/** Body of the call with this number: each has an id of its own. */
	body(number: number): string;
}

export interface Figures {
	calls: number;
	/** Responses that were not 200. */
	rejected: number;
	seconds: number;
	/** Milliseconds until the response. */
	p50: number;
	p99: number;
}

let calls = 0;

/** One call as a provider makes it, over kept connections. Returns its status. */
async function post({ url, headers, body }: Target, agent: Agent): Promise<number> {
	const text = body(++calls);
	return await new Promise((resolve, reject) => {
		const call = request(
			url,
			{
				method: 'POST',
				agent,
				// A provider does not wait indefinitely either.
				signal: AbortSignal.timeout(20_000),
				headers: {
					'content-type': 'application/json',
					'content-length': Buffer.byteLength(text),
					...headers,
				},
			},
			(response) => {
				response.resume();
				response.once('end', () => resolve(response.statusCode ?? 0));
			},
		);
		call.once('error', reject);
		call.end(text);
	});
}

function toFigures(times: number[], statuses: number[], seconds: number): Figures {
	const sorted = [...times].sort((a, b) => a - b);
	const at = (share: number) =>
		sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
	return {
		calls: times.length,
		rejected: statuses.filter((status) => status !== 200).length,
		seconds,
		p50: at(0.5) ?? NaN,
		p99: at(0.99) ?? NaN,
	};
}

async function timed(target: Target, agent: Agent, times: number[], statuses: number[]) {
	const started = performance.now();
	const status = await post(target, agent).catch((error: unknown) => {
		process.stderr.write(`  no response: ${String(error)}\n`);
		return 0;
	});
	statuses.push(status);
	times.push(performance.now() - started);
}

/** As many requests as get a response: each connection sends the next one after its response. */
export async function sendOnResponse(
	target: Target,
	connections: number,
	seconds: number,
): Promise<Figures> {
	const agent = new Agent({ keepAlive: true, maxSockets: connections });
	const [times, statuses]: [number[], number[]] = [[], []];
	const started = performance.now();
	const end = started + seconds * 1000;
	await Promise.all(
		Array.from({ length: connections }, async () => {
			while (performance.now() < end) await timed(target, agent, times, statuses);
		}),
	);
	agent.destroy();
	return toFigures(times, statuses, (performance.now() - started) / 1000);
}

/** At a provider's rate: requests are sent whether or not earlier ones have a response. */
export async function sendAtRate(
	target: Target,
	perSecond: number,
	seconds: number,
): Promise<Figures> {
	const agent = new Agent({ keepAlive: true });
	const [times, statuses]: [number[], number[]] = [[], []];
	const started = performance.now();
	const running: Array<Promise<void>> = [];
	for (let sent = 0; sent < perSecond * seconds; ) {
		const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
		for (; sent < Math.min(due, perSecond * seconds); sent++) {
			running.push(timed(target, agent, times, statuses));
		}
		await sleep(2);
	}
	await Promise.all(running);
	agent.destroy();
	return toFigures(times, statuses, (performance.now() - started) / 1000);
}

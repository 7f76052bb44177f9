import type { DeliveryAttempt } from '../core/types.mts';

export class StepError extends Error {
	readonly step: string;

	constructor(provider: string, step: string, cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.step = `${provider}: ${step}`;
	}
}

/** What happened at one provider, as lines that a person reads. */
export class Transcript {
	readonly provider: string;
	readonly lines: string[] = [];

	constructor(provider: string) {
		this.provider = provider;
	}

	private line(text: string): void {
		this.lines.push(text);
		console.log(text);
	}

	heading(): void {
		this.line(`\n${this.provider}`);
	}

	/** Runs one step; its result is what the user should know about it. */
	async step<T>(title: string, work: () => Promise<[result: T, ...details: string[]]>): Promise<T> {
		try {
			const [result, ...details] = await work();
			this.line(`  ✓ ${title}`);
			for (const detail of details) this.line(`      ${detail}`);
			return result;
		} catch (error) {
			const failure = new StepError(this.provider, title, error);
			this.line(`  ✗ ${title}`);
			this.line(`      ${failure.message}`);
			throw failure;
		}
	}

	note(text: string): void {
		this.line(`  · ${text}`);
	}
}

/** Something is not as it has to be. */
export function assertThat(condition: unknown, otherwise: string): asserts condition {
	if (!condition) throw new Error(otherwise);
}

/** What the provider does not deliver again would be waited for in vain. */
export function assertDelivered(deliveries: readonly DeliveryAttempt[]): void {
	const results = deliveries.map(
		({ status, error, response }) => `${status ?? error} ${response ?? ''}`,
	);
	assertThat(
		deliveries[0]?.status === 200,
		`n8n responded to the webhook with ${results.join(', ').trim() || 'nothing'}`,
	);
}

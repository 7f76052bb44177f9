import { JsonSink } from './jsonSink.mts';

/** What one execution passed on. */
export interface Post {
	execution: string;
	events: string[];
	/** By an execution that was cut off, and that was started again from n8n's list. */
	isRetry: boolean;
	/** In the milliseconds of `performance.now()`. */
	at: number;
}

/** Counts what executions pass on. */
export class RedeliverySink extends JsonSink<{ execution: string; events: string[] }> {
	readonly posts: Post[] = [];
	isRetry = false;

	protected receive({ execution, events }: { execution: string; events: string[] }): void {
		this.posts.push({ execution, events, isRetry: this.isRetry, at: performance.now() });
	}
}

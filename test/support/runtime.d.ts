export interface ReceivedCall {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string | undefined>;
	text: string;
	/** Parsed JSON or form; the text itself when it is neither. */
	body: unknown;
}

/** A little web server that stands where a user's webhook would. */
export interface Receiver {
	url: string;
	calls: ReceivedCall[];
	answerWith(...statuses: number[]): void;
	/** Answers nobody until `release`. */
	hold(): void;
	release(): void;
	close(): Promise<void>;
}

export function sandboxUrl(): string;
export function sleep(ms: number): Promise<void>;
/** Expects until it holds, or until patience ends: then as the last try says. */
export function holds(check: () => Promise<void>, timeoutMs?: number): Promise<void>;
/** Milliseconds of computing that the work took, however busy the machine is. */
export function computing(work: () => void): number;
/** Until every promise that can go on has gone on. */
export function turn(): Promise<void>;
export function hmacSha256(secret: string, text: string): string;
export function gzip(text: string): Buffer;
export function startReceiver(): Promise<Receiver>;

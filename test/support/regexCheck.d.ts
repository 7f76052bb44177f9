export interface Checked {
	/** Relative to the repository. */
	file: string;
	source: string;
	/** Its time grows faster than the text. */
	isSlow: boolean;
}

/** Every regular expression literal in nodes/ and credentials/, run over hostile texts. */
export function matchAll(ts: typeof import('typescript'), size: number): Checked[];

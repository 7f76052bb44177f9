/** How the sandbox behaves, and how much is sent. */
export interface Scenario {
	title: string;
	items: number;
	latencyMs: number;
	/** null: no limit. */
	ratePerSecond: number | null;
	/** Messages that are sent before and not counted. */
	warmUpItems?: number;
}

export interface Contender {
	name: string;
	/** Key of `CONTENDERS` in contender.mts. */
	kind: string;
	/** Given to the contender as they are. */
	parameters: Record<string, unknown>;
}

/** Messages that go out through an account. */
export interface Load {
	items: number;
	credentials: Record<string, string>;
}

/** What a contender's own process gets. */
export interface ContenderInput extends Load {
	kind: string;
	parameters: Record<string, unknown>;
	/** Sent before and not counted: n8n's process is one that has run workflows before. */
	warmUp?: Load;
	/** `node_modules` of the n8n that runs it. */
	n8n: string;
	/** The compiled package. */
	dist: string;
}

/** What a contender's own process reports. */
export interface Report {
	seconds: number;
	/** Highest resident memory of the whole process, n8n's own included. */
	peakMb: number;
	/** Processor time of the execution: tells more than the clock on a machine that is shared. */
	cpuSeconds: number;
}

export interface Row extends Report {
	name: string;
	items: number;
	accepted: number;
	rejected: number;
	lost: number;
	duplicates: number;
}

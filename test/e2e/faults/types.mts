import type { N8nClient } from '../../../sandbox/n8n/client.mts';
import type { Driver } from './driver.mts';
import type { Link } from './link.mts';
import type { Provider } from './provider.mts';
import type { World } from './world.mts';

export type Mode = 'single' | 'queue';

/** Who does what in n8n; in single mode, one process does it all. */
export type Role = 'main' | 'receiver' | 'sender';

export type Service = 'redis' | 'postgres';

/** A whole n8n, in one process or in many. */
export interface N8nInstance {
	mode: Mode;
	/** Logged in at the main process that runs now. */
	client: N8nClient;
	/** As if the power of those processes were cut. */
	kill(role: Role): Promise<void>;
	/** Starts what was killed; resolves when it is up. */
	revive(role: Role): Promise<void>;
	stopService(service: Service): Promise<void>;
	startService(service: Service): Promise<void>;
	/** Address of the main process itself. */
	mainUrl: string;
	close(): Promise<void>;
}

/** What an idempotency key promises; see docs/sending.md, "Send only once". */
export type KeyPromise = 'atMostOnce' | 'atLeastOnce';

/** What is set up before a fault strikes. */
export interface Setting {
	/** Default: at most once, the node's own default. */
	promise?: KeyPromise;
	/** The trigger's time window, in milliseconds. Default: one execution for each event. */
	batchWindowMs?: number;
	/** The node's 'Max Retries'. Default: the node's own. */
	maxRetries?: number;
	/** Milliseconds until the provider responds. */
	latencyMs?: number;
	/** How n8n reaches the provider: by address, by a name that only this run resolves, or by TLS. */
	way?: 'address' | 'name' | 'tls';
	/** Size of the disk that holds n8n's database, in MB. Default: this machine's. */
	diskMb?: number;
	/** Whether the clock of n8n can be set. */
	ownClock?: boolean;
}

/** What a fault can act on. */
export interface FaultContext extends World {
	provider: Provider;
	driver: Driver;
	link: Link;
	/** Events a second. */
	ratePerSecond: number;
}

export interface Fault extends Setting {
	name: string;
	modes: Mode[];
	/** Why it cannot be run on this machine. */
	missing?(): string | undefined;
	strike(context: FaultContext): Promise<void> | void;
	/** Seconds until it is repaired, or what is waited for. */
	lasts: { seconds: number; quick?: number } | ((context: FaultContext) => Promise<void>);
	repair(context: FaultContext): Promise<void> | void;
}

export interface Row {
	fault: string;
	promise: KeyPromise;
	eventsIn: number;
	/** Started by a webhook call. */
	executions: number;
	/** Ended badly, and started again from n8n's list, as a person would. */
	retried: number;
	messagesOut: number;
	lost: number;
	duplicated: number;
	/** From the repair until the last late message was out; without those retried by hand. */
	recoverySeconds: number;
	/** Requests that did not get 200 and were redelivered: status or error → how often. */
	rejections: Map<string, number>;
	/** Events whose message may or may not have left, as n8n itself shows. */
	inFlight: number;
	/** Events whose execution n8n emptied; see `Ended`. */
	emptied: number;
	/** Events that n8n acknowledged with 200 while it started, and dropped; see `Sent`. */
	droppedAtStart: number;
	/**
	 * Executions that n8n created, responded to with 500 and never started, as it does when its database
	 * gives it no connection in between. Their events came again.
	 */
	stuck: number;
	/** What n8n showed for the executions that ended badly: words → how often. */
	errorTexts: Map<string, number>;
	broken: string[];
}

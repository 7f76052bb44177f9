import type { Provider } from '../providers/provider.mts';
import { Bounded, BoundedMap } from './bounded.mts';
import type { Topic } from './changes.mts';
import { Contacts } from './contacts.mts';
import { Faults } from './faults.mts';
import { createDigits } from './ids.mts';
import { Limits } from './limits.mts';
import { MediaStore } from './media.mts';
import { createDefaultSettings, type Group, type Settings } from './settings.mts';
import { Stats } from './stats.mts';
import type {
	ConversationEntry,
	DeliveryAttempt,
	Hosting,
	Json,
	LoggedRequest,
	Outcome,
	StoredMessage,
	Template,
} from './types.mts';

export interface Registration {
	url: string;
	headers: Record<string, string>;
}
export interface Destination extends Registration {
	name: string;
}

export interface Portal {
	dnUrl?: string;
	moUrl?: string;
	dlrUrl?: string;
	method: 'GET' | 'POST';
	encoding: 'query' | 'form' | 'json';
}

/** One customer account at one provider, with everything that provider knows about it. */
export class Account {
	readonly id: string;
	readonly provider: Provider;
	readonly hosting: Hosting;
	readonly origin: string;
	readonly number: string;
	readonly phoneNumberId = createDigits(15);
	readonly wabaId = createDigits(15);
	readonly namespace = `${createDigits(8)}_sandbox`;

	settings: Settings;
	secrets: Record<string, string> = {};
	signatureSecret = '';
	balance = 0;

	webhook: Registration | undefined;
	wabaWebhook: Registration | undefined;
	multiWebhook: { enabled: boolean; destinations: Destination[] } | undefined;
	portal: Portal = { method: 'POST', encoding: 'form' };
	profile: Json = {};
	blockedUsers = new Map<string, Json>();

	templates: Template[] = [];
	outcomes: Outcome[] = [];
	readonly faults = new Faults();
	readonly stats: Stats;
	readonly limits: Limits;
	readonly media: MediaStore;
	readonly contacts: Contacts;
	readonly requests: Bounded<LoggedRequest>;
	readonly deliveries: Bounded<DeliveryAttempt>;
	readonly messages: BoundedMap<StoredMessage>;
	/** What customers wrote, by id: what can be marked as read. */
	readonly inbound: BoundedMap<ConversationEntry>;
	/** Counts what a server would number: references, alternating channels, media errors. */
	sequence = 0;
	mediaErrors: number[] = [];

	private offsetMs = 0;
	private timers = new Set<NodeJS.Timeout>();
	closed = false;
	/** Set by the registry: notifies open pages. */
	notify: (topic: Topic) => void = () => undefined;
	/** What a person has switched on, by name, with what undoes it. */
	readonly conditions = new Map<string, () => void>();

	constructor(options: {
		id: string;
		provider: Provider;
		hosting: Hosting;
		origin: string;
		number: string;
	}) {
		this.id = options.id;
		this.provider = options.provider;
		this.hosting = options.hosting;
		this.origin = options.origin;
		this.number = options.number;
		this.settings = createDefaultSettings(options.provider.name, options.hosting);
		const limit = () => this.settings.maxEntries;
		this.stats = new Stats(limit);
		this.limits = new Limits(limit);
		this.media = new MediaStore(() => this.settings.uploadDays);
		this.contacts = new Contacts(limit);
		this.requests = new Bounded(limit);
		this.deliveries = new Bounded(limit);
		this.messages = new BoundedMap(limit);
		this.inbound = new BoundedMap(limit);
	}

	get baseUrl(): string {
		return `${this.origin}/${this.id}`;
	}

	now(): number {
		return Date.now() + this.offsetMs;
	}

	getTimestamp(): string {
		return new Date(this.now()).toISOString();
	}

	advanceClock(hours: number): void {
		this.offsetMs += hours * 3_600_000;
	}

	/** Runs later unless the account is deleted meanwhile. */
	schedule(ms: number, action: () => void): void {
		if (this.closed) return;
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			action();
		}, ms);
		this.timers.add(timer);
	}

	close(): void {
		this.closed = true;
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		this.faults.clear();
	}

	consumeOutcome(to: string): Outcome | undefined {
		const outcome = this.outcomes.find((candidate) => candidate.to === to || candidate.to === '*');
		if (!outcome) return undefined;
		if (outcome.times !== null) {
			outcome.times -= 1;
			if (outcome.times < 1) this.outcomes.splice(this.outcomes.indexOf(outcome), 1);
		}
		return outcome;
	}

	isRegistered(number: string): boolean {
		return !this.settings.unregisteredNumbers.includes(number);
	}

	/** False: the message comes too fast for the account. */
	acquireMessage(): boolean {
		return this.limits.acquireMessage(this.settings.ratePerSecond, this.settings.rateBurst);
	}

	acquireUpload(): boolean {
		const { mediaRatePerSecond, mediaRateBurst } = this.settings;
		return this.limits.acquireUpload(mediaRatePerSecond, mediaRateBurst);
	}

	/** False: the messages to this recipient come too fast. */
	acquirePair(to: string): boolean {
		return !this.settings.pairLimit || this.limits.acquirePair(to, this.now());
	}

	findGroup(id: string): Group | undefined {
		return this.settings.groups.find((group) => group.id === id);
	}

	isWindowOpen(customer: string): boolean {
		if (!this.settings.enforceWindow) return true;
		const last = this.contacts.find(customer)?.lastInboundAt;
		return last !== undefined && this.now() - last < 24 * 3_600_000;
	}
}

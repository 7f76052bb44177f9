/** One call of the provider: its body, and which events are in it. */
export interface PlannedCall {
	events: string[];
	body: string;
	/** Delivered once more although acknowledged, after so many further calls. */
	againAfter?: number;
}

export interface Traffic {
	/** In the order of delivery. */
	calls: PlannedCall[];
	/** Every event once, named as `NAME_EXPRESSION` names it in the workflow. */
	events: string[];
	/** Events that come before one that happened earlier, of the same message. */
	outOfOrder: number;
	redelivered: number;
}

const SHARE_AGAIN = 0.2;
const SHARE_MOVED = 0.2;
/** Calls with all statuses of a message at once. */
const SHARE_JOINT = 0.1;

/** How an event is called here and, as n8n's expression, in the workflow. */
const getName = (id: string, what: string) => `${id}:${what}`;
export const NAME_EXPRESSION = '({ json }) => json.messageId + ":" + (json.status ?? json.event)';

const STATUSES = ['sent', 'delivered', 'read'];

/** The same numbers in each run. Source: Tommy Ettinger's mulberry32, public domain. */
export function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

const TIMESTAMP = 1_790_000_000;

function envelope(value: object): string {
	const metadata = { display_phone_number: '15550001111', phone_number_id: '106' };
	const change = {
		field: 'messages',
		value: { messaging_product: 'whatsapp', metadata, ...value },
	};
	return JSON.stringify({
		object: 'whatsapp_business_account',
		entry: [{ id: 'W', changes: [change] }],
	});
}

function messageCall(number: number, run: string): PlannedCall {
	const id = `wamid.in.${run}.${number}`;
	const text = { body: `message ${number}` };
	const message = {
		id,
		from: String(60_120_000_000 + (number % 500)),
		timestamp: String(TIMESTAMP + number),
		type: 'text',
		text,
	};
	return { events: [getName(id, 'message')], body: envelope({ messages: [message] }) };
}

function statusCall(number: number, run: string, statuses: string[]): PlannedCall {
	const id = `wamid.out.${run}.${number}`;
	const list = statuses.map((status) => ({
		id,
		status,
		timestamp: String(TIMESTAMP + number),
		recipient_id: String(60_120_000_000 + (number % 500)),
	}));
	return {
		events: statuses.map((status) => getName(id, status)),
		body: envelope({ statuses: list }),
	};
}

/**
 * What a number with replies and receipts brings: for each customer's message the three statuses of
 * the business's reply, a fifth of the requests late, a fifth to be delivered again although acknowledged.
 */
export function createTraffic(events: number, run: string, seed = 1): Traffic {
	const random = createRandom(seed);
	const natural: PlannedCall[] = [];
	for (let number = 0; number < Math.ceil(events / 4); number++) {
		natural.push(messageCall(number, run));
		const isJoint = random() < SHARE_JOINT;
		const groups = isJoint ? [STATUSES] : STATUSES.map((status) => [status]);
		natural.push(...groups.map((statuses) => statusCall(number, run, statuses)));
	}
	const placed = natural.map((call, index) => ({
		call,
		at: random() < SHARE_MOVED ? index + 1 + random() * 200 : index,
	}));
	const calls = placed.sort((a, b) => a.at - b.at).map(({ call }) => call);
	for (const call of calls) {
		if (random() >= SHARE_AGAIN) continue;
		// Half of them soon, half of them much later.
		call.againAfter = Math.ceil(random() * (random() < 0.5 ? 50 : 3000));
	}
	const again = calls.filter(({ againAfter }) => againAfter !== undefined);
	return {
		calls,
		events: calls.flatMap((call) => call.events),
		outOfOrder: countLate(calls.flatMap((call) => call.events)),
		redelivered: again.flatMap((call) => call.events).length,
	};
}

function countLate(names: string[]): number {
	const highest = new Map<string, number>();
	let late = 0;
	for (const name of names) {
		const [, id = '', what = ''] = /^(.*):(.*)$/.exec(name) ?? [];
		const rank = STATUSES.indexOf(what);
		const before = highest.get(id) ?? -1;
		if (rank >= 0 && rank < before) late++;
		highest.set(id, Math.max(rank, before));
	}
	return late;
}

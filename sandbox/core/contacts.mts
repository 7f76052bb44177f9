import { BoundedMap } from './bounded.mts';
import type { Contact, ConversationEntry } from './types.mts';

const ENTRIES_PER_CONTACT = 2000;

/** The people an account talks with, found by phone number or by business-scoped user id. */
export class Contacts {
	private list: BoundedMap<Contact>;
	private byUserId = new Map<string, Contact>();
	private waiting = new WeakMap<Contact, Array<() => void>>();

	constructor(limit: () => number) {
		this.list = new BoundedMap(limit);
	}

	find(customer: string): Contact | undefined {
		return this.list.get(customer) ?? this.byUserId.get(customer);
	}

	get(customer: string): Contact {
		let contact = this.find(customer);
		if (!contact) {
			contact = { customer, blocked: false, phoneOff: false, entries: [] };
			this.list.set(customer, contact);
		}
		return contact;
	}

	identify(
		contact: Contact,
		{ name, userId, username }: { name?: string; userId?: string; username?: string },
	): void {
		if (name !== undefined) contact.name = name;
		if (username !== undefined) contact.username = username;
		if (userId === undefined) return;
		contact.userId = userId;
		this.byUserId.set(userId, contact);
	}

	add(contact: Contact, entry: ConversationEntry): void {
		contact.entries.push(entry);
		if (contact.entries.length > ENTRIES_PER_CONTACT) contact.entries.shift();
	}

	all(): Contact[] {
		return this.list.values();
	}

	/** Runs at once, or as soon as the customer's phone is on again. */
	whenReachable(contact: Contact, action: () => void): void {
		if (!contact.phoneOff) {
			action();
			return;
		}
		const queue = this.waiting.get(contact) ?? [];
		queue.push(action);
		this.waiting.set(contact, queue);
	}

	setPhoneOff(contact: Contact, off: boolean): void {
		contact.phoneOff = off;
		if (off) return;
		const queue = this.waiting.get(contact) ?? [];
		this.waiting.delete(contact);
		for (const action of queue) action();
	}
}

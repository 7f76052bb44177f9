import { createDeferred, type Deferred } from '../core/deferred';

/** A run whose messages have idempotency keys. */
export interface KeyOwner {
	/** Another run of this process has just sent messages with these keys. */
	onSentElsewhere(storeKeys: string[]): void;
}

interface Reservation {
	owner: KeyOwner;
	released: Deferred<void>;
}

/** One entry for each store in use: the last run to leave a store removes it. */
const stores = new Map<string, InFlightKeys>();

/**
 * Keys of one store that runs of this process are sending at the moment. The store can't tell a
 * second run whether the first run's message will be accepted, so the second run waits for it.
 *
 * A run reserves all keys of a request or none, and reserves nothing while it waits: no deadlock.
 */
export class InFlightKeys {
	private readonly owners = new Set<KeyOwner>();

	private readonly reservations = new Map<string, Reservation>();

	private constructor(private readonly store: string) {}

	/** @param store its name: runs with the same name share it */
	static join(store: string, owner: KeyOwner): InFlightKeys {
		const keys = stores.get(store) ?? new InFlightKeys(store);
		stores.set(store, keys);
		keys.owners.add(owner);
		return keys;
	}

	/** The run has ended: releases all that it reserved. */
	leave(owner: KeyOwner): void {
		const own = [...this.reservations].filter(([, reservation]) => reservation.owner === owner);
		this.release(
			owner,
			own.map(([storeKey]) => storeKey),
		);
		this.owners.delete(owner);
		if (this.owners.size === 0) stores.delete(this.store);
	}

	/** @returns undefined when all are reserved now; else none is, and this resolves when to ask again */
	acquire(owner: KeyOwner, storeKeys: string[]): Promise<void> | undefined {
		for (const storeKey of storeKeys) {
			const reservation = this.reservations.get(storeKey);
			if (reservation && reservation.owner !== owner) return reservation.released.promise;
		}
		for (const storeKey of storeKeys) {
			if (this.reservations.has(storeKey)) continue;
			this.reservations.set(storeKey, { owner, released: createDeferred() });
		}
		return undefined;
	}

	release(owner: KeyOwner, storeKeys: string[]): void {
		for (const storeKey of storeKeys) {
			const reservation = this.reservations.get(storeKey);
			if (reservation?.owner !== owner) continue;
			this.reservations.delete(storeKey);
			reservation.released.resolve();
		}
	}

	/** What the other runs asked the store before may be out of date. */
	notifySent(owner: KeyOwner, storeKeys: string[]): void {
		for (const other of this.owners) if (other !== owner) other.onSentElsewhere(storeKeys);
	}
}

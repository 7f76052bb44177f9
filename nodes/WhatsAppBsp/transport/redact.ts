import type { Account } from '../providers/provider';

const SECRET_FIELD = /key|secret|password|token/i;

/** Shorter values would blot out half the answer, and are no secrets. */
const SHORTEST_SECRET = 6;

/** Blots an account's secrets out of a text, as they are and as they stand in a URL. */
export function redact(text: string, account: Account): string {
	let clean = text;
	for (const [field, value] of Object.entries(account)) {
		if (!SECRET_FIELD.test(field) || typeof value !== 'string') continue;
		if (value.length < SHORTEST_SECRET) continue;
		for (const form of new Set([value, encodeURIComponent(value)])) {
			clean = clean.split(form).join('[hidden]');
		}
	}
	return clean;
}

import type { Account } from '../../core/account.mts';

interface UploadSession {
	mimeType: string;
	size: number;
	received: Buffer;
}

/** What 360dialog and Meta remember about an account's templates. */
interface TemplateState {
	/** Times of the edits of an approved template, by its id. */
	edits: Map<string, number[]>;
	/** When an approved template of this name was deleted. */
	deletedNames: Map<string, number>;
	uploads: Map<string, UploadSession>;
	/** Of files that can be an example. */
	handles: Set<string>;
}

const states = new WeakMap<Account, TemplateState>();

export function getTemplateState(account: Account): TemplateState {
	let state = states.get(account);
	if (!state) {
		state = {
			edits: new Map(),
			deletedNames: new Map(),
			uploads: new Map(),
			handles: new Set(),
		};
		states.set(account, state);
	}
	return state;
}

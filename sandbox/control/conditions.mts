import type { Account } from '../core/account.mts';
import { faultSchema } from '../core/faults.mts';
import type { Outcome } from '../core/types.mts';

const SLOW_MS = 6000;

const sellsCredit = (account: Account) => account.settings.price > 0;

/** Prepaid providers reject by balance; Meta by the payment method of the business (131042). */
function removeCredit(account: Account): () => void {
	if (sellsCredit(account)) {
		const before = account.balance;
		account.balance = 0;
		return () => {
			account.balance = before;
		};
	}
	const outcome: Outcome = { to: '*', times: null, reject: { code: '131042' } };
	account.outcomes.unshift(outcome);
	return () => {
		account.outcomes = account.outcomes.filter((candidate) => candidate !== outcome);
	};
}

function pauseTemplates(account: Account): () => void {
	const paused = account.templates.filter(({ status }) => status === 'APPROVED');
	for (const template of paused) template.status = 'PAUSED';
	return () => {
		for (const template of paused) template.status = 'APPROVED';
	};
}

function slowDown(account: Account): () => void {
	const before = account.settings.latencyMs;
	account.settings.latencyMs = SLOW_MS;
	return () => {
		account.settings.latencyMs = before;
	};
}

function takeDown(account: Account): () => void {
	const fault = faultSchema.parse({ kind: 'html', status: 503, times: null, processed: false });
	account.faults.add(fault);
	return () => account.faults.remove(fault);
}

function sendReadReceipts(account: Account): () => void {
	const before = account.settings.receipts;
	account.settings.receipts = { ...before, readMs: before.readMs ?? 600 };
	return () => {
		account.settings.receipts = { ...account.settings.receipts, readMs: before.readMs };
	};
}

/** Situations that a person switches on and off; each returns what undoes it. */
const CONDITIONS: Record<string, (account: Account) => () => void> = {
	noCredit: removeCredit,
	templatePaused: pauseTemplates,
	slow: slowDown,
	down: takeDown,
	readReceipts: sendReadReceipts,
};

export const conditionNames = Object.keys(CONDITIONS);

/** Switching on twice is once: the way back must lead to how it was before. */
export function setCondition(account: Account, name: string, on: boolean): string[] {
	const undo = account.conditions.get(name);
	if (on && !undo) {
		const start = CONDITIONS[name];
		if (start) account.conditions.set(name, start(account));
	}
	if (!on && undo) {
		undo();
		account.conditions.delete(name);
	}
	return [...account.conditions.keys()];
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is truthy; a thrown error means "not yet". */
export async function until<T>(
	what: string,
	ms: number,
	question: () => Promise<T> | T,
): Promise<NonNullable<T>> {
	const end = Date.now() + ms;
	for (;;) {
		const answer = await Promise.resolve()
			.then(question)
			.catch(() => undefined);
		if (answer) return answer;
		if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
		await sleep(100);
	}
}

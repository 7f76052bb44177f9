/** Executions of this process take turns at a store: it has no lock of its own. */
const turns = new Map<string, Promise<void>>();

/** Does the work when everybody before is done with the store of this name, in this process. */
export async function inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
	const before = turns.get(name) ?? Promise.resolve();
	let done = () => {};
	const turn = before.then(async () => await new Promise<void>((resolve) => (done = resolve)));
	turns.set(name, turn);
	await before;
	try {
		return await work();
	} finally {
		done();
		if (turns.get(name) === turn) turns.delete(name);
	}
}

import { freeAccount } from '../support/accounts';
import { runNode } from '../support/engine';
import { items, send } from '../support/manyItems';

it('lets other work of the process run while it reads many items', async () => {
	const account = await freeAccount();
	const count = 2000;
	let turns = 0;
	let isReading = true;
	const takeTurn = () => {
		turns += 1;
		if (isReading) setImmediate(takeTurn);
	};
	setImmediate(takeTurn);
	// Nothing is sent: what runs in between runs while items are read.
	const { json } = await runNode(
		account,
		{ ...send, options: { dryRun: true } },
		{ items: items(count) },
	);
	isReading = false;
	expect(json).toHaveLength(count);
	// One slice is 100 items at most.
	expect(turns).toBeGreaterThanOrEqual(count / 100);
});

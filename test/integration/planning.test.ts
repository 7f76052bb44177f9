import type { IDataObject } from 'n8n-workflow';
import { freeAccount } from '../support/accounts';
import { runNode } from '../support/engine';
import { items, phone, send } from '../support/manyItems';

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

it('lets n8n evaluate each expression once an item', async () => {
	const account = await freeAccount();
	const read: string[] = [];
	const watch = (i: number) => ({
		get to() {
			read.push(`to ${i}`);
			return phone(i);
		},
		get data() {
			read.push(`data ${i}`);
			return `order ${i}`;
		},
	});
	// More than a field’s name, which is read without n8n.
	const options = { dryRun: true, callbackData: '={{ $json.data + "" }}' };
	const { json } = await runNode(
		account,
		{ ...send, to: '={{ $json.to + "" }}', text: 'Hi', options },
		{ items: [{ json: watch(0) }, { json: watch(1) }] },
	);
	expect(json.map(({ payload }) => (payload as IDataObject).biz_opaque_callback_data)).toEqual([
		'order 0',
		'order 1',
	]);
	expect(read).toEqual(['data 0', 'to 0', 'data 1', 'to 1']);
});

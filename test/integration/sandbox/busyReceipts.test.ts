import { busyReceipts } from './program/busyReceipts';

it('keeps the receipts of a message in order, however busy the sandbox is', async () => {
	const receipts = await busyReceipts();
	expect(receipts).toEqual(Array(40).fill('sent,delivered,read'));
});

import { createReceipt, createReceiptWait, createRegistry, find } from '../../support/waitRegistry';

describe('a receipt', () => {
	it.each([
		['delivered', 'sent', undefined],
		['delivered', 'delivered', '1'],
		['delivered', 'read', '1'],
		['delivered', 'failed', '1'],
		['read', 'delivered', undefined],
		['read', 'read', '1'],
		['read', 'failed', '1'],
	] as const)('where `%s` is awaited: %s', (until, status, expected) => {
		expect(find(createRegistry(createReceiptWait(until)), createReceipt(status))).toBe(expected);
	});

	it('of another message ends nothing', () => {
		expect(
			find(createRegistry(createReceiptWait('delivered')), createReceipt('delivered', 'wamid.2')),
		).toBeUndefined();
	});
});

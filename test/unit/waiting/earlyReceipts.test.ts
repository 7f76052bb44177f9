import { EarlyReceipts } from '../../../nodes/WhatsAppBsp/waiting/earlyReceipts';
import { createQuestionWait, createReceipt, createReceiptWait } from '../../support/waitRegistry';

describe('a receipt', () => {
	it('may come before its wait was registered', () => {
		const receipts = new EarlyReceipts();
		receipts.record(createReceipt('sent'));
		expect(receipts.find(createReceiptWait('delivered'))).toBeUndefined();
		receipts.record(createReceipt('delivered'));
		expect(receipts.find(createReceiptWait('delivered'))?.status).toBe('delivered');
		expect(receipts.find(createReceiptWait('read'))).toBeUndefined();
		expect(receipts.find(createQuestionWait('1'))).toBeUndefined();
		expect(receipts.find(createReceiptWait('delivered', { messageId: null }))).toBeUndefined();
	});

	it.each([
		['delivered', ['delivered', 'sent'], 'delivered'],
		['read', ['read', 'delivered'], 'read'],
		['delivered', ['read', 'delivered', 'sent'], 'read'],
		['read', ['failed', 'sent'], 'failed'],
		['delivered', ['sent', 'delivered', 'read'], 'read'],
		['read', ['played', 'sent', 'delivered'], 'played'],
		['read', ['delivered', 'sent'], undefined],
		['delivered', ['sent', 'sent'], undefined],
		['delivered', ['failed', 'delivered'], 'delivered'],
	] as const)('counts where `%s` is awaited, in the order %j', (until, statuses, expected) => {
		const receipts = new EarlyReceipts();
		for (const status of statuses) receipts.record(createReceipt(status));
		expect(receipts.find(createReceiptWait(until))?.status).toBe(expected);
	});

	it('is not kept if it is larger than any receipt', () => {
		const receipts = new EarlyReceipts();
		const huge = { ...createReceipt('delivered'), raw: { x: 'x'.repeat(20_000) } };
		receipts.record(huge);
		expect(receipts.find(createReceiptWait('delivered'))).toBeUndefined();
	});

	it('is forgotten after 1000 others and a tenth', () => {
		const receipts = new EarlyReceipts();
		receipts.record(createReceipt('delivered'));
		for (let i = 0; i < 1099; i++) receipts.record(createReceipt('delivered', `wamid.x${i}`));
		expect(receipts.find(createReceiptWait('delivered'))).toBeDefined();
		receipts.record(createReceipt('delivered', 'wamid.last'));
		expect(receipts.find(createReceiptWait('delivered'))).toBeUndefined();
	});
});

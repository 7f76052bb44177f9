import { WaitRegistry } from '../../../nodes/WhatsAppBsp/waiting/waitRegistry';
import {
	createQuestionWait,
	createReceipt,
	createReceiptWait,
	createRegistry,
	find,
} from '../../support/waitRegistry';

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

	it('may come before its wait was registered', () => {
		const registry = new WaitRegistry();
		registry.recordStatus(createReceipt('sent'));
		expect(registry.findEarlierStatus(createReceiptWait('delivered'))).toBeUndefined();
		registry.recordStatus(createReceipt('delivered'));
		expect(registry.findEarlierStatus(createReceiptWait('delivered'))?.status).toBe('delivered');
		expect(registry.findEarlierStatus(createReceiptWait('read'))).toBeUndefined();
		expect(registry.findEarlierStatus(createQuestionWait('1'))).toBeUndefined();
		expect(
			registry.findEarlierStatus(createReceiptWait('delivered', { messageId: null })),
		).toBeUndefined();
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
		const registry = new WaitRegistry();
		for (const status of statuses) registry.recordStatus(createReceipt(status));
		expect(registry.findEarlierStatus(createReceiptWait(until))?.status).toBe(expected);
	});

	it('is not kept if it is larger than any receipt', () => {
		const registry = new WaitRegistry();
		const huge = { ...createReceipt('delivered'), raw: { x: 'x'.repeat(20_000) } };
		registry.recordStatus(huge);
		expect(registry.findEarlierStatus(createReceiptWait('delivered'))).toBeUndefined();
	});

	it('is forgotten after 1000 others and a tenth', () => {
		const registry = new WaitRegistry();
		registry.recordStatus(createReceipt('delivered'));
		for (let i = 0; i < 1099; i++) registry.recordStatus(createReceipt('delivered', `wamid.x${i}`));
		expect(registry.findEarlierStatus(createReceiptWait('delivered'))).toBeDefined();
		registry.recordStatus(createReceipt('delivered', 'wamid.last'));
		expect(registry.findEarlierStatus(createReceiptWait('delivered'))).toBeUndefined();
	});
});

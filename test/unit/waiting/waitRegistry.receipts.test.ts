import { WaitRegistry } from '../../../nodes/WhatsAppBsp/waiting/waitRegistry';
import { ask, awaitReceipt, find, open, receipt } from '../../support/waitRegistry';

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
		expect(find(open(awaitReceipt(until)), receipt(status))).toBe(expected);
	});

	it('of another message ends nothing', () => {
		expect(find(open(awaitReceipt('delivered')), receipt('delivered', 'wamid.2'))).toBeUndefined();
	});

	it('may come before its wait was registered', () => {
		const registry = new WaitRegistry();
		registry.recordStatus(receipt('sent'));
		expect(registry.findEarlierStatus(awaitReceipt('delivered'))).toBeUndefined();
		registry.recordStatus(receipt('delivered'));
		expect(registry.findEarlierStatus(awaitReceipt('delivered'))?.status).toBe('delivered');
		expect(registry.findEarlierStatus(awaitReceipt('read'))).toBeUndefined();
		expect(registry.findEarlierStatus(ask('1'))).toBeUndefined();
		expect(
			registry.findEarlierStatus(awaitReceipt('delivered', { messageId: null })),
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
		for (const status of statuses) registry.recordStatus(receipt(status));
		expect(registry.findEarlierStatus(awaitReceipt(until))?.status).toBe(expected);
	});

	it('is not kept if it is larger than any receipt', () => {
		const registry = new WaitRegistry();
		const huge = { ...receipt('delivered'), raw: { x: 'x'.repeat(20_000) } };
		registry.recordStatus(huge);
		expect(registry.findEarlierStatus(awaitReceipt('delivered'))).toBeUndefined();
	});

	it('is forgotten after 1000 others and a tenth', () => {
		const registry = new WaitRegistry();
		registry.recordStatus(receipt('delivered'));
		for (let i = 0; i < 1099; i++) registry.recordStatus(receipt('delivered', `wamid.x${i}`));
		expect(registry.findEarlierStatus(awaitReceipt('delivered'))).toBeDefined();
		registry.recordStatus(receipt('delivered', 'wamid.last'));
		expect(registry.findEarlierStatus(awaitReceipt('delivered'))).toBeUndefined();
	});
});

import { parseWaitRegistration } from '../../../nodes/WhatsAppBsp/waiting/waitRegistration';
import { createWait } from '../../support/waits';

describe('a registration', () => {
	it.each([
		createWait(),
		createWait({ accepts: 'status', waitUntil: 'read', expiresAt: 8_640_000_000_000_000 }),
		createWait({ accepts: 'nothing', messageId: null, people: [] }),
	])('is read as it was sent: %j', (wait) => {
		expect(parseWaitRegistration(JSON.parse(JSON.stringify(wait)))).toEqual(wait);
	});

	it('is read without what another version adds, and what only the trigger sets', () => {
		const more = { registeredAt: 1, note: 'new' };
		expect(parseWaitRegistration({ ...createWait(), ...more })).toEqual(createWait());
	});

	it.each<[string, unknown]>([
		['null', null],
		['a list', []],
		['nothing', {}],
		['no execution', { ...createWait(), executionId: undefined }],
		['a number as a signature', { ...createWait(), signature: 1 }],
		['an unknown kind of answer', { ...createWait(), accepts: 'toString' }],
		['one person', { ...createWait(), people: '4915201234567' }],
		['people that are no texts', { ...createWait(), people: [4915201234567] }],
		['no message ID, not even null', { ...createWait(), messageId: undefined }],
		['an object to wait until', { ...createWait(), waitUntil: {} }],
		['a text as a time', { ...createWait(), expiresAt: '2026-11-20' }],
	])('is not: %s', (_, json) => {
		expect(parseWaitRegistration(json)).toBeUndefined();
	});
});

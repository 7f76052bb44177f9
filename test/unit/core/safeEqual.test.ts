import { safeEqual } from '../../../nodes/WhatsAppBsp/core/safeEqual';

describe('two secrets', () => {
	it('are the same when they are equal', () => expect(safeEqual('abc', 'abc')).toBe(true));
	it('differ in one letter', () => expect(safeEqual('abd', 'abc')).toBe(false));
	it('differ in length', () => expect(safeEqual('abcd', 'abc')).toBe(false));
	it('differ in letters of more than one byte', () => expect(safeEqual('é', 'e')).toBe(false));
	it('differ when one is missing', () => expect(safeEqual(undefined, 'abc')).toBe(false));
	it('never match an empty one', () => expect(safeEqual('', '')).toBe(false));
});

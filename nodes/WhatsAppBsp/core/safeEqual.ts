import { timingSafeEqual } from 'crypto';

/** Whether two secrets are equal, without telling by the time it takes where they differ. */
export function safeEqual(given: string | undefined, expected: string): boolean {
	if (given === undefined || expected === '') return false;
	const bytes = Buffer.from(given);
	const expectedBytes = Buffer.from(expected);
	return bytes.length === expectedBytes.length && timingSafeEqual(bytes, expectedBytes);
}

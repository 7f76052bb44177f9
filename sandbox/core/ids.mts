import { createHash, randomBytes, randomInt } from 'node:crypto';

export const createHex = (bytes: number) => randomBytes(bytes).toString('hex');
export const createAlphanumeric = (length: number) =>
	randomBytes(length * 2)
		.toString('base64')
		.replace(/[^A-Za-z0-9]/g, '')
		.slice(0, length);
export const createDigits = (length: number) =>
	String(randomInt(1, 10)) + Array.from({ length: length - 1 }, () => randomInt(0, 10)).join('');

/**
 * Looks like Meta's: `wamid.` and base64 with the customer's number in it.
 * @param of another system's id of the same message; the same one gives the same wamid
 */
export const createWamid = (customer: string, of?: string) =>
	`wamid.${Buffer.from(`\x1d\x18${customer}\x15\x02`)
		.toString('base64')
		.replace(/=+$/, '')}${createTail(of).toString('base64url').replace(/[-_]/g, 'A')}A=`;

const createTail = (of: string | undefined) =>
	of === undefined ? randomBytes(18) : createHash('sha256').update(of).digest().subarray(0, 18);

export const createOnPremiseId = () =>
	`gBGH${randomBytes(18).toString('base64url').replace(/[-_]/g, 'x')}`;

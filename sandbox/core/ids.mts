import { createHash, randomBytes, randomInt } from 'node:crypto';

export const hex = (bytes: number) => randomBytes(bytes).toString('hex');
export const alphanumeric = (length: number) =>
	randomBytes(length * 2)
		.toString('base64')
		.replace(/[^A-Za-z0-9]/g, '')
		.slice(0, length);
export const digits = (length: number) =>
	String(randomInt(1, 10)) + Array.from({ length: length - 1 }, () => randomInt(0, 10)).join('');

/**
 * Looks like Meta's: `wamid.` and base64 with the customer's number in it.
 * @param of another system's id of the same message; the same one gives the same wamid
 */
export const wamid = (customer: string, of?: string) =>
	`wamid.${Buffer.from(`\x1d\x18${customer}\x15\x02`)
		.toString('base64')
		.replace(/=+$/, '')}${tail(of).toString('base64url').replace(/[-_]/g, 'A')}A=`;

const tail = (of: string | undefined) =>
	of === undefined ? randomBytes(18) : createHash('sha256').update(of).digest().subarray(0, 18);

export const onPremiseId = () =>
	`gBGH${randomBytes(18).toString('base64url').replace(/[-_]/g, 'x')}`;

import { createHmac } from 'crypto';
import { safeEqual } from '../core/safeEqual';
import type { Account } from '../providers/request';
import { getSentSecrets } from '../transport/redactSecrets';

/** Proves that a request comes from a node of this package with the same credential. */
export const PROOF_HEADER = 'X-N8N-Wait-Proof';

/** HMAC-SHA256, hex, keyed with the credential's secrets. */
export function createProof(purpose: string, body: Buffer | string, account: Account): string {
	return createHmac('sha256', getSentSecrets(account).join('\n'))
		.update(`${purpose}\n`)
		.update(body)
		.digest('hex');
}

export function verifyProof(
	purpose: string,
	body: Buffer | string,
	account: Account,
	proof: string | undefined,
): boolean {
	return (
		getSentSecrets(account).length > 0 && safeEqual(proof, createProof(purpose, body, account))
	);
}

import type { Account } from '../../../nodes/WhatsAppBsp/providers/request';
import { createProof, verifyProof } from '../../../nodes/WhatsAppBsp/waiting/proof';
import { hmacSha256 } from '../../support/runtime';

const PURPOSE = 'answer';
const BODY = '{"value":"yes – 👍"}';
const ACCOUNT: Account = { apiKey: 'example-key', webhookSecret: 'example-webhook-secret' };
const PROOF = createProof(PURPOSE, BODY, ACCOUNT);

const verify = (changes: {
	purpose?: string;
	body?: Buffer | string;
	account?: Account;
	proof?: string;
}) => {
	const { purpose, body, account, proof } = {
		purpose: PURPOSE,
		body: BODY,
		account: ACCOUNT,
		proof: PROOF,
		...changes,
	};
	return verifyProof(purpose, body, account, proof);
};

it('is an HMAC of purpose and body with the secret that the provider gets', () => {
	expect(PROOF).toBe(hmacSha256('example-key', `${PURPOSE}\n${BODY}`));
});

it('holds for the same bytes', () => {
	expect(verify({})).toBe(true);
	expect(verify({ body: Buffer.from(BODY) })).toBe(true);
});

it('holds where only other secrets of the credential differ, which the trigger may have alone', () => {
	expect(verify({ account: { apiKey: ' example-key ', webhookSecret: 'another' } })).toBe(true);
});

it.each([
	['of another body', { body: BODY.replace('yes', 'no') }],
	['of the same JSON in other bytes', { body: BODY.replace(':', ': ') }],
	['for another purpose', { purpose: 'registration' }],
	['with another secret', { account: { apiKey: 'another-key' } }],
	['that was cut', { proof: PROOF.slice(0, -1) }],
	['that is empty', { proof: '' }],
	['that is missing', { proof: undefined }],
])('fails for one %s', (_, changes) => {
	expect(verify(changes)).toBe(false);
});

it.each([
	['no fields', {}],
	['an empty secret', { apiKey: '' }],
	['a blank secret', { apiKey: '  ' }],
	['only what webhook calls are verified by', { webhookSecret: 'example-webhook-secret' }],
])('fails with %s, although anybody could compute it', (_, account: Account) => {
	expect(verify({ account, proof: createProof(PURPOSE, BODY, account) })).toBe(false);
});

it('tells purpose and body apart', () => {
	const proof = createProof('a', 'b\nc', ACCOUNT);
	expect(verify({ purpose: 'a', body: 'b\nc', proof })).toBe(true);
	expect(verify({ purpose: 'ab', body: '\nc', proof })).toBe(false);
});

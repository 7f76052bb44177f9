import { createAccount, type SandboxAccount } from '../../support/sandboxClient';
import { eventually, http, getEnvironment, TEST_MS, textsTo, type Json } from './environment';

/** A code for a website, sent and checked. */
export function oneTimePassword(): void {
	describe('one-time-password-socnet', () => {
		const PHONE = '+256 700 000000';
		const DIGITS = '256700000000';
		let account: SandboxAccount;

		const ask = async (phone: string) =>
			await http.post<Json>(`${getEnvironment().data.n8n}/webhook/whatsapp-code`, { phone });
		const check = async (phone: string, code: string) =>
			(
				await http.post<Json>(`${getEnvironment().data.n8n}/webhook/whatsapp-code-check`, {
					phone,
					code,
				})
			).data;
		const codeSentTo = async (to: string) => {
			const [message] = await account.messages(to);
			return String(message.payload.msg);
		};

		beforeAll(async () => {
			account = await createAccount('socnet', {
				settings: { unregisteredNumbers: ['256700000009'] },
			});
			const imported = await getEnvironment().importExample('one-time-password-socnet', [
				await getEnvironment().createAccountCredential(account),
			]);
			await imported.activate();
		}, TEST_MS);

		it(
			'sends a code that is valid once',
			async () => {
				const response = await ask(PHONE);
				expect([response.status, response.data]).toEqual([200, { sent: true }]);
				const code = await codeSentTo(DIGITS);
				expect(code).toMatch(/^\d{6}$/);
				expect(await textsTo(account, DIGITS)).toEqual([expect.stringContaining(code)]);
				expect(await check(PHONE, code)).toEqual({ valid: true });
				expect(await check(PHONE, code)).toEqual({ valid: false });
			},
			TEST_MS,
		);

		it(
			'sends no second code within a minute, and bears five wrong tries',
			async () => {
				const [phone, digits] = ['+256 700 000001', '256700000001'];
				await ask(phone);
				const again = await ask(phone);
				expect([again.status, again.data.sent]).toEqual([429, false]);
				expect(await account.messages(digits)).toHaveLength(1);
				const code = await codeSentTo(digits);
				const wrong = code === '000000' ? '111111' : '000000';
				for (let tries = 0; tries < 5; tries++) {
					expect(await check(phone, wrong)).toEqual({ valid: false });
				}
				expect(await check(phone, code)).toEqual({ valid: false });
			},
			TEST_MS,
		);

		it(
			'says so when the number is not on WhatsApp, and knows no code for it',
			async () => {
				const response = await ask('+256 700 000009');
				expect([response.status, response.data.sent]).toEqual([422, false]);
				expect(response.data.reason).toEqual(expect.any(String));
				expect(await check('+256 700 000008', '123456')).toEqual({ valid: false });
				// Nothing was sent, so nobody has to wait.
				await eventually('another try', async () => (await ask('+256 700 000009')).status === 422);
				expect(
					(await getEnvironment().rows('whatsapp_codes')).map(({ phone }) => phone),
				).not.toContain('256700000008');
			},
			TEST_MS,
		);
	});
}

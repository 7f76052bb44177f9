import { createAccount, type SandboxAccount } from '../../support/sandboxClient';
import {
	getEnvironment,
	getItems,
	several,
	TEST_MS,
	type Execution,
	type ImportedExample,
} from './environment';

const TO = '60123240066';

/** n8n looks for waits that are over once a minute. */
const TIMEOUT_MS = 150_000;

/** What was sent, oldest first: its kind and what the customer reads. */
const sent = async (account: SandboxAccount) =>
	(await account.messages(TO)).map(({ type, text }) => [type, text]);

let imported: ImportedExample;

/** A code that goes out as an SMS when WhatsApp does not deliver it. */
export function oneTimePasswordBySms(): void {
	describe('one-time-password-bulk360', () => {
		let account: SandboxAccount;
		const CODE = '482913 is your verification code.';

		beforeEach(async () => {
			account = await createAccount('bulk360');
			const credentials = [await getEnvironment().createAccountCredential(account)];
			const url = `${getEnvironment().data.n8n}/webhook/$1/webhook`;
			// What the note asks for.
			const pasteUrl = (text: string) => {
				const [, id] = /"webhookId":"([^"]+)"/.exec(text) ?? [];
				return text.replace(/"triggerUrl":"[^"]+"/, `"triggerUrl":"${url.replace('$1', id)}"`);
			};
			imported = await getEnvironment().importExample(
				'one-time-password-bulk360',
				credentials,
				pasteUrl,
			);
			const receipts = imported.webhookUrl('Receipts');
			await account.setPortal({ moUrl: receipts, dnUrl: receipts });
			await imported.activate();
		}, TEST_MS);
		afterEach(async () => await imported.deactivate());

		const ends = (execution: Execution) =>
			['Sent on WhatsApp', 'Sent as SMS'].map((name) => getItems(execution, name));
		const bySms = (whatsApp: unknown) => [
			[],
			[{ phone: '+60 12-324 0066', channel: 'SMS', whatsApp }],
		];

		it(
			'sends no SMS once WhatsApp has delivered the code',
			async () => {
				const execution = await imported.run('Try it', TIMEOUT_MS);
				expect(ends(execution)).toEqual([[{ phone: '+60 12-324 0066', channel: 'WhatsApp' }], []]);
				expect(await sent(account)).toEqual([['text', CODE]]);
				expect(await imported.executions()).toHaveLength(1);
			},
			TIMEOUT_MS + TEST_MS,
		);

		it(
			'sends the SMS immediately when WhatsApp reports that the code can’t be delivered',
			async () => {
				await account.setOutcome({ to: TO, final: 'failed', code: '505' });
				const execution = await imported.run('Try it');
				expect(ends(execution)).toEqual(bySms('The number isn’t in use'));
				expect(await sent(account)).toEqual([
					['text', CODE],
					['sms', CODE],
				]);
			},
			TEST_MS,
		);

		it(
			'sends the SMS when Bulk360 rejects the code right away',
			async () => {
				await account.setOutcome({ to: TO, reject: { code: '406' } });
				const execution = await imported.run('Try it');
				expect(ends(execution)).toEqual(bySms(expect.stringMatching(/^(?!Not delivered).+/)));
				expect(await sent(account)).toEqual([['sms', CODE]]);
			},
			TEST_MS,
		);

		it(
			'sends the SMS when the code isn’t delivered in time',
			async () => {
				await account.phoneOff(TO);
				const execution = await imported.run('Try it', TIMEOUT_MS);
				expect(ends(execution)).toEqual(bySms('Not delivered in time'));
				expect(await sent(account)).toEqual([
					['text', CODE],
					['sms', CODE],
				]);
			},
			TIMEOUT_MS + TEST_MS,
		);
	});
}

/** Three ways to reach a customer, one after the other. */
export function textTemplateProvider(): void {
	describe('text-template-provider-360dialog-bulk360', () => {
		let first: SandboxAccount;
		let second: SandboxAccount;
		const SHIPPED = 'Hi Ana, your order A-1042 has shipped.';

		const open = async (edit?: (text: string) => string) => {
			first = await createAccount('dialog360');
			second = await createAccount('bulk360');
			imported = await getEnvironment().importExample(
				'text-template-provider-360dialog-bulk360',
				[
					await getEnvironment().createAccountCredential(first),
					await getEnvironment().createAccountCredential(second),
				],
				edit,
			);
			await imported.activate();
		};
		afterEach(async () => await imported.deactivate());

		const run = async () => {
			const execution = await imported.run('Try it', TIMEOUT_MS);
			return {
				ends: ['Sent', 'Look first'].map((name) => getItems(execution, name)),
				sent: [await sent(first), await sent(second)],
			};
		};
		const sentBy = (provider: string, status: string) => [
			[
				{
					orderNumber: 'A-1042',
					provider,
					status,
					messageId: expect.any(String) as string,
				},
			],
			[],
		];
		const lookFirst = (reason: unknown) => [
			[],
			[{ orderNumber: 'A-1042', phone: '+60 12-324 0066', reason }],
		];

		it(
			'sends a text to a customer who has written',
			async () => {
				await open();
				await first.writeText(TO);
				expect(await run()).toEqual({
					ends: sentBy('dialog360', 'delivered'),
					sent: [[['text', SHIPPED]], []],
				});
			},
			TIMEOUT_MS,
		);

		it(
			'sends a template after a text outside the 24-hour window',
			async () => {
				await open();
				expect(await run()).toEqual({
					ends: sentBy('dialog360', 'delivered'),
					sent: [
						[
							['text', SHIPPED],
							['template', SHIPPED],
						],
						[],
					],
				});
				// The receipts started nothing.
				expect(await imported.executions()).toHaveLength(1);
			},
			TIMEOUT_MS,
		);

		it(
			'sends through the other provider when text and template fail',
			async () => {
				await open();
				await first.setOutcome({ to: TO, final: 'failed', code: '131026', times: null });
				expect(await run()).toEqual({
					ends: sentBy('bulk360', 'accepted'),
					sent: [
						[
							['text', SHIPPED],
							['template', SHIPPED],
						],
						[['text', SHIPPED]],
					],
				});
			},
			TIMEOUT_MS,
		);

		it(
			'sends through the other provider when 360dialog rejects both right away',
			async () => {
				await open();
				await first.setOutcome({ to: TO, reject: { code: '131042' }, times: null });
				expect(await run()).toEqual({
					ends: sentBy('bulk360', 'accepted'),
					sent: [[], [['text', SHIPPED]]],
				});
			},
			TIMEOUT_MS,
		);

		it(
			'leaves it to a person when the outcome is unknown',
			async () => {
				await open();
				await first.writeText(TO);
				await first.addFault({ kind: 'resetAfter', method: 'POST', pathIncludes: '/messages' });
				expect(await run()).toEqual({
					ends: lookFirst(expect.stringMatching(/^.+\. .+/)),
					sent: [[['text', SHIPPED]], []],
				});
			},
			TIMEOUT_MS,
		);

		it(
			'leaves it to a person when the phone is off',
			async () => {
				await open((text) =>
					text.replaceAll(
						'"resumeAmount":10,"resumeUnit":"minutes"',
						'"resumeAmount":3,"resumeUnit":"seconds"',
					),
				);
				await first.writeText(TO);
				await first.phoneOff(TO);
				expect(await run()).toEqual({
					ends: lookFirst('Accepted, but not delivered in time. The phone may be off.'),
					sent: [[['text', SHIPPED]], []],
				});
				// The late receipt is an ordinary event.
				await first.phoneOff(TO, false);
				await several(2, 'executions', async () => await imported.executions());
			},
			TIMEOUT_MS + TEST_MS,
		);
	});
}

import { startEnvironment, stopEnvironment, TEST_MS } from '../examples/environment';
import { WITH_INSTALL_MS } from '../../support/timeouts';
import { CUSTOMER, http, WaitTestAccount } from './question';

beforeAll(startEnvironment, WITH_INSTALL_MS);
afterAll(stopEnvironment, TEST_MS);

describe('bad input', () => {
	let number: WaitTestAccount;
	beforeAll(async () => {
		number = await WaitTestAccount.open('dialog360');
	}, TEST_MS);

	it(
		'several items: said before anything is sent',
		async () => {
			const input = [{ n: 1 }, { n: 2 }];
			const question = await number.start({ responseType: 'approval' }, input);
			expect(await question.result()).toEqual({
				error:
					'An execution can wait for one answer at a time, but the input has several items [Item 0]',
			});
			expect(await number.account.messages()).toEqual([]);
		},
		TEST_MS,
	);

	it(
		'no published trigger: said before anything is sent',
		async () => {
			const other = await WaitTestAccount.open('dialog360', {}, { isPublished: false });
			const question = await other.start({ responseType: 'approval' });
			expect(await question.result()).toEqual({
				error: 'No published trigger of your n8n instance gets this number’s messages',
			});
			expect(await other.account.messages()).toEqual([]);
		},
		TEST_MS,
	);

	it(
		'no trigger’s URL where the provider tells none: said before anything is sent',
		async () => {
			const silent = await WaitTestAccount.open('bulk360');
			const question = await silent.start({ responseType: 'freeText' });
			expect(await question.result()).toEqual({
				error: 'This provider doesn’t tell which trigger gets the answer',
			});
			expect(await silent.account.messages()).toEqual([]);
		},
		TEST_MS,
	);
});

describe('attacks', () => {
	let number: WaitTestAccount;
	beforeAll(async () => {
		number = await WaitTestAccount.open('dialog360');
	}, TEST_MS);

	it(
		'are rejected, and the execution goes on waiting',
		async () => {
			const question = await number.ask({ responseType: 'approval' });
			const other = await number.ask({ responseType: 'approval' });
			const url = await question.resumeUrl();
			const event = { event: 'message', from: CUSTOMER, id: '1', timestamp: '', raw: {} };
			const body = { reference: 'x', value: 'yes', event };
			const [yes] = await question.ids();
			const forged = yes.replace(/\|[0-9a-f]{64}\|/, `|${'0'.repeat(64)}|`);
			const [, otherExecution] = (await other.ids())[0].split('|');
			const swapped = yes.replace(/\|\d+\|/, `|${otherExecution}|`);

			// Straight to n8n: without a signature, without a proof, with a wrong one; a preview robot.
			expect((await http.post(url.replace(/\?.*/, ''), body)).status).toBe(401);
			expect((await http.post(url, body)).status).toBe(403);
			const headers = { 'X-N8N-Wait-Proof': '0'.repeat(64) };
			expect((await http.post(url, body, { headers })).status).toBe(403);
			expect((await http.get(url)).status).toBeGreaterThanOrEqual(400);
			// Through the customer's phone: a forged reference, and one of another execution.
			await question.tap(forged, '✓ Approve');
			await question.tap(swapped, '✓ Approve');
			for (const each of [question, other]) expect((await each.read()).status).toBe('waiting');
			await question.tap(yes, '✓ Approve');
			expect(await question.result()).toMatchObject({ data: { approved: true } });
			expect((await other.read()).status).toBe('waiting');
		},
		TEST_MS,
	);
});

import { startEnvironment, stopEnvironment, TEST_MS, type Json } from './examples/environment';
import { WITH_INSTALL_MS } from '../support/timeouts';
import { CUSTOMER, eventually, WaitTestAccount } from './waits/question';

/** n8n looks for waits that are over once a minute. */
const TIMEOUT_TEST_MS = 180_000;

const OTHER_CUSTOMER = '4915207654321';

beforeAll(startEnvironment, WITH_INSTALL_MS);
afterAll(stopEnvironment, TEST_MS);

describe.each(['dialog360', 'modica'] as const)('%s', (provider) => {
	let number: WaitTestAccount;
	/** The trigger's messages since the test began. */
	let started: () => Promise<Json[]>;
	beforeAll(async () => {
		number = await WaitTestAccount.open(provider);
	}, TEST_MS);
	beforeEach(async () => {
		const before = (await number.messagesStarted()).length;
		started = async () => (await number.messagesStarted()).slice(before);
	});

	const triggerUrl = () => (provider === 'modica' ? { triggerUrl: number.webhookUrl } : {});

	it(
		'approval: goes on with the tapped button, and the trigger starts nothing',
		async () => {
			const question = await number.ask({ responseType: 'approval' });
			const [yes] = await question.ids();
			await question.tap(yes, '✓ Approve');
			expect(await question.result()).toMatchObject({
				provider,
				operation: 'sendAndWait',
				success: true,
				status: 'answered',
				messageId: (await question.message()).id,
				to: CUSTOMER,
				data: { approved: true },
				answer: { value: 'yes', text: '✓ Approve', from: CUSTOMER, form: null },
				event: { event: 'message', button: { id: 'yes', title: '✓ Approve' } },
			});
			expect(await started()).toEqual([]);
		},
		TEST_MS,
	);

	it(
		'approval: declined with a label of its own',
		async () => {
			const values = { approvalType: 'double', approveLabel: 'Yes', disapproveLabel: 'No' };
			const question = await number.ask({ responseType: 'approval', approvalOptions: { values } });
			const [, no] = await question.ids();
			await question.tap(no, 'No');
			expect(await question.result()).toMatchObject({
				data: { approved: false },
				answer: { value: 'no', text: 'No' },
			});
		},
		TEST_MS,
	);

	it(
		'choice: up to three short ones are buttons, others a list',
		async () => {
			const titles = ['Morning', 'Noon', 'Afternoon', 'Evening'];
			const values = titles.map((title) => ({ title, value: title.toLowerCase() }));
			const buttons = await number.ask({
				responseType: 'choice',
				choices: { values: values.slice(0, 3) },
			});
			expect((await buttons.message()).payload).toMatchObject({
				interactive: { type: 'button' },
			});
			const list = await number.ask({ responseType: 'choice', choices: { values } });
			expect((await list.message()).payload).toMatchObject({ interactive: { type: 'list' } });
			await list.tap((await list.ids())[3], 'Evening');
			expect(await list.result()).toMatchObject({
				data: {},
				answer: { value: 'evening', text: 'Evening' },
			});
			await buttons.tap((await buttons.ids())[1], 'Noon');
			expect(await buttons.result()).toMatchObject({ answer: { value: 'noon', text: 'Noon' } });
			expect(await started()).toEqual([]);
		},
		TEST_MS,
	);

	it(
		'template: a quick reply carries the reference',
		async () => {
			const values = { name: 'confirm_visit', language: 'en_US' };
			await number.addQuickReplyTemplate(values);
			const question = await number.ask({
				responseType: 'template',
				...number.templateParameters(values),
			});
			const [, later] = await question.ids();
			const message = { type: 'button', button: { payload: later, text: 'Later' } };
			const context = { id: (await question.message()).id };
			await number.account.receiveInbound({ from: CUSTOMER, name: 'Ana', message, context });
			expect(await question.result()).toMatchObject({
				status: 'answered',
				answer: { value: 'Later', text: 'Later' },
			});
			expect(await started()).toEqual([]);
		},
		TEST_MS,
	);

	it(
		'flow: the answers come back as values',
		async () => {
			const question = await number.ask({
				responseType: 'flow',
				flowId: '1234567890123456',
				buttonText: 'Book',
			});
			const text = JSON.stringify((await question.message()).payload);
			const [, token] = /"flow_token":"([^"]*)"/.exec(text) ?? [];
			const response_json = JSON.stringify({ flow_token: token, guests: 3, name: 'Ana' });
			const nfm_reply = { name: 'flow', body: 'Sent', response_json };
			await number.account.receiveInbound({
				from: CUSTOMER,
				name: 'Ana',
				message: { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply } },
			});
			expect(await question.result()).toMatchObject({
				status: 'answered',
				answer: { form: { name: 'flow', token: null, values: { guests: 3, name: 'Ana' } } },
			});
			expect(await started()).toEqual([]);
		},
		TEST_MS,
	);

	it(
		'freeText: whatever the person says next',
		async () => {
			const question = await number.ask({ responseType: 'freeText', options: triggerUrl() });
			await number.account.writeText(OTHER_CUSTOMER, 'I am somebody else');
			await eventually('the other', async () => (await started()).length === 1);
			await number.account.writeText(CUSTOMER, 'At six, please');
			expect(await question.result()).toMatchObject({
				status: 'answered',
				data: { chatInput: 'At six, please' },
				answer: { value: 'At six, please', text: 'At six, please', from: CUSTOMER },
			});
			await number.account.writeText(CUSTOMER, 'Thanks');
			await eventually('the thanks', async () => (await started()).length === 2);
			expect((await started()).map(({ text }) => text)).toEqual(['I am somebody else', 'Thanks']);
		},
		TEST_MS,
	);

	it(
		'freeText: of two questions the newest is answered, or the quoted one',
		async () => {
			const first = await number.ask({ responseType: 'freeText', options: triggerUrl() });
			const { id } = await first.message();
			const second = await number.ask({ responseType: 'freeText', options: triggerUrl() });
			const third = await number.ask({ responseType: 'freeText', options: triggerUrl() });
			expect(await third.hints()).toEqual([expect.stringContaining('2 other questions')]);
			if (provider === 'dialog360') {
				const message = { type: 'text', text: { body: 'to the first' } };
				await number.account.receiveInbound({
					from: CUSTOMER,
					name: 'Ana',
					message,
					context: { id },
				});
				expect(await first.result()).toMatchObject({ answer: { text: 'to the first' } });
			}
			await number.account.writeText(CUSTOMER, 'to the third');
			expect(await third.result()).toMatchObject({ answer: { text: 'to the third' } });
			await number.account.writeText(CUSTOMER, 'to the second');
			expect(await second.result()).toMatchObject({ answer: { text: 'to the second' } });
		},
		TEST_MS,
	);

	it(
		'delivery: ends when the message is read, and keeps the callback data of the user',
		async () => {
			const question = await number.ask({
				responseType: 'delivery',
				waitUntil: 'read',
				options: { callbackData: 'order-4711' },
			});
			const { id } = await question.message();
			if (provider === 'modica')
				await number.account.patch({ settings: { sendReadReceipts: true } });
			await number.account.sendReceipt({ messageId: id, status: 'read' });
			expect(await question.result()).toMatchObject({
				success: true,
				status: 'read',
				messageId: id,
				event: { status: 'read', callbackData: 'order-4711' },
			});
		},
		TEST_MS,
	);

	it(
		'hands on a time-out, after which a tap starts the workflow as an ordinary message',
		async () => {
			const limitWaitTime = {
				values: { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'seconds' },
			};
			const question = await number.ask({ responseType: 'approval', options: { limitWaitTime } });
			const [yes] = await question.ids();
			const result = await eventually(
				'the time-out',
				async () => {
					const execution = await question.read();
					return execution.status === 'success' ? await question.result() : undefined;
				},
				{ timeoutMs: TIMEOUT_TEST_MS },
			);
			expect(result).toEqual({
				provider,
				operation: 'sendAndWait',
				success: true,
				status: 'timedOut',
				messageId: (await question.message()).id,
				to: CUSTOMER,
				data: { approved: false },
				answer: null,
				event: null,
			});
			await question.tap(yes, '✓ Approve');
			const [late] = await eventually('the late tap', async () => {
				const events = await started();
				return events.length > 0 ? events : undefined;
			});
			expect(late).toMatchObject({ button: { id: 'yes', title: '✓ Approve' } });
			expect(JSON.stringify(late)).not.toContain('n8n-wait');
		},
		TIMEOUT_TEST_MS,
	);

	it(
		'a second tap, and a tap by somebody else, start the workflow as ordinary messages',
		async () => {
			const question = await number.ask({ responseType: 'approval' });
			const [yes, no] = await question.ids();
			await question.tap(no, '✗ Decline', OTHER_CUSTOMER);
			await eventually('the stranger', async () => (await started()).length === 1);
			expect((await question.read()).status).toBe('waiting');
			await question.tap(yes, '✓ Approve');
			await question.result();
			await question.tap(no, '✗ Decline');
			await eventually('the second tap', async () => (await started()).length === 2);
			expect((await started()).map(({ from, button }) => [from, (button as Json).id])).toEqual([
				[OTHER_CUSTOMER, 'no'],
				[CUSTOMER, 'no'],
			]);
			expect(await question.result()).toMatchObject({ data: { approved: true } });
		},
		TEST_MS,
	);
});

describe('bulk360', () => {
	let number: WaitTestAccount;
	beforeAll(async () => {
		number = await WaitTestAccount.open('bulk360');
	}, TEST_MS);

	it(
		'freeText: whatever the person says next',
		async () => {
			const options = { triggerUrl: number.webhookUrl };
			const question = await number.ask({ responseType: 'freeText', options });
			await number.account.writeText(CUSTOMER, 'At six, please');
			expect(await question.result()).toMatchObject({ data: { chatInput: 'At six, please' } });
		},
		TEST_MS,
	);

	it(
		'delivery: by the message ID, even if the receipt comes first',
		async () => {
			const options = { triggerUrl: number.webhookUrl };
			const question = await number.start({ responseType: 'delivery', options });
			expect(await question.result()).toMatchObject({
				success: true,
				status: 'delivered',
				event: { event: 'status', status: 'delivered' },
			});
		},
		TEST_MS,
	);
});

import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';
import type { WaitState } from '../../nodes/WhatsAppBsp/waiting/waitState';
import { runNode, type RunOptions } from '../support/engine';
import { initDeduplication } from '../support/processedDataTable';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';

const CUSTOMERS = { bulk360: '60123240066', socnet: '256772123456' } as const;
const PROVIDERS = ['bulk360', 'socnet'] as const;

/** n8n's URL in these tests, the node's id, and n8n's signature over the question's. */
const LINK =
	/\n\n(http:\/\/localhost:5678\/webhook-waiting\/1\/ask-1\?question=([0-9a-f]{16})&signature=[0-9a-f]{64})$/;

/** Two line breaks and the link. */
const ENDING = 2 + 'http://localhost:5678/webhook-waiting/1/ask-1'.length + 26 + 75;

beforeAll(initDeduplication);

const title = (...titles: string[]) => ({ values: titles.map((each) => ({ title: each })) });

describe.each(PROVIDERS)('%s', (provider) => {
	let account: SandboxAccount;
	beforeAll(async () => {
		account = await createAccount(provider);
		if (provider === 'bulk360') await account.writeText(CUSTOMERS.bulk360);
	});

	async function ask(parameters: INodeParameters, options: RunOptions = {}) {
		const all = { operation: 'sendAndWait', to: CUSTOMERS[provider], ...parameters };
		const result = await runNode(account, all, { nodeId: 'ask-1', ...options });
		const { executionData } = result.execution as IRun['data'];
		const context = executionData?.contextData['node:WhatsApp BSP'] as IDataObject | undefined;
		return { ...result, state: context?.wait as unknown as WaitState | undefined };
	}

	it('ends the message with the link, and keeps what its page shows', async () => {
		const choices = {
			values: [
				{ title: 'Home', description: 'Before 5 pm' },
				{ title: 'Workplace', value: 'work' },
			],
		};
		const { state } = await ask({ responseType: 'choice', message: 'Where to?\n', choices });
		const { text = '', id } = (await account.messages()).at(-1) ?? {};
		const [, , questionId] = LINK.exec(text) ?? [];
		expect(text.replace(LINK, '')).toBe('Where to?\n');
		expect(state).toEqual({
			provider,
			responseType: 'choice',
			questionId,
			messageId: id,
			to: CUSTOMERS[provider],
			people: [CUSTOMERS[provider]],
			page: {
				question: 'Where to?\n',
				choices: [
					{ title: 'Home', value: 'Home', description: 'Before 5 pm' },
					{ title: 'Workplace', value: 'work' },
				],
				isApproval: false,
			},
		});
	});

	it('asks again only once n8n’s timer for the question before has run out', async () => {
		const until = Date.now() + 5000;
		const maxDateAndTime = new Date(until).toISOString();
		const values = { limitType: 'atSpecifiedTime', maxDateAndTime };
		const { execution } = await ask({ message: 'OK?', options: { limitWaitTime: { values } } });
		const { executionData } = execution as IRun['data'];
		const stored = JSON.stringify(executionData?.contextData);
		const askAgain = async () =>
			await ask(
				{ message: 'Sure?' },
				{ contextData: JSON.parse(stored) as object, nodeId: `ask again ${provider}` },
			);
		const { state } = await askAgain();
		expect(state?.page?.question).toBe('Sure?');
		expect(Date.now()).toBeGreaterThan(until);

		// With all executions of N8N_CONCURRENCY_PRODUCTION_LIMIT in use, n8n then runs the same again.
		const before = (await account.messages()).length;
		const repeated = await askAgain();
		expect(repeated.state).toEqual(state);
		expect(repeated.execution).toMatchObject({ waitTill: new Date('3000-01-01T00:00:00.000Z') });
		expect(await account.messages()).toHaveLength(before);
	});

	it('counts a limit in minutes from the moment at which the question is sent', async () => {
		const slow = await createAccount(provider, { settings: { latencyMs: 1500 } });
		if (provider === 'bulk360') await slow.writeText(CUSTOMERS.bulk360);
		const values = { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'minutes' };
		const started = Date.now();
		const { execution } = await runNode(slow, {
			operation: 'sendAndWait',
			to: CUSTOMERS[provider],
			message: 'OK?',
			options: { limitWaitTime: { values } },
		});
		const { waitTill } = execution as { waitTill: Date };
		expect(waitTill.getTime()).toBeGreaterThanOrEqual(started + 60_000 + 1500);
	});

	it('shows the labels of an approval, and one button if asked to', async () => {
		const values = { approvalType: 'single', approveLabel: 'Fine with me, whatever it costs' };
		const { state } = await ask({ message: 'OK?', approvalOptions: { values } });
		expect(state?.page).toMatchObject({
			choices: [{ title: 'Fine with me, whatever it costs', value: 'yes' }],
			isApproval: true,
		});
	});

	it('shows the arguments of an AI agent’s tool in the message and on the page', async () => {
		const toolParameters = { orderNumber: 'A-1', amount: 120 };
		const items = [{ json: { toolParameters } }];
		const { state } = await ask({ message: '=Refund?\n{{ $json.toolParameters }}' }, { items });
		expect(state?.page?.question).toBe('Refund?\norderNumber: A-1\namount: 120');
		expect((await account.messages()).at(-1)?.text?.replace(LINK, '')).toBe(state?.page?.question);
	});

	it('shows the message with a link in a dry run, and waits for nothing', async () => {
		const before = (await account.messages()).length;
		const { json, state } = await ask({ message: 'OK?', options: { dryRun: true } });
		expect(JSON.stringify(json)).toContain('OK?\\n\\nhttps://n8n.example.com/webhook-waiting/');
		expect(state).toBeUndefined();
		expect(await account.messages()).toHaveLength(before);
	});

	it('counts the link in, in a dry run too', async () => {
		const room = 4096 - ENDING - 'https://n8n.example.com'.length + 'http://localhost:5678'.length;
		const options = { dryRun: true };
		const fits = await ask({ message: 'ñ'.repeat(room), options });
		expect(fits.json).toMatchObject([{ status: 'dryRun' }]);
		const { error } = await ask({ message: 'ñ'.repeat(room + 1), options });
		expect(error?.message).toContain(`the maximum is ${room}, because the link`);
	});

	it('says that it asked before, with the keys of any other output', async () => {
		const options = { idempotencyKey: 'order-4711' };
		const run = { nodeId: `ask once ${provider}` };
		expect((await ask({ message: 'OK?', options }, run)).state).toBeDefined();
		const before = (await account.messages()).length;
		const { json, state } = await ask({ message: 'OK?', options }, run);
		expect(json).toMatchObject([
			{
				operation: 'sendAndWait',
				success: true,
				status: 'skipped',
				messageId: null,
				to: CUSTOMERS[provider],
				idempotencyKey: 'order-4711',
				data: {},
				answer: null,
				event: null,
			},
		]);
		expect(json[0].data).toEqual({});
		expect(state).toBeUndefined();
		expect(await account.messages()).toHaveLength(before);
	});

	it('counts the link in', async () => {
		const fits = await ask({ message: 'ñ'.repeat(4096 - ENDING) });
		expect(fits.error).toBeUndefined();
		expect([...((await account.messages()).at(-1)?.text ?? '')]).toHaveLength(4096);
		const { error, state } = await ask({ message: 'ñ'.repeat(4097 - ENDING) });
		expect(error?.message).toContain(
			`'Message' has ${4097 - ENDING} characters; the maximum is ${4096 - ENDING}, because the link to the answers follows`,
		);
		expect(error?.message).not.toContain("'Text'");
		expect(state).toBeUndefined();
	});

	it.each<[string, INodeParameters, string]>([
		['no message', { message: ' ' }, "'Message' is empty"],
		[
			'two labels that are the same',
			{
				message: 'OK?',
				approvalOptions: { values: { approveLabel: 'Yes', disapproveLabel: 'Yes ' } },
			},
			"'Approval Options' has the same label on both buttons",
		],
		['no choices', { message: '?', responseType: 'choice' }, "'Choices' is empty"],
		[
			'11 choices',
			{ message: '?', responseType: 'choice', choices: title(...'ABCDEFGHIJK') },
			"'Choices' has 11 entries; the maximum is 10",
		],
		[
			'choices with one title',
			{ message: '?', responseType: 'choice', choices: title('A', 'B', 'A') },
			"'Choices' has several choices with the title 'A'",
		],
		[
			'an unknown response type',
			{ message: '?', responseType: 'guess' },
			"'Response Type' is 'guess'; use one of approval, choice",
		],
	])('rejects %s before anything is sent', async (_, parameters, problem) => {
		const before = (await account.messages()).length;
		const { error, state } = await ask(parameters);
		expect(`${error?.message} ${error?.description}`).toContain(problem);
		expect(state).toBeUndefined();
		expect(await account.messages()).toHaveLength(before);
	});

	it('does not wait for an answer to what was rejected', async () => {
		await account.setOutcome({ to: CUSTOMERS[provider], times: 1, reject: { code: 'any' } });
		const { state } = await ask({ message: 'OK?' });
		await account.clearOutcomes();
		expect(state).toBeUndefined();
	});
});

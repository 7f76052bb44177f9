import { createAccount, type SandboxAccount } from '../../support/sandboxClient';
import type { ExampleFile } from './program';
import {
	CUSTOMER,
	eventually,
	getEnvironment,
	getItems,
	several,
	TEST_MS,
	textsTo,
	type Execution,
	type ImportedExample,
	type Json,
} from './environment';

const MANAGER = '4915207654321';

/** n8n looks for waits that are over once a minute. */
const TIMEOUT_MS = 150_000;

interface Question {
	id: string;
	body: string;
	buttons: Array<{ id: string; title: string }>;
}

/** The latest question on the manager's phone, once so many are there. */
async function readQuestion(account: SandboxAccount, count = 1): Promise<Question> {
	const questions = await several(count, 'question', async () => await account.messages(MANAGER));
	const { id, payload } = questions[count - 1];
	const { body, action } = payload.interactive as {
		body: { text: string };
		action: { buttons: Array<{ reply: { id: string; title: string } }> };
	};
	return { id, body: body.text, buttons: action.buttons.map(({ reply }) => reply) };
}

async function tap(account: SandboxAccount, { id, buttons }: Question, title: string) {
	const button = buttons.find((candidate) => candidate.title === title);
	expect(buttons.map((candidate) => candidate.title)).toContain(title);
	const message = {
		type: 'interactive',
		interactive: { type: 'button_reply', button_reply: button },
	};
	return await account.receiveInbound({ from: MANAGER, name: 'Max', message, context: { id } });
}

/** What a person changes who does not want to wait for two hours. */
const impatient = (text: string) =>
	text.replace('"resumeAmount":2,"resumeUnit":"hours"', '"resumeAmount":3,"resumeUnit":"seconds"');

/** "Approve this refund?", and what was tapped decides how the workflow continues. */
export function approval(): void {
	describe('approval-360dialog', () => {
		let account: SandboxAccount;
		let imported: ImportedExample;
		const open = async (edit?: (text: string) => string) => {
			account = await createAccount('dialog360');
			const credentials = [await getEnvironment().createAccountCredential(account)];
			imported = await getEnvironment().importExample('approval-360dialog', credentials, edit);
			await imported.activate();
			await account.writeText(MANAGER, 'Here I am', 'Max');
		};
		afterEach(async () => await imported.deactivate());
		const ends = (execution: Execution) =>
			['Approved', 'Declined', 'Nobody answered'].map((name) => getItems(execution, name));
		const decided = (decision: string) => ({
			orderNumber: 'A-1042',
			decision,
			decidedBy: MANAGER,
			decidedAt: expect.any(String) as string,
		});

		it.each([
			{ title: '✓ Refund', expected: [[decided('approved')], [], []] },
			{ title: '✗ No refund', expected: [[], [decided('declined')], []] },
		])(
			'asks the manager and continues after a tap on $title',
			async ({ title, expected }) => {
				await open();
				const running = imported.run('Try it');
				const question = await readQuestion(account);
				expect(question.body).toBe('Approve the refund of $120 for order A-1042?');
				const { deliveries } = await tap(account, question, title);
				expect(deliveries.map(({ status }) => status)).toEqual([200]);
				expect(ends(await running)).toEqual(expected);
				// The message before the question started the trigger, the tap did not.
				const started = (await imported.executions()).flatMap((run) => getItems(run, 'Answers'));
				expect(started.map(({ text }) => text)).toEqual(['Here I am']);
			},
			TEST_MS,
		);

		it(
			'continues without an answer when the time is over, and with a late tap starts the trigger',
			async () => {
				await open(impatient);
				const execution = await imported.run('Try it', TIMEOUT_MS);
				expect(ends(execution)).toEqual([[], [], [{ orderNumber: 'A-1042', decision: 'open' }]]);
				await tap(account, await readQuestion(account), '✓ Refund');
				const events = await several(2, 'events', async () =>
					(await imported.executions()).flatMap((run) => getItems(run, 'Answers')),
				);
				expect(events[1].button).toEqual({ id: 'yes', title: '✓ Refund' });
			},
			TIMEOUT_MS + TEST_MS,
		);
	});
}

const ORDER = { orderNumber: 'A-1042', amount: '$120', reason: 'It arrived broken' };

/** An AI agent whose tool waits for a person. n8n calls it human review; n8n 1 has none. */
export function aiApproval(): void {
	describe('ai-approval-360dialog', () => {
		let account: SandboxAccount;
		let imported: ImportedExample;

		const open = async (change: (askManager: Json) => void = () => undefined) => {
			account = await createAccount('dialog360');
			const openAi = { apiKey: 'example', url: getEnvironment().data.model };
			const credentials = [
				await getEnvironment().createAccountCredential(account),
				await getEnvironment().credential('openAiApi', 'Scripted model', openAi),
			];
			const edit = (text: string) => {
				const file = JSON.parse(text) as ExampleFile;
				change(file.nodes.find(({ name }) => name === 'Ask the manager')?.parameters ?? {});
				return JSON.stringify(file);
			};
			imported = await getEnvironment().importExample('ai-approval-360dialog', credentials, edit);
			await imported.activate();
			await account.writeText(MANAGER, 'Here I am', 'Max');
		};

		afterEach(async () => await imported.deactivate());

		/** The customer asks; the model calls the tool, and says this once it knows what came of it. */
		const askForRefund = async (conclusion: string, orders = [ORDER]) => {
			await getEnvironment().call('model', 'script', [
				orders.map((toolParameters) => ({
					call: 'Refund',
					arguments: { toolParameters, hitlParameters: {} },
				})),
				{ say: conclusion },
			]);
			await account.writeText(CUSTOMER, 'My order A-1042 arrived broken. It was $120.');
		};

		/** The only execution, once it has ended. */
		const waitForEnd = async (conclusion: string): Promise<Execution> => {
			await eventually('the reply to the customer', async () =>
				(await textsTo(account, CUSTOMER)).includes(conclusion),
			);
			const [execution, ...others] = await several(
				1,
				'execution',
				async () => await imported.executions(),
			);
			expect([execution.status, others]).toEqual(['success', []]);
			return execution;
		};

		const getToolRuns = (execution: Execution) => execution.data.resultData.runData.Refund ?? [];

		/** What the tool told the model in the end. */
		const toldModel = async (): Promise<string> => {
			const requests = await getEnvironment().call<Array<{ messages: Json[] }>>(
				'model',
				'requests',
			);
			const { messages } = requests[requests.length - 1];
			const results = messages.filter(({ role }) => role === 'tool');
			return String(results[results.length - 1].content);
		};

		it(
			'runs the tool after a tap on the first button',
			async () => {
				await open();
				await askForRefund('Your money is on its way.');
				const question = await readQuestion(account);
				expect(question.body).toBe(
					'The agent wants to refund $120 for order A-1042.\n\nReason: It arrived broken',
				);
				expect(await textsTo(account, CUSTOMER)).toEqual([]);
				await tap(account, question, '✓ Refund');
				expect(getToolRuns(await waitForEnd('Your money is on its way.'))).toHaveLength(1);
				expect(await toldModel()).toContain('Refunded $120 for order A-1042.');
			},
			TEST_MS,
		);

		it(
			'asks for each of two calls of the same turn, and runs the one that was approved',
			async () => {
				await open();
				const other = { ...ORDER, orderNumber: 'A-1043', amount: '$80' };
				await askForRefund('One of them is on its way.', [ORDER, other]);
				await tap(account, await readQuestion(account), '✗ No refund');
				const question = await readQuestion(account, 2);
				expect(question.body).toContain('refund $80 for order A-1043.');
				await tap(account, question, '✓ Refund');
				expect(getToolRuns(await waitForEnd('One of them is on its way.'))).toHaveLength(1);
				expect(await toldModel()).toContain('Refunded $80 for order A-1043.');
			},
			TEST_MS,
		);

		it(
			'shows the arguments in n8n’s own text too, and keeps the tool from running after a tap on No',
			async () => {
				const types = await getEnvironment().call<Array<{ name: string; properties: Json[] }>>(
					'n8n',
					'nodeTypes',
					'n8n-nodes-whatsapp-bsp.whatsAppBspHitlTool',
				);
				const standard = types[0].properties.find(({ name }) => name === 'message')?.default;
				expect(standard).toContain('{{ $tool.parameters }}');
				await open((parameters) => (parameters.message = standard));
				await askForRefund('A colleague will call you.');
				const question = await readQuestion(account);
				expect(question.body).toBe(
					'The agent wants to run this tool: Refund\n\nInput:\norderNumber: A-1042\namount: $120\nreason: It arrived broken',
				);
				await tap(account, question, '✗ No refund');
				expect(getToolRuns(await waitForEnd('A colleague will call you.'))).toEqual([]);
				expect(await toldModel()).toContain('User rejected the tool call to Refund');
			},
			TEST_MS,
		);

		it(
			'tells the agent what the person writes instead of tapping, and keeps the tool from running',
			async () => {
				await open();
				await askForRefund('We can offer you half of it.');
				await readQuestion(account);
				await account.writeText(MANAGER, 'Offer half of it first', 'Max');
				expect(getToolRuns(await waitForEnd('We can offer you half of it.'))).toEqual([]);
				expect(await toldModel()).toMatch(/provided feedback: \\?"Offer half of it first/);
			},
			TEST_MS,
		);

		it(
			'keeps the tool from running when nobody answers in time',
			async () => {
				const values = { limitType: 'afterTimeInterval', resumeAmount: 3, resumeUnit: 'seconds' };
				await open((parameters) => (parameters.options = { limitWaitTime: { values } }));
				await askForRefund('Nobody is here to decide.');
				const patient = { timeoutMs: TIMEOUT_MS };
				await several(1, 'execution', async () => await imported.executions(), patient);
				expect(getToolRuns(await waitForEnd('Nobody is here to decide.'))).toEqual([]);
				expect(await toldModel()).toContain('User rejected the tool call to Refund');
			},
			TIMEOUT_MS + TEST_MS,
		);
	});
}

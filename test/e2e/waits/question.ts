import { randomUUID } from 'node:crypto';
import {
	createAccount,
	type SandboxAccount,
	type SandboxProvider,
} from '../../support/sandboxClient';
import {
	CUSTOMER,
	eventually,
	getEnvironment,
	getItems,
	http,
	type Credential,
	type Execution,
	type Json,
} from '../examples/environment';

const ASK = 'Ask';
const TRIGGER = 'From WhatsApp';

export const createNode = (
	name: string,
	type: string,
	parameters: Json,
	credential?: Credential,
): Json => ({
	id: randomUUID(),
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	...(type.endsWith('Trigger') && type.includes('bsp') ? { webhookId: randomUUID() } : {}),
	...(credential
		? { credentials: { [credential.type]: { id: credential.id, name: credential.name } } }
		: {}),
});

async function createWorkflow(name: string, nodes: Json[]): Promise<string> {
	const next = nodes.slice(1).map(({ name: to }) => [{ node: to, type: 'main', index: 0 }]);
	const connections = Object.fromEntries(next.map((to, i) => [nodes[i].name, { main: [to] }]));
	const settings = { executionOrder: 'v1', saveManualExecutions: true };
	const { id } = await getEnvironment().call<{ id: string }>('n8n', 'createWorkflow', {
		name,
		nodes,
		connections,
		settings,
	});
	return id;
}

/** A number with a published trigger, and workflows that ask its customers. */
export class WaitTestAccount {
	private constructor(
		readonly provider: SandboxProvider,
		readonly account: SandboxAccount,
		readonly credential: Credential,
		private readonly triggerId: string,
		readonly webhookUrl: string,
	) {}

	static async open(
		provider: SandboxProvider,
		options: Json = {},
		{ isPublished = true } = {},
	): Promise<WaitTestAccount> {
		const account = await createAccount(provider);
		const credential = await getEnvironment().createAccountCredential(account);
		const parameters = { provider, triggerOn: ['message', 'status'], options };
		const trigger = createNode(
			TRIGGER,
			'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger',
			parameters,
			credential,
		);
		const id = await createWorkflow(`Receives ${account.id}`, [trigger]);
		if (isPublished) await getEnvironment().call('n8n', 'activate', id);
		const url = `${getEnvironment().data.n8n}/webhook/${String(trigger.webhookId)}/webhook`;
		if (provider !== 'dialog360') await account.setPortal({ moUrl: url, dnUrl: url, dlrUrl: url });
		await account.writeText(CUSTOMER, 'hello');
		const number = new WaitTestAccount(provider, account, credential, id, url);
		if (isPublished) await eventually('hello', async () => (await number.started()).length > 0);
		return number;
	}

	/** A number whose customers answer by link, which needs no trigger. */
	static async openWithoutTrigger(provider: SandboxProvider): Promise<WaitTestAccount> {
		const account = await createAccount(provider);
		const credential = await getEnvironment().createAccountCredential(account);
		return new WaitTestAccount(provider, account, credential, '', '');
	}

	/** Messages that started the trigger's workflow. */
	async messagesStarted(): Promise<Json[]> {
		return (await this.started()).filter(({ event }) => event === 'message');
	}

	async addQuickReplyTemplate({
		name,
		language,
	}: {
		name: string;
		language: string;
	}): Promise<void> {
		const buttons = ['Confirm', 'Later'].map((text) => ({ type: 'QUICK_REPLY', text }));
		await this.account.addTemplate({
			name,
			language,
			category: 'UTILITY',
			components: [
				{ type: 'BODY', text: 'See you tomorrow?' },
				{ type: 'BUTTONS', buttons },
			],
		});
	}

	/** As the panel of the provider has them. */
	templateParameters({ name, language }: { name: string; language: string }): Json {
		const template = `${name}|${language}`;
		return this.provider === 'dialog360'
			? { template: { __rl: true, mode: 'name', value: template }, templateInput: 'values' }
			: { template, quickReplies: ['Confirm', 'Later'] };
	}

	/** Asks, and waits until the execution waits. */
	async ask(parameters: Json, input: Json[] = [{}]): Promise<Question> {
		const question = await this.start(parameters, input);
		await eventually('the execution to wait', async () => {
			const { status } = await question.read();
			if (status === 'error') throw new Error(JSON.stringify(await question.result()));
			return status === 'waiting';
		});
		return question;
	}

	async start(parameters: Json, input: Json[] = [{}]): Promise<Question> {
		const ask = createNode(
			ASK,
			'n8n-nodes-whatsapp-bsp.whatsAppBsp',
			{
				provider: this.provider,
				resource: 'message',
				operation: 'sendAndWait',
				to: CUSTOMER,
				message: 'Approve the refund?',
				...parameters,
			},
			this.credential,
		);
		const start = createNode('Start', 'n8n-nodes-base.manualTrigger', {});
		const jsCode = `return ${JSON.stringify(input.map((json) => ({ json })))}`;
		const code = { ...createNode('Input', 'n8n-nodes-base.code', { jsCode }), typeVersion: 2 };
		const after = createNode('After', 'n8n-nodes-base.noOp', {});
		const id = await createWorkflow(`Asks ${this.account.id}`, [start, code, ask, after]);
		const path = `/rest/workflows/${id}/run`;
		const body = { triggerToStartFrom: { name: 'Start' } };
		const { executionId } = await getEnvironment().call<{ executionId: string }>(
			'n8n',
			'call',
			'POST',
			path,
			body,
		);
		return new Question(this, executionId, String(ask.id));
	}

	/** Events that started the trigger's workflow. */
	async started(): Promise<Json[]> {
		const list = await getEnvironment().call<Execution[]>('n8n', 'executions', this.triggerId);
		const executions = await Promise.all(
			list.map(async ({ id }) => await getEnvironment().call<Execution>('n8n', 'execution', id)),
		);
		return executions.reverse().flatMap((execution) => getItems(execution, TRIGGER));
	}
}

/** An execution that asks. */
export class Question {
	constructor(
		private readonly number: WaitTestAccount,
		readonly executionId: string,
		readonly nodeId: string,
	) {}

	/** What the editor shows above the output. */
	async hints(): Promise<string[]> {
		const { runData } = (await this.read()).data.resultData;
		const tasks = (runData[ASK] ?? []) as Array<{ hints?: Array<{ message: string }> }>;
		return tasks.flatMap(({ hints = [] }) => hints.map(({ message }) => message));
	}

	async read(): Promise<Execution> {
		return await getEnvironment().call<Execution>('n8n', 'execution', this.executionId);
	}

	/** What the node put out, once the execution has ended. */
	async result(): Promise<Json> {
		const execution = await eventually('the execution to go on', async () => {
			const found = await this.read();
			return ['success', 'error'].includes(found.status) ? found : undefined;
		});
		const [item] = getItems(execution, 'After');
		return item ?? { error: execution.data.resultData.error?.message };
	}

	/** The question as it was sent. */
	async message() {
		const messages = await this.number.account.messages();
		const own = messages.filter(({ payload }) =>
			JSON.stringify(payload).includes(`n8n-wait|${this.executionId}|`),
		);
		return own.at(-1) ?? messages[messages.length - 1];
	}

	/** IDs of its buttons or rows, in order. */
	async ids(): Promise<string[]> {
		const text = JSON.stringify((await this.message()).payload);
		return [...text.matchAll(/"(?:id|payload)":"(n8n-wait[^"]*)"/g)].map(([, id]) => id);
	}

	/** The customer taps a button or row. */
	async tap(id: string, title: string, from = CUSTOMER) {
		const { account } = this.number;
		return await account.receiveInbound({
			from,
			name: 'Ana',
			message: {
				type: 'interactive',
				interactive: { type: 'button_reply', button_reply: { id, title } },
			},
			context: { id: (await this.message()).id },
		});
	}

	/** The signed URL at which n8n resumes it, without the choice. */
	async resumeUrl(): Promise<string> {
		const [, executionId, nodeId, signature] = (await this.ids())[0].split('|');
		const base = `${getEnvironment().data.n8n}/webhook-waiting`;
		return `${base}/${executionId}/${nodeId}?signature=${signature}`;
	}
}

export { CUSTOMER, eventually, getEnvironment, http };

import type { Json } from '../examples/environment';
import {
	createNode,
	CUSTOMER,
	eventually,
	getEnvironment,
	http,
	Question,
	WaitTestAccount,
} from './question';

export type LinkProvider = 'bulk360' | 'socnet';

/** Socnet reaches Uganda only. */
const CUSTOMERS: Record<LinkProvider, string> = { bulk360: CUSTOMER, socnet: '256772123456' };

/** What the browser sends when a button is tapped. */
export const postForm = async (link: string, body: string) =>
	await http.post<string>(link, body, {
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
	});

async function read(question: Question) {
	const { text = '' } = await question.message();
	const [link] = /https?:\/\/\S+$/.exec(text) ?? [];
	if (!link) throw new Error(`No link at the end of: ${text}`);
	return { question, text, link };
}

export async function askByLink(number: WaitTestAccount, provider: LinkProvider, parameters: Json) {
	if (provider === 'bulk360') await number.account.writeText(CUSTOMERS.bulk360);
	return await read(await number.ask({ to: CUSTOMERS[provider], ...parameters }));
}

/** A node that asks again after each answer. */
export async function askInCircles(number: WaitTestAccount) {
	const parameters = {
		provider: 'socnet',
		resource: 'message',
		operation: 'sendAndWait',
		responseType: 'approval',
		to: CUSTOMERS.socnet,
		message: 'And now?',
	};
	const ask = createNode(
		'Ask',
		'n8n-nodes-whatsapp-bsp.whatsAppBsp',
		parameters,
		number.credential,
	);
	const toAsk = { main: [[{ node: 'Ask', type: 'main', index: 0 }]] };
	const environment = getEnvironment();
	const { id } = await environment.call<{ id: string }>('n8n', 'createWorkflow', {
		name: 'Asks in circles',
		nodes: [createNode('Start', 'n8n-nodes-base.manualTrigger', {}), ask],
		connections: { Start: toAsk, Ask: toAsk },
		settings: { executionOrder: 'v1', saveManualExecutions: true },
	});
	const post = async <T>(path: string, body: Json = {}) =>
		await environment.call<T>('n8n', 'call', 'POST', `/rest/${path}`, body);
	const { executionId } = await post<{ executionId: string }>(`workflows/${id}/run`, {
		triggerToStartFrom: { name: 'Start' },
	});
	const question = new Question(number, executionId, String(ask.id));
	await waits(question);
	const stop = async () => await post(`executions/${executionId}/stop`);
	return { ...(await read(question)), stop };
}

export const waits = async (question: Question) =>
	await eventually('it to wait', async () => (await question.read()).status === 'waiting');

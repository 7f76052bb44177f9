import axios from 'axios';
import { ExecutionReader } from '../n8n/client.mts';
import { until } from '../n8n/wait.mts';
import { getErrorText, getItems, hasRun, type Json } from '../n8n/workflow.mts';
import { getNodeOfType, readExample, withCredential, type DemoProvider } from './providers.mts';
import { askCustomer } from './question.mts';
import type { Context, Credential, Receiver } from './context.mts';
import type { Environment } from './environment.mts';
import { assertDelivered, assertThat, Transcript } from './transcript.mts';

const WAIT_MS = 30_000;
const QUESTION = 'Where is my order?';
const CUSTOMER = 'Ana';

const quote = (text: unknown): string => `"${String(text ?? '').replace(/\s+/g, ' ')}"`;

async function makeCredential({
	environment,
	provider,
	account,
	transcript,
}: Context): Promise<Credential> {
	return await transcript.step('credential created and tested by n8n', async () => {
		const { credentials } = await account.read();
		const data = { ...credentials, ...provider.webhookSecret };
		const name = `${provider.label} account`;
		const { client } = environment.n8n;
		const { id } = await client.createCredential(provider.credentialType, name, data);
		const test = await client.testCredential({ id, name, type: provider.credentialType, data });
		assertThat(test.ok, `n8n's test of the credential says: ${test.message}`);
		return [{ id, name }, `${provider.credentialType}: ${test.message}`];
	});
}

async function connect(context: Context, credential: Credential): Promise<Receiver> {
	const { environment, provider, account, transcript } = context;
	const { client, url } = environment.n8n;
	const workflow = await transcript.step('workflow for incoming calls is active', async () => {
		const file = readExample(`auto-reply-${provider.account}`);
		const created = await client.createWorkflow(
			withCredential(file, provider.credentialType, credential),
		);
		await client.activate(created.id);
		return [created, created.name];
	});
	const path = getNodeOfType(workflow, /whatsAppBspTrigger$/).webhookId ?? '';
	const production = `${url}/webhook/${path}/webhook`;
	await transcript.step('provider knows the webhook', async () => {
		const { byHand, registered } = provider.connect ?? {};
		const how = byHand ? await byHand(account, production) : 'registered by the activation';
		const urls = registered?.(await account.webhook()) ?? [];
		const right = urls.every((text) => String(text).includes(path));
		assertThat(right, `the provider has ${urls.join(', ') || 'no URL'} instead of ${production}`);
		return [undefined, `${production}`, how];
	});
	await transcript.step('a webhook call without the secret is rejected', async () => {
		const response = await axios.post(production, {}, { proxy: false, validateStatus: () => true });
		assertThat(response.status === 401, `n8n responded with ${response.status} instead of 401`);
		return [undefined, `401 ${JSON.stringify(response.data)}`];
	});
	const triggerName = getNodeOfType(workflow, /whatsAppBspTrigger$/).name;
	return { workflow, triggerName, executions: new ExecutionReader(client, workflow.id) };
}

async function sendOrderShipped(context: Context, credential: Credential): Promise<Json> {
	const { environment, provider, account, transcript } = context;
	return await transcript.step('"order shipped" sent, and accepted by the provider', async () => {
		const { client } = environment.n8n;
		const file = readExample(`order-shipped-${provider.account}`);
		const workflow = await client.createWorkflow(
			withCredential(file, provider.credentialType, credential),
		);
		const start = getNodeOfType(workflow, /manualTrigger$/).name;
		const node = getNodeOfType(workflow, /\.whatsAppBsp$/).name;
		const execution = await client.run(workflow.id, start);
		assertThat(
			execution.status === 'success',
			`the workflow failed: ${getErrorText(execution) ?? '-'}`,
		);
		const [sent] = getItems(execution, node);
		assertThat(sent?.success === true, `the node put out ${JSON.stringify(sent)}`);
		const message = await account.message(String(sent.messageId));
		assertThat(message, `the provider has no message ${String(sent.messageId)}`);
		const money = sent.balance === null ? '' : ` · balance ${String(sent.balance)}`;
		const cost = sent.cost === null ? '' : ` · cost ${String(sent.cost)}`;
		const entry = (await account.conversation(message.to)).find(({ id }) => id === message.id);
		return [
			sent,
			`to +${message.to}: ${entry?.text ? quote(entry.text) : describe(message.payload as Json)}`,
			`id ${message.id}${cost}${money}`,
		];
	});
}

/** What stands in a template message, where the sandbox shows no text. */
function describe(payload: Json): string {
	const template = payload.template as { name?: string; components?: Json[] } | undefined;
	const values = (template?.components ?? []).flatMap(({ parameters }) =>
		((parameters ?? []) as Array<{ text?: string }>).map(({ text }) => text),
	);
	return `template ${template?.name ?? '?'} with ${values.map(quote).join(', ')}`;
}

/** What the trigger handed on about one message, over all its executions so far. */
async function getReceipts(
	{ executions, triggerName }: Receiver,
	messageId: string,
): Promise<Json[]> {
	return (await executions.ended())
		.flatMap((execution) => getItems(execution, triggerName))
		.filter((event) => event.event === 'status' && event.messageId === messageId);
}

async function seeReceipts(context: Context, receiver: Receiver, messageId: string, what: string) {
	await context.transcript.step(`delivery receipts of ${what} came into n8n`, async () => {
		const { account } = context;
		const events = await until(
			`the trigger to report message ${messageId} as delivered`,
			WAIT_MS,
			async () => {
				const seen = await getReceipts(receiver, messageId);
				const given = (await account.message(messageId))?.statuses ?? [];
				// Executions run side by side: the last receipt may be through before the first.
				const all = seen.length >= given.length;
				return all && seen.some(({ status }) => status === 'delivered') && seen;
			},
		);
		const order = [...events].sort((a, b) => Number(a.isFinal) - Number(b.isFinal));
		const about = order.find(({ callbackData }) => callbackData)?.callbackData;
		const data = about ? ` · callback data ${quote(about)}` : '';
		return [undefined, `${order.map(({ status }) => String(status)).join(' → ')}${data}`];
	});
}

async function replyToCustomer(
	context: Context,
	receiver: Receiver,
	customer: string,
): Promise<string> {
	const { provider, account, transcript } = context;
	const inboundId = await transcript.step('the customer replies', async () => {
		const { id, deliveries } = await account.customerWrites(customer, CUSTOMER, QUESTION);
		assertDelivered(deliveries);
		return [id, `${CUSTOMER} (+${customer}): ${quote(QUESTION)} · webhook got 200`];
	});
	const trigger = receiver.triggerName;
	const replyExecution = await transcript.step('the trigger started the workflow', async () => {
		const execution = await until('the execution for the message', WAIT_MS, async () =>
			(await receiver.executions.ended()).find(
				(candidate) => getItems(candidate, trigger)[0]?.event === 'message',
			),
		);
		assertThat(
			execution.status === 'success',
			`the workflow failed: ${getErrorText(execution) ?? '-'}`,
		);
		const [event] = getItems(execution, trigger);
		assertThat(event?.text === QUESTION, `the event's text is ${quote(event?.text)}`);
		const from = `from ${String(event.from)}${event.fromName ? ` (${String(event.fromName)})` : ''}`;
		return [execution, `execution ${execution.id}: ${from}, id ${String(event.messageId)}`];
	});
	const replyId = await transcript.step('the auto-reply reached the customer', async () => {
		const [sent] = getItems(replyExecution, 'Answer');
		assertThat(sent?.success === true, `the node put out ${JSON.stringify(sent)}`);
		const reply = (await account.conversation(customer)).find(
			({ id, direction }) => id === sent.messageId && direction === 'out',
		);
		assertThat(reply, `the conversation has no message ${String(sent.messageId)}`);
		const { context } = reply.payload as { context?: { message_id?: string } };
		const quotes = context?.message_id === inboundId;
		assertThat(quotes || !provider.quotes, `the reply quotes ${context?.message_id ?? 'nothing'}`);
		const how = quotes ? ' · quotes the message' : '';
		return [reply.id, `${quote(reply.text)}${how}`, `id ${reply.id}`];
	});
	if (provider.marksAsRead) {
		await transcript.step('the customer saw blue check marks and "typing…"', async () => {
			assertThat(hasRun(replyExecution, 'Mark as read'), 'the node did not run');
			const [read] = getItems(replyExecution, 'Mark as read');
			assertThat(read?.success === true, `the node put out ${JSON.stringify(read)}`);
			const asked = (await account.requests()).some(({ body, status }) => {
				const { status: state, message_id: id } = (body ?? {}) as Json;
				return state === 'read' && id === inboundId && status === 200;
			});
			assertThat(asked, 'the provider got no such request');
			return [undefined];
		});
	}
	return replyId;
}

/** Without webhooks n8n learns nothing more: what happened to the message shows at the provider only. */
async function seeDeliveredAtProvider({ account, transcript }: Context, messageId: string) {
	await transcript.step('delivered, as the sandbox sees it', async () => {
		const statuses = await until('the message to be delivered', WAIT_MS, async () => {
			const seen = (await account.message(messageId))?.statuses.map(({ status }) => status) ?? [];
			return seen.includes('delivered') && seen;
		});
		return [undefined, statuses.join(' → ')];
	});
	transcript.note('Socnet documents no webhook: no receipt and no reply can come into n8n.');
}

/** The whole story at one provider. Throws `StepError` at the first step that goes wrong. */
export async function runDemo(environment: Environment, provider: DemoProvider): Promise<void> {
	const transcript = new Transcript(provider.label);
	const account = environment.sandbox.account(provider.account);
	const context: Context = { environment, provider, account, transcript };
	transcript.heading();
	const credential = await makeCredential(context);
	const receiver = provider.connect && (await connect(context, credential));
	const sent = await sendOrderShipped(context, credential);
	const messageId = String(sent.messageId);
	if (!receiver) {
		await seeDeliveredAtProvider(context, messageId);
		return;
	}
	await seeReceipts(context, receiver, messageId, 'the order message');
	const replyId = await replyToCustomer(context, receiver, String(sent.to));
	await seeReceipts(context, receiver, replyId, 'the auto-reply');
	if (provider.asks) await askCustomer(context, credential, receiver, String(sent.to));
}

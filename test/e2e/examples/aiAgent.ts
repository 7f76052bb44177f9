import { sleep } from '../../support/runtime';
import { createAccount } from '../../support/sandboxClient';
import type { ExampleFile } from './program';
import {
	CUSTOMER,
	eventually,
	several,
	getEnvironment,
	TEST_MS,
	textsTo,
	type Json,
} from './environment';

/** What the example's note asks for where several workers run it: they share no memory but Redis'. */
function withRedisMemory(text: string): string {
	const file = JSON.parse(text) as ExampleFile;
	const nodes = file.nodes.map((node) =>
		node.type.endsWith('.memoryBufferWindow')
			? { ...node, type: '@n8n/n8n-nodes-langchain.memoryRedisChat', typeVersion: 1.5 }
			: node,
	);
	return JSON.stringify({ ...file, nodes });
}

/** On a busy machine two messages in a row may come a second apart. */
function patient(text: string): string {
	const file = JSON.parse(text) as ExampleFile;
	const [trigger] = file.nodes.filter(({ type }) => type.endsWith('.whatsAppBspTrigger'));
	const parameters = trigger.parameters as Json & { options: Json };
	expect(parameters.options).toEqual(expect.objectContaining({ groupBy: 'sender' }));
	parameters.options.quietTimeMs = 4000;
	return JSON.stringify(file);
}

/**
 * A chat with an AI agent whose tool is our node.
 * @param redis data of n8n's credential for the Redis that is to hold the memory
 */
export function aiAgent(redis?: () => Promise<Json>): void {
	describe('ai-agent-360dialog', () => {
		it(
			'shows typing, replies, asks with buttons through the tool, and remembers the chat',
			async () => {
				const account = await createAccount('dialog360');
				const openAi = { apiKey: 'example', url: getEnvironment().data.model };
				const model = await getEnvironment().credential('openAiApi', 'Scripted model', openAi);
				const test = { ...model, data: openAi };
				expect(await getEnvironment().call('n8n', 'testCredential', test)).toMatchObject({
					ok: true,
				});
				const credentials = [await getEnvironment().createAccountCredential(account), model];
				if (redis)
					credentials.push(await getEnvironment().credential('redis', 'Memory', await redis()));
				const edit = (text: string) => patient(redis ? withRedisMemory(text) : text);
				const imported = await getEnvironment().importExample(
					'ai-agent-360dialog',
					credentials,
					edit,
				);
				await imported.activate();
				await getEnvironment().call('model', 'script', [
					{ say: 'Good morning, Ana. What can we do for you?' },
					{
						call: 'Ask_with_buttons',
						arguments: {
							question: 'When would you like to come?',
							firstButton: 'Tomorrow 10:00',
							secondButton: 'Tomorrow 15:30',
						},
					},
					{ say: '**Sent.**' },
					{ say: 'See you **tomorrow at 10:00**.' },
				]);

				// Two short messages in a row are one question.
				const message = { type: 'text', text: { body: 'Hello' } };
				await account.receiveInbound({ from: CUSTOMER, name: 'Ana', message, wait: false });
				await sleep(400);
				const { id } = await account.writeText(CUSTOMER, 'Good morning');
				const [greeting] = await several(1, 'reply', async () => await account.messages());
				expect(greeting.payload).toMatchObject({
					text: { body: 'Good morning, Ana. What can we do for you?' },
					context: { message_id: id },
				});
				const [typing, reply] = (await account.requests()).filter(
					({ path }) => path === '/messages',
				);
				expect(typing.body).toMatchObject({
					status: 'read',
					message_id: id,
					typing_indicator: { type: 'text' },
				});
				expect(reply.body.type).toBe('text');

				await account.writeText(CUSTOMER, 'I need an appointment');
				const [, question] = await several(2, 'messages', async () => await account.messages());
				expect(question.payload).toMatchObject({
					to: CUSTOMER,
					type: 'interactive',
					interactive: {
						type: 'button',
						body: { text: 'When would you like to come?' },
						action: {
							buttons: [
								{ type: 'reply', reply: { id: 'first', title: 'Tomorrow 10:00' } },
								{ type: 'reply', reply: { id: 'second', title: 'Tomorrow 15:30' } },
							],
						},
					},
				});
				await eventually(
					'the end of the script',
					async () => (await getEnvironment().call<number>('model', 'left')) === 1,
				);
				// The memory is written before an execution ends.
				await several(2, 'executions', async () => await imported.executions());

				await account.receiveInbound({
					from: CUSTOMER,
					name: 'Ana',
					message: {
						type: 'interactive',
						interactive: {
							type: 'button_reply',
							button_reply: { id: 'first', title: 'Tomorrow 10:00' },
						},
					},
					context: { id: question.id },
				});
				await eventually('the confirmation', async () =>
					(await textsTo(account, CUSTOMER)).includes('See you *tomorrow at 10:00*.'),
				);
				expect(await account.messages()).toHaveLength(3);

				interface Asked {
					messages: Array<{ role: string; content: unknown }>;
					tools: Array<{ function: { parameters: { properties: object } } }>;
				}
				const asked = await getEnvironment().call<Asked[]>('model', 'requests');
				expect(Object.keys(asked[1].tools[0].function.parameters.properties).sort()).toEqual([
					'firstButton',
					'question',
					'secondButton',
				]);
				// The tool's result tells the model that the message was accepted.
				const toolSays = asked[2].messages.filter(({ role }) => role === 'tool');
				expect(JSON.stringify(toolSays)).toContain(question.id);
				const saidByCustomer = asked[3].messages.filter(({ role }) => role === 'user');
				expect(saidByCustomer.map(({ content }) => content)).toEqual([
					'Hello\nGood morning',
					'I need an appointment',
					'Tomorrow 10:00',
				]);
				const runs = await several(3, 'executions', async () => await imported.executions());
				expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
			},
			TEST_MS,
		);
	});
}

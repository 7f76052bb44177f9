import { randomUUID } from 'node:crypto';
import { until } from '../n8n/wait.mts';
import { getItems, type Json, type WorkflowFile, type WorkflowNode } from '../n8n/workflow.mts';
import type { Context, Credential, Receiver } from './context.mts';
import { withCredential } from './providers.mts';
import { assertDelivered, assertThat } from './transcript.mts';

const WAIT_MS = 30_000;
const START = 'Try it';
const ASK = 'Ask the customer';
const QUESTION = 'Your order A-1042 arrives tomorrow. Will you be at home?';
const YES = '✓ Yes';
const NO = '✗ Another day';

function createFile(provider: string, to: string): WorkflowFile {
	const node = (name: string, type: string, x: number, parameters: Json): WorkflowNode => ({
		id: randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [x, 0],
		parameters,
	});
	const values = { approvalType: 'double', approveLabel: YES, disapproveLabel: NO };
	return {
		name: `Ask the customer and wait (${provider})`,
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 0, {}),
			node(ASK, 'n8n-nodes-whatsapp-bsp.whatsAppBsp', 220, {
				provider,
				resource: 'message',
				operation: 'sendAndWait',
				to,
				responseType: 'approval',
				message: QUESTION,
				approvalOptions: { values },
			}),
			node('Go on', 'n8n-nodes-base.noOp', 440, {}),
		],
		connections: {
			[START]: { main: [[{ node: ASK, type: 'main', index: 0 }]] },
			[ASK]: { main: [[{ node: 'Go on', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}

interface Button {
	id: string;
	title: string;
}

/** The question waits in n8n until the customer taps; the published trigger hands the answer over. */
export async function askCustomer(
	{ environment, provider, account, transcript }: Context,
	credential: Credential,
	receiver: Receiver,
	customer: string,
): Promise<void> {
	const { client } = environment.n8n;
	const asked = await transcript.step('asked with two buttons, and n8n waits', async () => {
		const file = createFile(provider.name, customer);
		const { id } = await client.createWorkflow(
			withCredential(file, provider.credentialType, credential),
		);
		const ended = client.run(id, START);
		// It is awaited below; until then, a failure is nobody's.
		ended.catch(() => undefined);
		await until('the execution to wait', WAIT_MS, async () => {
			const [execution] = await client.executions(id);
			if (execution?.status === 'error') await ended;
			assertThat(execution?.status !== 'error', 'the workflow failed');
			return execution?.status === 'waiting';
		});
		const entry = (await account.conversation(customer)).at(-1);
		const { interactive } = (entry?.payload ?? {}) as {
			interactive?: { action: { buttons: Array<{ reply: Button }> } };
		};
		const buttons = interactive?.action.buttons.map(({ reply }) => reply) ?? [];
		const titles = buttons.map(({ title }) => `[${title}]`).join(' ');
		assertThat(
			entry && titles === `[${YES}] [${NO}]`,
			`the customer sees ${titles || 'no button'}`,
		);
		return [{ ended, messageId: entry.id, buttons }, `to +${customer}: "${QUESTION}" ${titles}`];
	});
	await transcript.step('a tap let the workflow go on, and started no other', async () => {
		const before = (await receiver.executions.ended()).length;
		const [yes] = asked.buttons;
		assertThat(yes, 'there is no button to tap');
		const { deliveries } = await account.customerTaps(customer, yes, asked.messageId);
		assertDelivered(deliveries);
		const [output] = getItems(await asked.ended, 'Go on');
		const { status, answer } = (output ?? {}) as { status?: string; answer?: Json };
		assertThat(
			status === 'answered' && answer?.value === 'yes',
			`the node put out ${JSON.stringify(output)}`,
		);
		const events = (await receiver.executions.ended())
			.slice(before)
			.flatMap((execution) => getItems(execution, receiver.triggerName));
		assertThat(
			events.every(({ event }) => event !== 'message'),
			'the tap started the auto-reply too',
		);
		return [undefined, `${status}: ${String(answer.text)}, from ${String(answer.from)}`];
	});
}

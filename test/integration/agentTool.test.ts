// The node as the tool of an AI agent: what the model reads after something went wrong.
import { SupplyDataContext } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type INode,
} from 'n8n-workflow';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { freeAccount } from '../support/accounts';
import {
	createAdditionalData,
	createNodeTypes,
	CREDENTIAL_TYPES,
	runNode,
	type RunOptions,
} from '../support/engine';
import { phone } from '../support/manyItems';
import { loadFromCore } from '../support/n8nLogger';
import type { SandboxAccount } from '../support/sandboxClient';

const TOOL = { typeName: 'whatsAppBspTool', isAgentTool: true };
const SEND = {
	operation: 'sendText',
	to: `${phone(1)}, ${phone(2)}, ${phone(3)}`,
	text: 'Hi',
};

/** Accepts the third message only: the connection drops after the first, and the second is rejected. */
async function createFlakyAccount(): Promise<SandboxAccount> {
	const account = await freeAccount();
	await account.addFault({ kind: 'resetAfter', to: phone(1) });
	const error = { code: 131026, message: 'undeliverable' };
	await account.addFault({ kind: 'status', to: phone(2), status: 400, body: { error } });
	return account;
}

const OUTCOMES = [
	{
		to: phone(1),
		status: 'unknown',
		error: { advice: expect.stringContaining('may have gone through') as string },
	},
	{ to: phone(2), status: 'failed', error: { code: '131026' } },
	{ to: phone(3), status: 'accepted' },
];

describe('run by the engine', () => {
	it.each<RunOptions['onError']>([undefined, 'continueRegularOutput'])(
		'says who got the message and who may have (On Error: %s)',
		async (onError) => {
			const account = await createFlakyAccount();
			const { json, error } = await runNode(account, SEND, { ...TOOL, onError });
			expect(error).toBeUndefined();
			expect(json).toMatchObject(OUTCOMES);
		},
	);

	it('stops the agent if On Error says so', async () => {
		const account = await createFlakyAccount();
		const { error } = await runNode(account, SEND, { ...TOOL, onError: 'stopWorkflow' });
		expect(error?.message).toMatch(new RegExp(`${phone(1)}|${phone(2)}`));
	});

	it('says what to correct', async () => {
		const account = await freeAccount();
		const { json } = await runNode(account, { ...SEND, to: 'nobody' }, TOOL);
		expect(json).toMatchObject([
			{ to: 'nobody', status: 'failed', error: { code: 'invalid-recipient' } },
		]);
		expect(json[0].error).toHaveProperty('advice');
	});

	it('fails a human review, whose items n8n doesn’t read', async () => {
		const account = await createFlakyAccount();
		const review = { ...TOOL, typeName: 'whatsAppBspHitlTool' };
		const { error, json } = await runNode(account, SEND, review);
		expect(error).toBeDefined();
		expect(json).toEqual([{ error: error?.message }]);
	});
});

it('says the same to an agent that calls the tool itself', async () => {
	const account = await createFlakyAccount();
	const said = await callTool(account);
	expect(JSON.parse(said)).toMatchObject(OUTCOMES);
});

/** As a sub-agent, or an agent of before n8n 2, does it. */
async function callTool(account: SandboxAccount): Promise<string> {
	const { makeHandleToolInvocation } = loadFromCore(
		'n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data',
	) as {
		makeHandleToolInvocation(
			createContext: (runIndex: number) => SupplyDataContext,
			node: INode,
			nodeType: WhatsAppBsp,
			data: unknown,
		): (toolArguments: IDataObject) => Promise<string>;
	};
	const type = CREDENTIAL_TYPES.dialog360;
	const node: INode = {
		id: '1',
		name: 'WhatsApp BSP',
		type: 'n8n-nodes-whatsapp-bsp.whatsAppBspTool',
		typeVersion: 1,
		position: [0, 0],
		parameters: { provider: 'dialog360', resource: 'message', ...SEND },
		credentials: { [type]: { id: '1', name: 'dialog360' } },
	};
	const nodeType = new WhatsAppBsp();
	const workflow = new Workflow({
		id: 'w',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: createNodeTypes(nodeType),
	});
	const data = createRunExecutionData({});
	const input = [{ json: {} }];
	const executeData = { node, data: { main: [input] }, source: null };
	const createContext = (runIndex: number) =>
		new SupplyDataContext(
			workflow,
			node,
			createAdditionalData({ [type]: account.credentials }),
			'manual',
			data,
			runIndex,
			input,
			{ [NodeConnectionTypes.AiTool]: [input] },
			NodeConnectionTypes.AiTool,
			executeData,
			[],
		);
	return await makeHandleToolInvocation(createContext, node, nodeType, data)({});
}

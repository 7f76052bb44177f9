import { WebhookContext } from 'n8n-core';
import { Workflow, type IWebhookData } from 'n8n-workflow';
import { WhatsAppBspTrigger } from '../../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';
import { PROOF_HEADER, verifyProof } from '../../../nodes/WhatsAppBsp/waiting/proof';
import {
	ANSWER_PURPOSE,
	resumeExecution,
} from '../../../nodes/WhatsAppBsp/waiting/resumeExecution';
import { createAdditionalData, createNodeTypes } from '../../support/engine';
import { settle, useFakeTime } from '../../support/fakeTime';
import { PATH, readText } from '../../support/waits';
import {
	startWebhookServer,
	type ServedRequest,
	type WebhookServer,
} from '../../support/webhookServer';

const ACCOUNT = { apiKey: 'example-key' };
const ANSWER = { value: 'yes', event: readText('✓ Approve') };
const RESUMED = { status: 200, body: { status: 'resumed' } };
/** As n8n words it (`waiting-webhooks.js`). */
const RUNNING = { status: 409, body: { message: 'The execution "4711" is running already.' } };
const STARTING = { status: 200, body: 'n8n is starting up. Please wait' };
/** The connection is closed without a response. */
const HUNG_UP = { status: 0, body: '' };
const FINISHED = { status: 409, body: { message: 'The execution "4711" has finished already.' } };

let server: WebhookServer;
let requests: ServedRequest[] = [];
/** What n8n responds, the last one for good. */
let responses: Array<{ status: number; body: unknown }> = [];

beforeAll(async () => {
	server = await startWebhookServer(async (request, response) => {
		requests.push(request);
		const { status, body } = responses[Math.min(requests.length, responses.length) - 1];
		if (status === HUNG_UP.status) response.destroy();
		else response.status(status).json(body);
	});
});
afterAll(async () => await server.close());
afterEach(() => {
	jest.useRealTimers();
	requests = [];
});

/** The trigger's, as n8n runs it. */
function createContext(base = server.url): WebhookContext {
	const node = {
		id: '1',
		name: 'WhatsApp BSP Trigger',
		type: 'n8n-nodes-whatsapp-bsp.whatsAppBspTrigger',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const nodeTypes = createNodeTypes(new WhatsAppBspTrigger());
	const workflow = new Workflow({
		id: 'w',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
	});
	const webhook = { webhookDescription: { name: 'default' } } as unknown as IWebhookData;
	const additionalData = createAdditionalData(
		{},
		{ executionId: '99', webhookWaitingBaseUrl: `${base}/n8n/webhook-waiting` },
	);
	return new WebhookContext(workflow, node, additionalData, 'webhook', webhook, [], null);
}

async function resume(...planned: typeof responses): Promise<string | undefined> {
	return await resumeUnless(() => false, ...planned);
}

async function resumeUnless(
	isOver: () => boolean,
	...planned: typeof responses
): Promise<string | undefined> {
	responses = planned;
	useFakeTime();
	const failure = await settle(
		resumeExecution(createContext(), PATH, ANSWER, { account: ACCOUNT, isOver }),
	);
	return failure?.reason;
}

it('posts the answer, with its proof, to where n8n resumes the execution', async () => {
	expect(await resume(RESUMED)).toBeUndefined();
	const [{ method, url, body, rawBody, headers }] = requests;
	expect([method, url]).toEqual([
		'POST',
		`/n8n/webhook-waiting/${PATH.executionId}/${PATH.nodeId}?signature=${PATH.signature}`,
	]);
	const { executionId, nodeId, signature, questionId } = PATH;
	const reference = `${executionId}/${nodeId}?${signature}`;
	expect(body).toEqual(JSON.parse(JSON.stringify({ reference, questionId, ...ANSWER })));
	const proof = String(headers[PROOF_HEADER.toLowerCase()]);
	expect(verifyProof(ANSWER_PURPOSE, rawBody ?? '', ACCOUNT, proof)).toBe(true);
});

it('repeats it while the question is still being sent', async () => {
	expect(await resume(RUNNING, RUNNING, RESUMED)).toBeUndefined();
	expect(requests).toHaveLength(3);
});

it('repeats it while n8n starts, and says so', async () => {
	expect(await resume(STARTING, RESUMED)).toBeUndefined();
	expect(requests).toHaveLength(2);
	responses = [STARTING];
	useFakeTime();
	expect(
		await settle(resumeExecution(createContext(), PATH, ANSWER, { account: ACCOUNT })),
	).toMatchObject({
		reason: 'n8n is starting up',
		mayStillWait: true,
		isBusy: true,
	});
});

it('repeats it while n8n fails for itself', async () => {
	expect(await resume({ status: 503, body: '' }, RESUMED)).toBeUndefined();
	expect(requests).toHaveLength(2);
});

it('repeats it when the connection is closed', async () => {
	expect(await resume(HUNG_UP, RESUMED)).toBeUndefined();
	expect(requests).toHaveLength(2);
});

it('says that n8n is busy if it can’t be reached any more after a hang-up', async () => {
	const leaving = await startWebhookServer(async (_, response) => {
		response.destroy();
		await leaving.close();
	});
	const failure = resumeExecution(createContext(leaving.url), PATH, ANSWER, { account: ACCOUNT });
	expect(await failure).toMatchObject({ mayStillWait: true, isBusy: true, mayBeAccepted: true });
});

it.each([
	[503, true],
	[500, false],
	[HUNG_UP.status, true],
])(
	'says whether n8n may have taken it behind a proxy that has failed: %i',
	async (status, mayBeAccepted) => {
		responses = [{ status, body: '' }, FINISHED];
		useFakeTime();
		const failure = await settle(
			resumeExecution(createContext(), PATH, ANSWER, { account: ACCOUNT }),
		);
		expect(failure).toMatchObject({ mayStillWait: false, isBusy: false, mayBeAccepted });
	},
);

it('says that n8n may have taken it if another answer was taken after a proxy has failed', async () => {
	responses = [{ status: 502, body: '' }];
	useFakeTime();
	const isOver = () => requests.length === 1;
	const failure = await settle(
		resumeExecution(createContext(), PATH, ANSWER, { account: ACCOUNT, isOver }),
	);
	expect(failure).toMatchObject({ mayStillWait: false, mayBeAccepted: true });
});

it.each([408, 425, 429])(
	'repeats it while a proxy refuses it for the moment: %i',
	async (status) => {
		expect(await resume({ status, body: 'Slow down' }, RESUMED)).toBeUndefined();
		expect(requests).toHaveLength(2);
		responses = [{ status, body: '' }];
		useFakeTime();
		expect(
			await settle(resumeExecution(createContext(), PATH, ANSWER, { account: ACCOUNT })),
		).toMatchObject({
			mayStillWait: true,
			isBusy: true,
			mayBeAccepted: false,
		});
	},
);

it.each([302, 400, 403, 413])(
	'knows that the execution still waits if something in front of n8n refuses it: %i',
	async (status) => {
		responses = [{ status, body: 'Forbidden by the firewall' }];
		useFakeTime();
		const failure = await settle(
			resumeExecution(createContext(), PATH, ANSWER, { account: ACCOUNT }),
		);
		expect(failure).toMatchObject({ mayStillWait: true, isBusy: false, mayBeAccepted: false });
		expect(requests).toHaveLength(1);
	},
);

it('knows that n8n itself, or the asking node, has refused it', async () => {
	for (const status of [403, 404]) {
		responses = [{ status, body: { status: 'rejected', reason: 'somebody else was asked' } }];
		useFakeTime();
		const failure = await settle(
			resumeExecution(createContext(), PATH, ANSWER, { account: ACCOUNT }),
		);
		expect(failure).toMatchObject({ mayStillWait: false, isBusy: false });
	}
});

it('repeats it no more once another answer was taken', async () => {
	const reason = await resumeUnless(() => requests.length === 2, RUNNING);
	expect(reason).toBe('the execution no longer waits');
	expect(requests).toHaveLength(2);
});

describe('says why no execution accepted it:', () => {
	it.each<[string, { status: number; body: unknown }]>([
		['somebody else was asked', { status: 403, body: { reason: 'somebody else was asked' } }],
		['the execution no longer waits', { status: 200, body: '<html></html>' }],
		['the execution no longer waits', { status: 200, body: { status: 'rejected' } }],
		['the execution no longer waits', FINISHED],
		['its reference is not valid in this n8n', { status: 401, body: { error: 'Invalid token' } }],
		['the execution does not exist', { status: 404, body: { message: 'does not exist' } }],
		['n8n responded with 302', { status: 302, body: '' }],
	])('%s (%j)', async (reason, response) => {
		expect(await resume(response)).toBe(reason);
		expect(requests).toHaveLength(1);
	});

	it.each([
		['the execution no longer waits', RUNNING],
		['n8n responded with 500', { status: 500, body: '' }],
	])('%s, after 9 tries (%j)', async (reason, response) => {
		expect(await resume(response)).toBe(reason);
		expect(requests).toHaveLength(9);
	});

	it('n8n can’t be reached', async () => {
		const gone = await startWebhookServer(async () => {});
		await gone.close();
		const failure = resumeExecution(createContext(gone.url), PATH, ANSWER, { account: ACCOUNT });
		expect(await failure).toMatchObject({
			reason: `n8n cannot be reached at its own URL (${new URL(gone.url).host}: ECONNREFUSED)`,
			mayStillWait: true,
			isBusy: false,
			mayBeAccepted: false,
		});
		expect(requests).toEqual([]);
	});
});

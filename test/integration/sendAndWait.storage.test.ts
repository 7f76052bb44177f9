import { sleep, type IDataObject } from 'n8n-workflow';
import { REGISTRATION_HEADER } from '../../nodes/WhatsAppBsp/waiting/waitRegistration';
import { cloudApiChange } from '../support/parseEvents';
import { createAccount, waitFor } from '../support/sandboxClient';
import { TriggerHarness } from '../support/triggerHarness';
import { CUSTOMER, WaitingHarness } from '../support/waitingHarness';
import { textMessage } from '../support/webhookSender';
import type { ServedRequest } from '../support/webhookServer';

const OTHER = '4915207654321';
const FREE_TEXT = { responseType: 'freeText' };
const GROUPED = { groupBy: 'sender', quietTimeMs: 60_000 };

let harness: WaitingHarness;

afterEach(async () => await harness.close());

async function start(options: IDataObject = {}): Promise<void> {
	harness = await WaitingHarness.start(await createAccount('dialog360'), options);
	harness.trigger.executions.length = 0;
}

const isRegistration = ({ headers }: ServedRequest) => REGISTRATION_HEADER.toLowerCase() in headers;

/** Holds back the next request of a kind, after n8n has read its copy of the static data for it. */
function holdNext(isHeld: (request: ServedRequest) => boolean) {
	let release = () => {};
	const reached = new Promise<void>((resolve) => {
		harness.trigger.hold = async (request) => {
			if (!isHeld(request)) return;
			harness.trigger.hold = undefined;
			resolve();
			await new Promise<void>((go) => (release = go));
		};
	});
	return { reached, release: () => release() };
}

/** Holds back the next execution. */
function holdNextExecution() {
	let release = () => {};
	const reached = new Promise<void>((resolve) => {
		harness.trigger.holdExecution = async () => {
			harness.trigger.holdExecution = undefined;
			resolve();
			await new Promise<void>((go) => (release = go));
		};
	});
	return { reached, release: () => release() };
}

const createCall = (...messages: object[]) => ({
	body: cloudApiChange({ metadata: { display_phone_number: '4930123456' }, messages }).body,
});

/** An answer and another message in one call. */
const BOTH = createCall(textMessage('At six', CUSTOMER), textMessage('Hello', OTHER));

async function answerAfterRestart(executionId: string) {
	await TriggerHarness.restart(harness.trigger);
	await harness.account.writeText(CUSTOMER, 'At six');
	return harness.getOutput(executionId);
}

const ANSWERED = { data: { chatInput: 'At six' } };

describe('what the trigger stores while n8n handles several requests at a time', () => {
	it('a question survives a message that n8n had read the workflow for before', async () => {
		await start();
		const held = holdNext((request) => !isRegistration(request));
		const sent = harness.account.writeText(OTHER, 'Hello');
		await held.reached;
		const { executionId } = await harness.ask(FREE_TEXT);
		held.release();
		await sent;
		expect(await answerAfterRestart(executionId)).toMatchObject(ANSWERED);
	});

	it('a question survives a burst that began before it', async () => {
		await start(GROUPED);
		const first = harness.account.writeText(OTHER, 'one');
		await waitFor(() => harness.trigger.requestCount > 1);
		const { executionId } = await harness.ask(FREE_TEXT);
		void harness.account.writeText(OTHER, 'two');
		await first;
		expect(harness.trigger.getPendingTexts()).toContain('one');
		expect(await answerAfterRestart(executionId)).toMatchObject(ANSWERED);
	});

	it('a question survives a batch with an answer that began before it', async () => {
		await start({ batch: 'window', batchWindowMs: 250, startOnAnswers: true });
		await harness.ask(FREE_TEXT);
		const before = harness.trigger.requestCount;
		const first = harness.account.writeText(OTHER, 'Hello');
		await waitFor(() => harness.trigger.requestCount > before);
		const answered = harness.account.writeText(CUSTOMER, 'Never');
		await waitFor(() => harness.trigger.requestCount > before + 1);
		const { executionId } = await harness.ask(FREE_TEXT);
		await Promise.all([first, answered]);
		expect(await answerAfterRestart(executionId)).toMatchObject(ANSWERED);
	});

	it('an acknowledged event survives a question that n8n had read the workflow for before', async () => {
		await start(GROUPED);
		const held = holdNext(isRegistration);
		const asked = harness.ask(FREE_TEXT);
		await held.reached;
		const first = harness.account.writeText(OTHER, 'one');
		await waitFor(() => harness.trigger.requestCount > 2);
		void harness.account.writeText(OTHER, 'two');
		expect((await first).deliveries).toMatchObject([{ status: 200 }]);
		held.release();
		await asked;
		expect(harness.trigger.getPendingTexts()).toContain('one');
	});

	it('IDs that a process before has stored survive a question that comes first', async () => {
		await start();
		await harness.account.writeText(OTHER, 'Hello');
		const { recentIds } = harness.trigger.staticData;
		await TriggerHarness.restart(harness.trigger);
		await harness.ask(FREE_TEXT);
		expect(harness.trigger.staticData.recentIds).toBe(recentIds);
	});
});

it('an answer that comes in one call with another message is not taken for one again after a crash', async () => {
	await start();
	const { executionId } = await harness.ask(FREE_TEXT);
	await harness.account.deliver(BOTH);
	expect(harness.getOutput(executionId)).toMatchObject(ANSWERED);
	await TriggerHarness.restart(harness.trigger);
	await harness.account.deliver(BOTH);
	expect(harness.trigger.executions).toMatchObject([[{ text: 'Hello' }]]);
});

it('a message that is delivered again is no answer to what was asked since', async () => {
	await start();
	const hello = createCall(textMessage('Hello', CUSTOMER));
	await harness.account.deliver(hello);
	const { executionId } = await harness.ask(FREE_TEXT);
	await harness.account.deliver(hello);
	expect(harness.getOutput(executionId)).toBeUndefined();
	await harness.account.writeText(CUSTOMER, 'At six');
	expect(harness.getOutput(executionId)).toMatchObject(ANSWERED);
	expect(harness.trigger.executions).toMatchObject([[{ text: 'Hello' }]]);
});

it('nor is one whose execution is still being created', async () => {
	await start();
	const { reached, release } = holdNextExecution();
	const hello = createCall(textMessage('Hello', CUSTOMER));
	const first = harness.account.deliver(hello);
	await reached;
	const { executionId } = await harness.ask(FREE_TEXT);
	const again = harness.account.deliver(hello);
	// Long enough for it to be taken for the answer.
	await sleep(200);
	release();
	await Promise.all([first, again]);
	expect(harness.getOutput(executionId)).toBeUndefined();
	expect(harness.trigger.executions).toMatchObject([[{ text: 'Hello' }]]);
});

it('an answer is marked as read although its call also starts an execution', async () => {
	await start({ markAsRead: true });
	await harness.ask(FREE_TEXT);
	await harness.account.deliver(BOTH);
	const getRead = async () =>
		(await harness.account.requests())
			.map(({ body }) => body as { status?: string; message_id?: string } | undefined)
			.filter((each) => each?.status === 'read')
			.map((each) => each?.message_id);
	await waitFor(async () => (await getRead()).includes('Hello'));
	await waitFor(async () => (await getRead()).includes('At six'));
	expect((await getRead()).filter((id) => id === 'At six')).toHaveLength(1);
});

it('a question that the provider rejects is taken back: nothing waits for an answer to it', async () => {
	await start();
	const fault = { kind: 'status', status: 400, body: { error: { code: 131009 } } } as const;
	await harness.account.addFault({ ...fault, pathIncludes: '/messages' });
	const { error } = await harness.ask(FREE_TEXT);
	expect(error?.description).toContain('Code 131009');
	expect(harness.trigger.staticData.waits).toBe('[]');
	await harness.account.writeText(CUSTOMER, 'Hello');
	expect(harness.requests).toEqual([]);
	expect(harness.trigger.executions).toMatchObject([[{ text: 'Hello' }]]);
});

it('an answer is offered again when the asking node’s credential can’t be read for a moment', async () => {
	await start();
	const { executionId } = await harness.ask(FREE_TEXT);
	harness.failedCredentialReads = 1;
	await harness.account.writeText(CUSTOMER, 'At six');
	expect(harness.getOutput(executionId)).toMatchObject(ANSWERED);
	expect(harness.trigger.executions).toEqual([]);
});

it('an answer starts the workflow when the asking node’s credential is gone', async () => {
	await start();
	await harness.ask({ responseType: 'approval' });
	const { ids } = await harness.getLastQuestion();
	harness.hasCredential = false;
	const { deliveries } = await harness.tap(ids[0], '✓ Approve');
	expect(deliveries).toMatchObject([{ status: 200 }]);
	expect(harness.trigger.executions).toMatchObject([[{ button: { title: '✓ Approve' } }]]);
});

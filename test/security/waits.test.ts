import { createProof, PROOF_HEADER } from '../../nodes/WhatsAppBsp/waiting/proof';
import { createAccount, type Data, type SandboxProvider } from '../support/sandboxClient';
import { CUSTOMER, WaitingHarness } from '../support/waitingHarness';
import type { ServedRequest } from '../support/webhookServer';

const STRANGER = '4915207654321';
/** Another network, and the asked person's digits. */
const NAMESAKE = CUSTOMER.replace('4915', '4917');
const APPROVAL = { responseType: 'approval' };
const RESUMED = { status: 'resumed' };

let harness: WaitingHarness;

afterEach(async () => await harness.close());

async function start(provider: SandboxProvider): Promise<void> {
	harness = await WaitingHarness.start(await createAccount(provider));
	harness.trigger.executions.length = 0;
}

async function ask(executionId?: string) {
	const asked = await harness.ask(APPROVAL, executionId);
	const { ids } = await harness.getLastQuestion();
	return { executionId: asked.executionId, yes: ids[0], no: ids[1] };
}

/** The request by which the trigger resumed an execution, as somebody on the way sees it. */
async function captureApproval(yes: string): Promise<ServedRequest> {
	await harness.tap(yes, '✓ Approve');
	const captured = harness.requests[harness.requests.length - 1];
	expect([captured.method, captured.headers[PROOF_HEADER.toLowerCase()]]).toEqual([
		'POST',
		expect.stringMatching(/^[0-9a-f]{64}$/),
	]);
	return captured;
}

interface Changes {
	url?: string;
	body?: string;
	/** Empty: none. */
	proof?: string;
}

async function replay(
	{ url: sentTo, rawBody = Buffer.of(), headers }: ServedRequest,
	{
		url = sentTo,
		body = rawBody.toString(),
		proof = String(headers[PROOF_HEADER.toLowerCase()]),
	}: Changes = {},
) {
	const response = await fetch(new URL(url, harness.waitingUrl), {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...(proof ? { [PROOF_HEADER]: proof } : {}) },
		body,
	});
	return { status: response.status, body: (await response.json()) as Data };
}

const getQuestionId = (reference: string) => reference.split('|')[4];

describe.each(['dialog360', 'modica'] as const)('an execution that waits at %s', (provider) => {
	beforeEach(async () => await start(provider));

	it.each<[string, (yes: string, other: string) => string]>([
		['with a forged signature', (yes) => yes.replace(/\|[0-9a-f]{64}\|/, `|${'0'.repeat(64)}|`)],
		['without a signature', (yes) => yes.replace(/\|[0-9a-f]{64}\|/, '|-|')],
		[
			'with the execution of another question',
			(yes, other) => yes.replace(/\|\d+\|/, `|${other.split('|')[1]}|`),
		],
		[
			'with the ID of another question',
			(yes, other) => yes.replace(getQuestionId(yes), getQuestionId(other)),
		],
		['of a question that nobody asked', (yes) => yes.replace(getQuestionId(yes), '0'.repeat(16))],
	])('is not resumed by a reference %s', async (_, forge) => {
		const [question, other] = [await ask(), await ask()];
		const forged = forge(question.yes, other.yes);
		expect(forged).not.toBe(question.yes);
		await harness.tap(forged, '✓ Approve');
		for (const { executionId } of [question, other]) {
			expect(harness.getOutput(executionId)).toBeUndefined();
		}
		expect(harness.trigger.executions).toMatchObject([[{ button: { title: '✓ Approve' } }]]);
		await harness.tap(question.no, '✗ Decline');
		expect(harness.getOutput(question.executionId)).toMatchObject({ data: { approved: false } });
		expect(harness.getOutput(other.executionId)).toBeUndefined();
	});

	it.each([STRANGER, NAMESAKE])('is not resumed by another person: %s', async (stranger) => {
		const { executionId, yes, no } = await ask();
		await harness.tap(yes, '✓ Approve', stranger);
		expect(harness.getOutput(executionId)).toBeUndefined();
		expect(harness.trigger.executions).toMatchObject([[{ from: stranger }]]);
		await harness.tap(no, '✗ Decline');
		expect(harness.getOutput(executionId)).toMatchObject({
			data: { approved: false },
			answer: { from: CUSTOMER },
		});
	});

	it('gets nothing from a replayed POST, once it went on and while it asks again', async () => {
		const first = await ask();
		const captured = await captureApproval(first.yes);
		const output = harness.getOutput(first.executionId);
		expect(output).toMatchObject({ data: { approved: true } });

		expect((await replay(captured)).body).not.toEqual(RESUMED);
		expect(harness.getOutput(first.executionId)).toBe(output);

		const second = await ask(first.executionId);
		// The same execution and node, so the same signed URL: only the question differs.
		expect(second.yes.split('|').slice(0, 4)).toEqual(first.yes.split('|').slice(0, 4));
		for (let time = 0; time < 2; time++) {
			expect(await replay(captured)).toMatchObject({ status: 403, body: { status: 'rejected' } });
		}
		expect(harness.getOutput(second.executionId)).toBeUndefined();
		await harness.tap(second.no, '✗ Decline');
		expect(harness.getOutput(second.executionId)).toMatchObject({ data: { approved: false } });
		expect(harness.trigger.executions).toEqual([]);
	});

	it('gets nothing from the POST of another execution', async () => {
		const [question, other] = [await ask(), await ask()];
		const captured = await captureApproval(other.yes);
		const [, execution, node, signature] = question.yes.split('|');
		const path = `${execution}/${node}`;
		const url = `/webhook-waiting/${path}?signature=${signature}`;
		const body = JSON.stringify({
			...(captured.body as Data),
			reference: `${path}?${signature}`,
			questionId: getQuestionId(question.yes),
		});
		for (const changes of [{ url }, { url, body }]) {
			expect(await replay(captured, changes)).toMatchObject({ status: 403 });
		}
		expect(harness.getOutput(question.executionId)).toBeUndefined();
	});

	it('gets nothing from a changed body, and from the same one with its own proof', async () => {
		const first = await ask();
		const captured = await captureApproval(first.yes);
		const { executionId, yes } = await ask(first.executionId);
		const questionId = getQuestionId(yes);
		const body = JSON.stringify({ ...(captured.body as Data), questionId });
		const { credentials } = harness.account;
		const otherPurpose = createProof('registration', body, credentials);
		for (const proof of [undefined, '', '0'.repeat(64), otherPurpose]) {
			expect(await replay(captured, { body, proof })).toMatchObject({ status: 403 });
		}
		const elsewhere = body.replace(/"reference":"\d+/, '"reference":"1');
		const proofElsewhere = createProof('answer', elsewhere, credentials);
		expect(elsewhere).not.toBe(body);
		expect(await replay(captured, { body: elsewhere, proof: proofElsewhere })).toMatchObject({
			status: 403,
		});
		expect(harness.getOutput(executionId)).toBeUndefined();
		// Nothing but the proof was missing.
		const proof = createProof('answer', body, credentials);
		expect(await replay(captured, { body, proof })).toEqual({ status: 200, body: RESUMED });
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: true } });
	});
});

describe('an execution that waits for a link to be opened', () => {
	const ROBOTS = ['WhatsApp/2.24.1 A', 'facebookexternalhit/1.1', 'Mozilla/5.0'];

	async function askByLink(executionId?: string) {
		const asked = await harness.ask(APPROVAL, executionId);
		const { text = '' } = await harness.getLastQuestion();
		return { executionId: asked.executionId, link: text.split('\n').at(-1) as string };
	}

	const postForm = async (link: string, form: Record<string, string>) =>
		await fetch(link, { method: 'POST', body: new URLSearchParams(form) });

	beforeEach(async () => await start('bulk360'));

	it('is not resumed by robots, only by the form', async () => {
		const { executionId, link } = await askByLink();
		for (const agent of ROBOTS) {
			const response = await fetch(link, { headers: { 'user-agent': agent } });
			expect(response.status).toBe(200);
			expect(await response.text()).toContain('Approve the refund?');
		}
		expect((await postForm(link, {})).status).toBe(400);
		expect((await postForm(link.replace(/\w{8}$/, '00000000'), { choice: '0' })).status).toBe(401);
		expect(harness.getOutput(executionId)).toBeUndefined();
		expect((await postForm(link, { choice: '1' })).status).toBe(200);
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: false } });
	});

	it('is not resumed by the form of its question before', async () => {
		const first = await askByLink();
		await postForm(first.link, { choice: '0' });
		expect(harness.getOutput(first.executionId)).toMatchObject({ data: { approved: true } });
		const { executionId, link } = await askByLink(first.executionId);
		expect((await postForm(first.link, { choice: '0' })).status).toBe(410);
		expect(harness.getOutput(executionId)).toBeUndefined();
		expect((await postForm(link, { choice: '1' })).status).toBe(200);
		expect(harness.getOutput(executionId)).toMatchObject({ data: { approved: false } });
	});
});

import axios from 'axios';
import { WebhookSender, textMessage } from '../../support/webhookSender';
import { receiverForEach } from '../../support/receiver';
import { sleep } from '../../support/runtime';
import { waitFor } from '../../support/sandboxClient';

const receiver = receiverForEach();

let caller: WebhookSender;
afterEach(async () => await caller.close());

it('a message beside a part that nobody can read starts its execution', async () => {
	caller = await WebhookSender.open({}, { triggerOn: ['message', 'other'] });
	const value = { messages: [null, textMessage('wamid.1')], statuses: 'x' };
	expect(await caller.post(value)).toMatchObject({ status: 200, says: 'accepted', events: 3 });
	expect(caller.bench.executions.flat()).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ event: 'message', id: 'wamid.1' }),
			expect.objectContaining({ event: 'other', type: 'messages', raw: { messages: [null] } }),
			expect.objectContaining({ event: 'other', type: 'statuses', raw: { statuses: 'x' } }),
		]),
	);
});

it('a part that nobody can read starts nothing where it is not asked for', async () => {
	caller = await WebhookSender.open();
	expect(await caller.post({ messages: [null, textMessage('wamid.1')] })).toMatchObject({
		status: 200,
		says: 'accepted',
		events: 1,
	});
	expect(caller.texts()).toEqual([['wamid.1']]);
});

describe('the second system gets', () => {
	it('a call with a part that nobody can read', async () => {
		caller = await WebhookSender.open({ forwardTo: receiver.url });
		await caller.post({ messages: [null, textMessage('wamid.1')] });
		await waitFor(() => receiver.calls.length === 1);
		expect(receiver.calls[0].text).toContain('[null,{"id":"wamid.1"');
	});

	it.each([false, true])(
		'a genuine call that is not understood here, once; emitRejected: %s',
		async (emitRejected) => {
			caller = await WebhookSender.open({ forwardTo: receiver.url, emitRejected });
			const { status } = await caller.post({ messages: [null] });
			expect(status).toBe(emitRejected ? 200 : 400);
			await waitFor(() => receiver.calls.length === 1);
			expect(receiver.calls[0].text).toContain('"messages":[null]');
			await sleep(100);
			expect(receiver.calls).toHaveLength(1);
		},
	);

	it('nothing that is not genuine', async () => {
		caller = await WebhookSender.open({ forwardTo: receiver.url, emitRejected: true });
		const { status } = await axios.post(
			caller.bench.url,
			{ entry: [null] },
			{ headers: { 'x-n8n-webhook-token': 'forged' }, validateStatus: () => true, proxy: false },
		);
		expect(status).toBe(401);
		await sleep(200);
		expect(receiver.calls).toEqual([]);
	});
});

import axios from 'axios';
import { WebhookSender, textMessage } from '../../support/webhookSender';
import { useReceiver } from '../../support/receiver';
import { sleep } from '../../support/runtime';
import { waitFor } from '../../support/sandboxClient';

const receiver = useReceiver();

let sender: WebhookSender;
afterEach(async () => await sender.close());

it('a message next to a part that cannot be read starts its execution', async () => {
	sender = await WebhookSender.open({}, { triggerOn: ['message', 'other'] });
	const value = { messages: [null, textMessage('wamid.1')], statuses: 'x' };
	expect(await sender.post(value)).toMatchObject({ status: 200, outcome: 'accepted', events: 3 });
	expect(sender.harness.executions.flat()).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ event: 'message', id: 'wamid.1' }),
			expect.objectContaining({ event: 'other', type: 'messages', raw: { messages: [null] } }),
			expect.objectContaining({ event: 'other', type: 'statuses', raw: { statuses: 'x' } }),
		]),
	);
});

it('a call with nothing that can be read is an event, as it would come again otherwise', async () => {
	sender = await WebhookSender.open({}, { triggerOn: ['other'] });
	const review = { field: 'account_review_update', value: 'APPROVED' };
	const response = await sender.postEntry([{ id: 'W', changes: [review] }]);
	expect(response).toMatchObject({ status: 200, outcome: 'accepted', events: 1 });
	expect(sender.harness.executions).toMatchObject([
		[{ event: 'other', type: 'account_review_update', raw: { id: 'W', changes: [review] } }],
	]);
});

it('a part that nobody can read starts nothing where it is not asked for', async () => {
	sender = await WebhookSender.open();
	expect(await sender.post({ messages: [null, textMessage('wamid.1')] })).toMatchObject({
		status: 200,
		outcome: 'accepted',
		events: 1,
	});
	expect(sender.getTexts()).toEqual([['wamid.1']]);
});

describe('the second system gets', () => {
	it('a call with a part that nobody can read', async () => {
		sender = await WebhookSender.open({ forwardTo: receiver.url });
		await sender.post({ messages: [null, textMessage('wamid.1')] });
		await waitFor(() => receiver.requests.length === 1);
		expect(receiver.requests[0].text).toContain('[null,{"id":"wamid.1"');
	});

	it.each([false, true])(
		'a verified call that cannot be read here, once; emitRejected: %s',
		async (emitRejected) => {
			sender = await WebhookSender.open({ forwardTo: receiver.url, emitRejected });
			const { status } = await sender.postEntry('unreadable');
			expect(status).toBe(emitRejected ? 200 : 400);
			await waitFor(() => receiver.requests.length === 1);
			expect(receiver.requests[0].text).toContain('"entry":"unreadable"');
			await sleep(100);
			expect(receiver.requests).toHaveLength(1);
		},
	);

	it('nothing that is not verified', async () => {
		sender = await WebhookSender.open({ forwardTo: receiver.url, emitRejected: true });
		const { status } = await axios.post(
			sender.harness.url,
			{ entry: [null] },
			{ headers: { 'x-n8n-webhook-token': 'forged' }, validateStatus: () => true, proxy: false },
		);
		expect(status).toBe(401);
		await sleep(200);
		expect(receiver.requests).toEqual([]);
	});
});

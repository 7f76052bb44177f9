import { advance, useFakeTime } from '../../support/fakeTime';
import { TriggerHarness } from '../../support/triggerHarness';
import { OTHER, WebhookSender } from '../../support/webhookSender';

const INTERVAL_MS = 1000;

let sender: WebhookSender;
afterEach(async () => {
	jest.useRealTimers();
	await sender.close();
});

const getStored = () => sender.harness.staticData.recentIds;

const deliveredStatus = (id: string) => ({
	statuses: [{ id, status: 'delivered', timestamp: '1750000000', recipient_id: OTHER }],
});

/** n8n is killed and starts again; then the provider sends these once more. */
async function redeliverAfterCrash(...texts: string[]) {
	await TriggerHarness.restart(sender.harness);
	const outcomes: string[] = [];
	for (const text of texts) outcomes.push((await sender.sendText(text)).outcome);
	return outcomes;
}

it('ids are stored with the first event, then at most once a second, with the next request', async () => {
	sender = await WebhookSender.open();
	useFakeTime();
	await sender.sendText('wamid.1');
	const first = getStored();
	expect(first).toMatch(/^.{10}$/);
	await sender.sendText('wamid.2');
	await advance(INTERVAL_MS - 1);
	await sender.sendText('wamid.3');
	expect(getStored()).toBe(first);
	await advance(1);
	await sender.sendText('wamid.4');
	expect(getStored()).toMatch(/^.{40}$/);
	expect(await redeliverAfterCrash('wamid.1', 'wamid.2', 'wamid.3', 'wamid.4')).toEqual(
		Array(4).fill('duplicate'),
	);
});

it('a crash forgets the events whose execution was created less than a second after the ids were stored last', async () => {
	sender = await WebhookSender.open();
	useFakeTime();
	for (const text of ['wamid.1', 'wamid.2', 'wamid.3']) await sender.sendText(text);
	expect(await redeliverAfterCrash('wamid.1', 'wamid.2', 'wamid.3')).toEqual([
		'duplicate',
		'accepted',
		'accepted',
	]);
});

it.each([
	['a redelivery', async () => await sender.sendText('wamid.1'), 'duplicate'],
	['an event that is left out', async () => await sender.post(deliveredStatus('x')), 'ignored'],
])('%s takes along the ids that wait for a second', async (_, request, outcome) => {
	sender = await WebhookSender.open();
	useFakeTime();
	await sender.sendText('wamid.1');
	await sender.sendText('wamid.2');
	const first = getStored();
	expect(await request()).toMatchObject({ outcome });
	expect(getStored()).toBe(first);
	await advance(INTERVAL_MS);
	expect(await request()).toMatchObject({ outcome });
	expect(getStored()).toMatch(/^.{20}$/);
});

it('nothing is stored for events that are left out', async () => {
	sender = await WebhookSender.open();
	const { staticData } = sender.harness;
	expect(await sender.post(deliveredStatus('x'))).toMatchObject({ outcome: 'ignored' });
	// n8n would have replaced the whole object.
	expect(sender.harness.staticData).toBe(staticData);
});

it('with messages that are grouped, every execution is stored at once', async () => {
	sender = await WebhookSender.open({ groupBy: 'sender', quietTimeMs: 100 });
	useFakeTime();
	await sender.sendTextWithFakeTime('wamid.1');
	await sender.sendTextWithFakeTime('wamid.2');
	expect(getStored()).toMatch(/^.{20}$/);
});

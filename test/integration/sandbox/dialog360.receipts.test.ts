import { CUSTOMER, sendText, useWebhook } from '../../support/dialog360Webhook';
import { sleep } from '../../support/runtime';
import { waitFor, type Data } from '../../support/sandboxClient';

const { connect, getStatuses } = useWebhook();

describe('360dialog cloud receipts', () => {
	it('sends sent, delivered and, when wished, read', async () => {
		const { account, http } = await connect({ settings: { receipts: { readMs: 200 } } });
		await account.writeText(CUSTOMER);
		const id = await sendText(http, { biz_opaque_callback_data: 'order-1' });
		await waitFor(() => getStatuses().length === 3);
		expect(getStatuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
		expect(getStatuses()[0]).toEqual({
			id,
			status: 'sent',
			timestamp: expect.stringMatching(/^\d{10}$/),
			recipient_id: CUSTOMER,
			biz_opaque_callback_data: 'order-1',
			pricing: {
				billable: true,
				pricing_model: 'PMP',
				type: 'regular',
				category: 'service',
			},
		});
		const kept = (await account.messages())[0].statuses.map(({ status }) => status);
		expect(kept).toEqual(['sent', 'delivered', 'read']);
	});

	it.each<[string, Data, Data, string[]]>([
		['read after delivered', { readMs: 200 }, {}, ['sent', 'delivered']],
		['played after delivered', {}, { final: 'played' }, ['sent', 'delivered']],
		['read alone', { deliveredMs: null, readMs: 200 }, {}, ['sent', 'read']],
		['delivered after read', { deliveredMs: 250, readMs: 200 }, {}, ['sent', 'read']],
	])('have the price on sent and on the first arrival: %s', async (_, times, more, priced) => {
		const { account, http } = await connect({ settings: { receipts: times } });
		await account.writeText(CUSTOMER);
		await account.setOutcome({ to: CUSTOMER, ...more });
		await sendText(http);
		const count = times.deliveredMs === null ? 2 : 3;
		await waitFor(() => getStatuses().length === count);
		const withPrice = getStatuses().filter(({ pricing }) => pricing !== undefined);
		expect(withPrice.map(({ status }) => status)).toEqual(priced);
	});

	it('reports a closed window as failed 131047, hours later too', async () => {
		const { account, http } = await connect();
		await sendText(http);
		await waitFor(() => getStatuses().length === 1);
		expect(getStatuses()[0]).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] });
		await account.writeText(CUSTOMER);
		await sendText(http);
		await waitFor(() => getStatuses().length === 3);
		await account.advanceClock(25);
		await sendText(http);
		await waitFor(() => getStatuses().length === 4);
		expect(getStatuses()[3]).toMatchObject({ status: 'failed' });
	});

	it.each([
		[{ final: 'failed', code: 131026 }, ['failed'], 131026],
		[{ final: 'expired' }, ['failed'], 131026],
		[{ final: 'read' }, ['sent', 'delivered', 'read'], undefined],
		[{ final: 'played' }, ['sent', 'delivered', 'played'], undefined],
	] as const)('follows the outcome %j', async (outcome, expected, code) => {
		const { account, http } = await connect();
		await account.writeText(CUSTOMER);
		await account.setOutcome({ to: CUSTOMER, ...outcome });
		await sendText(http);
		await waitFor(() => getStatuses().length === expected.length);
		expect(getStatuses().map(({ status }) => status)).toEqual(expected);
		expect((getStatuses().at(-1)?.errors as Data[] | undefined)?.[0].code).toBe(code);
	});

	it('rejects at once when told to', async () => {
		const { account, http } = await connect();
		await account.setOutcome({ to: CUSTOMER, reject: { code: 131049 } });
		const body = { messaging_product: 'whatsapp', to: CUSTOMER, type: 'text', text: { body: 'x' } };
		expect((await http.post('/messages', body)).data.error.code).toBe(131049);
		expect((await http.post('/messages', body)).status).toBe(200);
	});

	it('waits for a phone that is off, and forever if blocked', async () => {
		const { account, http } = await connect();
		await account.writeText(CUSTOMER);
		await account.phoneOff(CUSTOMER);
		await sendText(http);
		await waitFor(() => getStatuses().length === 1);
		await sleep(250);
		expect(getStatuses()).toHaveLength(1);
		await account.phoneOff(CUSTOMER, false);
		await waitFor(() => getStatuses().length === 2);
		expect(getStatuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
		await account.block(CUSTOMER);
		await sendText(http);
		await waitFor(() => getStatuses().length === 3);
		expect(getStatuses()[2].status).toBe('sent');
	});
});

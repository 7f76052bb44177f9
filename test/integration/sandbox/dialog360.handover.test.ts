import { CUSTOMER, getChangeValue, sendText, useWebhook } from '../../support/dialog360Webhook';
import { createAccount, waitFor, type Data } from '../../support/sandboxClient';

const { receiver, connect, getStatuses } = useWebhook();

const bodies = () =>
	receiver.requests.map(
		({ body }) => (body as { entry: Array<{ changes: Array<{ field: string }> }> }).entry[0],
	);
const fields = () => bodies().map(({ changes }) => changes[0].field);

const AI_AGENT = { target_role: 'ai_agent' };

/** To the escalation partner, who gets it without a role. */
const body = (more: Data = {}) => ({
	messaging_product: 'whatsapp',
	action: 'pass',
	to: CUSTOMER,
	...more,
});

describe('thread control', () => {
	it('passes a conversation on: what the customer then writes comes as standby', async () => {
		const { account, http } = await connect();
		const passed = await http.post('/thread_control', body({ metadata: 'refund' }));
		expect(passed).toMatchObject({ status: 200, data: { messaging_product: 'whatsapp' } });
		await waitFor(() => receiver.requests.length === 1);
		await account.writeText(CUSTOMER, 'hello?');
		await waitFor(() => receiver.requests.length === 2);
		expect(fields()).toEqual(['messaging_handovers', 'standby']);
		expect(getChangeValue(receiver.requests[0])).toEqual({
			messaging_product: 'whatsapp',
			recipient: expect.objectContaining({ display_phone_number: account.data.number }),
			sender: { phone_number: CUSTOMER },
			timestamp: expect.stringMatching(/^\d{10}$/),
			type: 'control_passed',
			control_passed: {
				previous_owner_role: 'utility',
				new_owner_role: 'escalation',
				metadata: 'refund',
			},
		});
		expect(getChangeValue(receiver.requests[1])).toMatchObject({
			metadata: { display_phone_number: account.data.number },
			standby: {
				contacts: [{ wa_id: CUSTOMER }],
				messages: [{ from: CUSTOMER, text: { body: 'hello?' } }],
				message_echoes: [],
				statuses: [],
			},
		});
	});

	it('passes it to the AI agent', async () => {
		const { http } = await connect();
		expect((await http.post('/thread_control', body({ control_pass: AI_AGENT }))).status).toBe(200);
		await waitFor(() => receiver.requests.length === 1);
		expect(getChangeValue(receiver.requests[0])).toMatchObject({
			control_passed: { previous_owner_role: 'utility', new_owner_role: 'ai_agent' },
		});
	});

	it('takes it back, and messages are messages again', async () => {
		const { account, http } = await connect();
		await http.post('/thread_control', body());
		await http.post('/thread_control', body({ action: 'take' }));
		await account.writeText(CUSTOMER);
		await waitFor(() => receiver.requests.length === 3);
		expect(fields().sort()).toEqual(['messages', 'messaging_handovers', 'messaging_handovers']);
	});

	it('releases it without an event', async () => {
		const { account, http } = await connect();
		const release = body({ action: 'release' });
		expect((await http.post('/thread_control', release)).status).toBe(200);
		await account.writeText(CUSTOMER);
		expect(fields()).toEqual(['standby']);
	});

	it('a message of the business takes it without being asked', async () => {
		const { account, http } = await connect();
		await account.writeText(CUSTOMER);
		await account.handOver(CUSTOMER, 'customer_service');
		await sendText(http);
		const taken = await waitFor(() =>
			receiver.requests.map(getChangeValue).find(({ type }) => type === 'control_taken'),
		);
		expect(taken.control_taken).toMatchObject({
			previous_owner_role: 'customer_service',
			metadata: 'Control taken via service message',
		});
	});

	it.each<[string, Data]>([
		['another action', { action: 'lend' }],
		['a pass to no role', { control_pass: {} }],
		['a role that is none', { control_pass: { target_role: 'boss' } }],
		['a role that only events have', { control_pass: { target_role: 'customer_service' } }],
		['the escalation partner by name', { control_pass: { target_role: 'escalation' } }],
		['a release to somebody', { action: 'release', control_pass: AI_AGENT }],
		['nobody', { to: undefined }],
		['no number', { to: 'Ana' }],
		['a key that is none', { recipient_type: 'individual' }],
		['a note that is too long', { metadata: 'a'.repeat(2001) }],
		['another product', { messaging_product: 'sms' }],
	])('rejects %s', async (_what, more) => {
		const { http } = await connect();
		expect((await http.post('/thread_control', body(more))).status).toBe(400);
		expect(receiver.requests).toEqual([]);
	});

	it('rejects passing what somebody else holds, and taking without being the escalation partner', async () => {
		const { account, http } = await connect({ settings: { escalationPartner: false } });
		await account.handOver(CUSTOMER, 'customer_service');
		expect((await http.post('/thread_control', body())).data.error).toMatchObject({ code: 100 });
		const take = await http.post('/thread_control', body({ action: 'take' }));
		expect(take.data.error).toMatchObject({ code: 100, error_subcode: 2494191 });
	});

	it('exists on the Cloud API only', async () => {
		const { http } = await connect({ hosting: 'onPremise' });
		expect((await http.post('/thread_control', body())).status).toBe(404);
	});
});

describe('a colleague', () => {
	it('writes from the phone: an echo in the form of a message', async () => {
		const { account } = await connect();
		await account.colleagueWrites(CUSTOMER, 'We call you back');
		expect(fields()).toEqual(['smb_message_echoes']);
		expect(getChangeValue(receiver.requests[0]).message_echoes).toMatchObject([
			{ from: account.data.number, to: CUSTOMER, type: 'text', text: { body: 'We call you back' } },
		]);
		expect(await account.conversation(CUSTOMER)).toMatchObject([
			{ direction: 'out', text: 'We call you back', by: 'phone' },
		]);
	});

	it('writes while holding the conversation: an echo of what was sent', async () => {
		const { account } = await connect();
		await account.handOver(CUSTOMER, 'escalation', { summary: 'Wants a refund.' });
		await account.colleagueWrites(CUSTOMER, 'One moment');
		const [handover, standby] = receiver.requests.map(getChangeValue);
		expect(handover.control_passed).toMatchObject({
			conversation_context: { type: 'summary', summary: { text: 'Wants a refund.' } },
		});
		expect(standby.standby).toMatchObject({
			message_echoes: [
				{
					id: expect.stringMatching(/^wamid\./),
					message: { to: CUSTOMER, type: 'text', text: { body: 'One moment' } },
				},
			],
		});
	});

	it('is none of the business of providers that know one sender only', async () => {
		const account = await createAccount('bulk360');
		await expect(account.colleagueWrites('60123240066', 'Hi')).rejects.toThrow('404');
		await expect(account.handOver('60123240066', 'escalation')).rejects.toThrow('404');
	});
});

describe('what a customer brings along', () => {
	it('a username without a number', async () => {
		const { account } = await connect();
		await account.receiveInbound({
			from: 'MY.8812',
			name: 'Mei',
			username: 'mei.lim',
			message: { type: 'text', text: { body: 'hi' } },
		});
		expect(getChangeValue(receiver.requests[0])).toMatchObject({
			contacts: [{ profile: { name: 'Mei', username: 'mei.lim' }, user_id: 'MY.8812' }],
			messages: [{ from_user_id: 'MY.8812' }],
		});
		expect(JSON.stringify(receiver.requests[0].body)).not.toContain('"wa_id"');
	});

	it('an ad: three days without a price', async () => {
		const { account, http } = await connect();
		await account.receiveInbound({
			from: CUSTOMER,
			message: {
				type: 'text',
				text: { body: 'hi' },
				referral: { source_type: 'ad', source_id: '1', ctwa_clid: 'c' },
			},
		});
		await sendText(http);
		await account.advanceClock(73);
		await account.writeText(CUSTOMER);
		await sendText(http);
		await waitFor(() => getStatuses().length >= 4);
		const prices = getStatuses().map(({ pricing }) => pricing as Data);
		expect(prices.map(({ type, billable }) => [type, billable])).toEqual([
			['free_entry_point', false],
			['free_entry_point', false],
			['regular', true],
			['regular', true],
		]);
		const conversations = getStatuses().map(({ conversation }) => conversation as Data | undefined);
		const entry = { id: expect.any(String), origin: { type: 'referral_conversion' } };
		expect(conversations).toEqual([
			{ ...entry, expiration_timestamp: expect.stringMatching(/^\d{10}$/) },
			entry,
			undefined,
			undefined,
		]);
	});
});

describe('marketing messages', () => {
	const offer = {
		messaging_product: 'whatsapp',
		to: CUSTOMER,
		type: 'template',
		template: {
			name: 'promo_video',
			language: { code: 'en' },
			components: [
				{
					type: 'header',
					parameters: [{ type: 'video', video: { link: 'https://example.com/a.mp4' } }],
				},
				{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
			],
		},
	};

	it('fail for a customer who has stopped them, until they resume', async () => {
		const { account, http } = await connect();
		await account.stopMarketing(CUSTOMER);
		expect((await http.post('/messages', offer)).status).toBe(200);
		await waitFor(() => getStatuses().length === 1);
		expect(getStatuses()[0]).toMatchObject({ status: 'failed', errors: [{ code: 131050 }] });
		await account.stopMarketing(CUSTOMER, false);
		await http.post('/messages', offer);
		await waitFor(() => getStatuses().length >= 3);
		expect(
			getStatuses()
				.slice(1)
				.map(({ status }) => status),
		).toEqual(['sent', 'delivered']);
		const preferences = receiver.requests
			.map((call) => getChangeValue(call).user_preferences as Data[] | undefined)
			.flatMap((list) => list ?? []);
		expect(preferences).toMatchObject([
			{ wa_id: CUSTOMER, category: 'marketing_messages', value: 'stop' },
			{ wa_id: CUSTOMER, category: 'marketing_messages', value: 'resume' },
		]);
	});
});

import { useWebhook } from '../../support/dialog360Webhook';
import { createAccount, dialog360Http, waitFor, type Data } from '../../support/sandboxClient';

const GROUP = 'Y2FwaV9ncm91cDoxMjAzNjMwMjU=';
const MEMBER = '60123000111';
const { connect, getStatuses } = useWebhook();

const message = (pin: unknown, target: Data = { recipient_type: 'group', to: GROUP }) => ({
	messaging_product: 'whatsapp',
	...target,
	type: 'pin',
	pin,
});
const pin = { type: 'pin', message_id: 'wamid.X', expiration_days: 7 };

describe('a pin', () => {
	it.each<[string, unknown]>([
		['for 7 days', pin],
		['for a day', { ...pin, expiration_days: 1 }],
		['for 30 days', { ...pin, expiration_days: 30 }],
		['taken off', { type: 'unpin', message_id: 'wamid.X' }],
	])('of a group’s message: %s', async (_name, part) => {
		const account = await createAccount('dialog360');
		const { data } = await dialog360Http(account).post('/messages', message(part));
		expect(data).toEqual({
			messaging_product: 'whatsapp',
			contacts: [{ input: GROUP, wa_id: GROUP }],
			messages: [{ id: expect.stringMatching(/^wamid\./) }],
		});
	});

	it('has the receipts of any message to the group', async () => {
		const { account, http } = await connect();
		await account.receiveInbound({
			from: MEMBER,
			message: { type: 'text', text: { body: 'When?' }, group_id: GROUP },
		});
		const { data } = await http.post('/messages', message(pin));
		const sent = data.messages[0].id as string;
		await waitFor(() => getStatuses().length === 3);
		expect(getStatuses().map(({ id, status }) => [id, status])).toEqual(
			['sent', 'delivered', 'delivered'].map((status) => [sent, status]),
		);
	});

	it.each<[string, unknown, number]>([
		['without a time', { type: 'pin', message_id: 'wamid.X' }, 131008],
		['for no time', { ...pin, expiration_days: 0 }, 131009],
		['for 31 days', { ...pin, expiration_days: 31 }, 131009],
		['without a message', { type: 'pin', expiration_days: 7 }, 131008],
		['of another kind', { ...pin, type: 'star' }, 131009],
		['with more', { ...pin, color: 'red' }, 100],
	])('is rejected %s', async (_name, part, code) => {
		const account = await createAccount('dialog360');
		const { data } = await dialog360Http(account).post('/messages', message(part));
		expect(data.error?.code).toBe(code);
	});

	it.each<[string, Data]>([
		['person', { to: MEMBER }],
		['user ID', { recipient: 'MY.8812' }],
	])('goes to no %s', async (_name, target) => {
		const account = await createAccount('dialog360');
		await account.writeText(MEMBER);
		const { data } = await dialog360Http(account).post('/messages', message(pin, target));
		expect(data.error.code).toBe(100);
		expect(data.error.error_data.details).toMatch(/^Param type must be one of .* got "pin"\.$/);
	});
});

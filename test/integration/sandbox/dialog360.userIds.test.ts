import { getChangeValue, sendText, useWebhook } from '../../support/dialog360Webhook';
import { waitFor, type Data, type SandboxAccount } from '../../support/sandboxClient';

const PARENT = 'MY.ENT.3';
const { receiver, connect, getStatuses } = useWebhook();

const text = { type: 'text', text: { body: 'hi' } };
const toParent = { to: undefined, recipient: PARENT };

/** The customer writes; returns what the webhook got of it. */
async function write(account: SandboxAccount, from: string, userId?: string) {
	await account.receiveInbound({ from, message: text, ...(userId && { userId }) });
	const value = getChangeValue(receiver.requests.at(-1));
	return {
		contact: (value.contacts as Data[])[0],
		message: (value.messages as Data[])[0],
	};
}

describe('360dialog cloud: a parent user ID', () => {
	it('stands beside the person’s own in every receipt', async () => {
		const { account, http } = await connect();
		await write(account, PARENT);
		receiver.requests.length = 0;
		await sendText(http, toParent);
		await sendText(http, toParent);
		await waitFor(() => getStatuses().length === 4);
		const [first] = getStatuses();
		expect(first.recipient_user_id).toMatch(/^MY\.[A-Za-z0-9]{1,128}$/);
		for (const status of getStatuses()) {
			expect(status).toMatchObject({
				recipient_user_id: first.recipient_user_id,
				recipient_parent_user_id: PARENT,
			});
			expect(status).not.toHaveProperty('recipient_id');
		}
	});

	it('stands beside it in a failure too', async () => {
		const { http } = await connect();
		await sendText(http, toParent);
		await waitFor(() => getStatuses().length === 1);
		expect(getStatuses()[0]).toMatchObject({
			status: 'failed',
			recipient_user_id: expect.stringMatching(/^MY\.[A-Za-z0-9]+$/),
			recipient_parent_user_id: PARENT,
		});
	});

	it('is what the response names', async () => {
		const { http } = await connect();
		const { data } = await http.post('/messages', {
			messaging_product: 'whatsapp',
			recipient: PARENT,
			...text,
		});
		expect(data.contacts).toEqual([{ input: PARENT, user_id: PARENT }]);
	});

	it('stands beside the own ID in what the customer writes', async () => {
		const { account, http } = await connect();
		const { contact, message } = await write(account, PARENT, 'MY.8812');
		expect(contact).toMatchObject({ user_id: 'MY.8812', parent_user_id: PARENT });
		expect(message).toMatchObject({ from_user_id: 'MY.8812', from_parent_user_id: PARENT });
		receiver.requests.length = 0;
		const asParent = await sendText(http, toParent);
		const asPerson = await sendText(http, { to: undefined, recipient: 'MY.8812' });
		await waitFor(() => getStatuses().length === 4);
		const named = (message: string) =>
			getStatuses()
				.filter(({ id }) => id === message)
				.map((status) => [status.recipient_user_id, status.recipient_parent_user_id]);
		expect(named(asParent)).toEqual(Array(2).fill(['MY.8812', PARENT]));
		expect(named(asPerson)).toEqual(Array(2).fill(['MY.8812', undefined]));
	});

	it('is not there where nobody has used one', async () => {
		const { account, http } = await connect();
		const { contact, message } = await write(account, 'MY.8812');
		expect([contact.user_id, message.from_user_id]).toEqual(['MY.8812', 'MY.8812']);
		expect(contact).not.toHaveProperty('parent_user_id');
		expect(message).not.toHaveProperty('from_parent_user_id');
		receiver.requests.length = 0;
		await sendText(http, { to: undefined, recipient: 'MY.8812' });
		await waitFor(() => getStatuses().length === 2);
		expect(getStatuses()[0].recipient_user_id).toBe('MY.8812');
		expect(getStatuses()[0]).not.toHaveProperty('recipient_parent_user_id');
	});
});

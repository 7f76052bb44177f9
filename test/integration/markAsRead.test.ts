import { createAccount } from '../support/sandboxClient';
import { runNode } from '../support/engine';

const CUSTOMER = '60123240066';

describe('Mark as Read', () => {
	it.each([
		[false, {}],
		[true, { typing_indicator: { type: 'text' } }],
	])('Cloud API, typing indicator %s', async (showTyping, extra) => {
		const account = await createAccount('dialog360');
		const { id } = await account.writeText(CUSTOMER);
		const { json, error } = await runNode(account, {
			operation: 'markAsRead',
			messageId: id,
			showTyping,
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			operation: 'markAsRead',
			success: true,
			status: 'accepted',
			messageId: id,
		});
		const [request] = (await account.requests()).slice(-1);
		expect(request).toMatchObject({ method: 'POST', path: '/messages' });
		expect(request.body).toEqual({
			messaging_product: 'whatsapp',
			status: 'read',
			message_id: id,
			...extra,
		});
	});

	it('On-Premise API', async () => {
		const account = await createAccount('dialog360', { hosting: 'onPremise' });
		const { id } = await account.writeText(CUSTOMER);
		const { json, error } = await runNode(account, { operation: 'markAsRead', messageId: id });
		expect(error).toBeUndefined();
		expect(json[0].success).toBe(true);
		const [request] = (await account.requests()).slice(-1);
		expect(request).toMatchObject({
			method: 'PUT',
			path: `/v1/messages/${encodeURIComponent(id)}`,
			body: { status: 'read' },
		});
	});

	it.each([
		['null', { kind: 'null' }],
		['an empty body', { kind: 'empty' }],
		['{}', { kind: 'status', status: 200, body: {} }],
		['{"success": true}', { kind: 'status', status: 200, body: { success: true } }],
	])('takes %s for a yes', async (_, fault) => {
		const account = await createAccount('dialog360');
		const { id } = await account.writeText(CUSTOMER);
		await account.addFault(fault);
		const { json } = await runNode(account, { operation: 'markAsRead', messageId: id });
		expect(json[0]).toMatchObject({ success: true });
	});

	it('is not offered for the other providers', async () => {
		const account = await createAccount('socnet');
		const { error } = await runNode(account, { operation: 'markAsRead', messageId: 'x' });
		expect(error?.message).toMatch(/Socnet has no operation 'markAsRead'/);
		expect(await account.requests()).toEqual([]);
	});
});

import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { parseEvents } from '../support/parseEvents';
import { sortByProgress } from '../support/receipts';
import { startReceiver } from '../support/runtime';
import { createAccount, waitFor, type Data, type SandboxAccount } from '../support/sandboxClient';

const GROUP = 'Y2FwaV9ncm91cDoxMjAzNjMwMjU=';
const MEMBERS = ['60123000111', '60123000112'];

const send = async (account: SandboxAccount, parameters: INodeParameters) =>
	await runNode(
		account,
		{ operation: 'sendText', to: GROUP, text: 'Meeting at 3', ...parameters },
		{ onError: 'continueRegularOutput' },
	);

/** A group whose member has just written in it. */
async function openGroup(settings: Data = {}): Promise<SandboxAccount> {
	const account = await createAccount('dialog360', { settings });
	await account.receiveInbound({
		from: MEMBERS[0],
		message: { type: 'text', text: { body: 'When?' }, group_id: GROUP },
	});
	return account;
}

const lastBody = async (account: SandboxAccount) => (await account.requests()).slice(-1)[0].body;

describe('a message to a group', () => {
	it('goes out as documented', async () => {
		const account = await openGroup();
		const { json } = await send(account, {});
		expect(await lastBody(account)).toEqual({
			messaging_product: 'whatsapp',
			recipient_type: 'group',
			to: GROUP,
			type: 'text',
			text: { body: 'Meeting at 3' },
		});
		expect(json).toEqual([expect.objectContaining({ success: true, to: GROUP })]);
	});

	it.each([
		[{ operation: 'sendMedia', mediaSource: 'url', mediaUrl: 'https://example.com/a.jpg' }],
		[
			{
				operation: 'sendTemplate',
				template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
				templateInput: 'values',
				templateValues: {
					values: [
						{ name: '', text: 'Ana' },
						{ name: '', text: '1' },
					],
				},
			},
		],
	] as INodeParameters[][])('can be %j', async (parameters) => {
		const account = await openGroup();
		const { json } = await send(account, parameters);
		expect(json).toEqual([expect.objectContaining({ success: true, to: GROUP })]);
	});

	it('has receipts of its own for each member', async () => {
		const account = await openGroup();
		const receiver = await startReceiver();
		await runNode(account, {
			resource: 'account',
			operation: 'setWebhook',
			webhookUrl: receiver.url,
		});
		const { json } = await send(account, {});
		await waitFor(() => receiver.requests.length >= 2, { what: 'two webhooks' });
		const events = sortByProgress(
			receiver.requests.flatMap(({ body }) => parseEvents('dialog360', { body: body as Data })),
		);
		expect(events.map(({ status, groupId, messageId }) => [status, groupId, messageId])).toEqual(
			['sent', 'delivered', 'delivered'].map((status) => [status, GROUP, json[0].messageId]),
		);
		expect(new Set(events.map(({ id }) => id)).size).toBe(3);
		expect(events.every(({ pricing }) => pricing?.category === 'group_service')).toBe(true);
		await receiver.close();
	});

	const list = { button: [{ title: 'Yes', id: 'y' }] };
	const card = { contact: [{ formattedName: 'Ana', firstName: 'Ana' }] };
	const REJECTED: Array<[string, INodeParameters]> = [
		[
			'interactive messages',
			{ operation: 'sendInteractive', interactiveType: 'buttons', bodyText: 'A', buttons: list },
		],
		['locations', { operation: 'sendLocation', latitude: 1, longitude: 2 }],
		['contact cards', { operation: 'sendContacts', contacts: card }],
		['reactions', { operation: 'sendReaction', messageId: 'wamid.1', emoji: '👍' }],
		['messages with a category', { options: { category: 'utility' } }],
	];

	it.each(REJECTED)(
		'cannot be one of %s: others in the item get theirs',
		async (kind, parameters) => {
			const account = await openGroup();
			await account.writeText(MEMBERS[1]);
			await account.clearRequests();
			const { json } = await send(account, { ...parameters, to: `${GROUP}, ${MEMBERS[1]}` });
			expect(json[0]).toMatchObject({ success: false, to: GROUP });
			expect((json[0].error as Data).title).toBe(
				`'To' is a group, and groups can’t get ${kind}; send text, media, or a template`,
			);
			expect((await account.requests()).map(({ body }) => body.to)).toEqual([MEMBERS[1]]);
			expect(json).toHaveLength(2);
		},
	);

	it.each([
		['a group that is gone', { groups: [] }, '131041'],
		[
			'a suspended one',
			{ groups: [{ id: GROUP, subject: 'A', members: MEMBERS, suspended: true }] },
			'131207',
		],
		['an empty one', { groups: [{ id: GROUP, subject: 'A', members: [] }] }, '131020'],
	])('is rejected for %s', async (_, settings, code) => {
		const account = await createAccount('dialog360', { settings });
		const { json } = await send(account, {});
		expect(json[0]).toMatchObject({ success: false, error: { code } });
	});

	it.each(['onPremise', 'sandbox'] as const)(
		'only exists on the Cloud API: %s',
		async (hosting) => {
			const account = await createAccount('dialog360', { hosting });
			const { json } = await send(account, {});
			expect((json[0].error as Data).title).toContain(
				'is a group, which only 360dialog’s Cloud API',
			);
			const { json: toUser } = await send(account, { to: 'US.13491208655302741918' });
			expect((toUser[0].error as Data).title).toContain(
				'is a user ID, which only 360dialog’s Cloud API',
			);
			expect(await account.requests()).toEqual([]);
		},
	);

	it.each(['modica', 'bulk360', 'socnet'] as const)(
		'never goes to a person: %s',
		async (provider) => {
			const account = await createAccount(provider);
			const { json } = await send(account, {});
			expect(json[0]).toMatchObject({
				success: false,
				to: GROUP,
				error: { code: 'invalid-recipient' },
			});
			expect(await account.requests()).toEqual([]);
		},
	);

	it.each(['blockUsers', 'getCallPermission'])(
		'%s takes no group for a user',
		async (operation) => {
			const account = await createAccount('dialog360');
			const user = operation === 'blockUsers' ? { users: GROUP } : { user: GROUP };
			const { error } = await runNode(account, { resource: 'account', operation, ...user });
			expect(error?.description).toContain('This is a group');
			expect(await account.requests()).toEqual([]);
		},
	);
});

it.each([
	'Y2FwaV9ncm91cDox',
	'120363025246125486@g.us',
	'120363025246125486',
	'60123000111-1612345678@g.us',
])('whatever a group is called, no person gets its message: %s', async (to) => {
	const account = await createAccount('dialog360', { settings: { enforceWindow: false } });
	const { json } = await send(account, { to });
	expect(json[0]).toMatchObject({ success: false });
	expect(await account.messages()).toEqual([]);
});

it('a one-time password goes to no user ID', async () => {
	const account = await createAccount('dialog360');
	const { json } = await send(account, { to: 'MY.8812', options: { category: 'authentication' } });
	expect((json[0].error as Data).title).toContain("'To' is a user ID");
	expect(await account.requests()).toEqual([]);
});

import { runNode } from '../support/engine';
import { items, phone, send } from '../support/manyItems';
import { startReceiver } from '../support/runtime';
import { createAccount, waitFor, type SandboxAccount } from '../support/sandboxClient';

describe('Bulk360’s shared requests', () => {
	const TEXT = 'Hi Ana, your order 12 has shipped.';
	const posts = async (account: SandboxAccount) =>
		(await account.requests()).filter(({ path }) => path.endsWith('send.php'));

	it('700 recipients are 100 requests and 700 ids, each proven by its own DN', async () => {
		const account = await createAccount('bulk360', {
			balance: 10_000,
			settings: { receipts: { sentMs: null, deliveredMs: 1, readMs: null } },
		});
		const receiver = await startReceiver();
		await account.setPortal({ dnUrl: receiver.url, method: 'POST', encoding: 'json' });
		const input = items(700).map(({ json: { to } }) => ({ json: { to, text: TEXT } }));
		const { json } = await runNode(
			account,
			{ ...send, options: { maxPerSecond: 0 } },
			{ items: input },
		);
		const requests = await posts(account);
		expect(requests).toHaveLength(100);
		expect(requests.every(({ body }) => String(body.to).length <= 150)).toBe(true);
		expect(json.map(({ to }) => to)).toEqual(input.map((item) => item.json.to));
		await waitFor(() => receiver.requests.length >= 700, { timeoutMs: 20_000, what: '700 DNs' });
		const notified = receiver.requests.map(({ body }) => body as Record<string, string>);
		const idByRecipient = new Map(
			notified.map((dn) => [String(dn.msisdn ?? dn.to).replace(/^whatsapp:/, ''), dn.msgid]),
		);
		expect(json.map(({ to, messageId }) => [to, messageId])).toEqual(
			json.map(({ to }) => [to, idByRecipient.get(String(to))]),
		);
		expect(new Set(json.map(({ messageId }) => messageId)).size).toBe(700);
		await receiver.close();
	});

	it('an invalid number and a rejected one spoil nobody else’s message', async () => {
		const account = await createAccount('bulk360');
		await account.setOutcome({ to: phone(3), reject: { code: 406 }, times: null });
		const input = items(7, (i) => (i === 5 ? 'nobody' : phone(i))).map(({ json }) => ({
			json: { ...json, text: TEXT },
		}));
		const { json } = await runNode(account, send, {
			items: input,
			onError: 'continueRegularOutput',
		});
		expect(json.map(({ success }) => success)).toEqual([
			true,
			true,
			true,
			false,
			true,
			false,
			true,
		]);
		expect(json[3]).toMatchObject({ to: phone(3), error: { code: '406' } });
		expect(json[5]).toMatchObject({ to: 'nobody', error: { code: 'invalid-recipient' } });
		expect((await account.stats()).duplicates).toBe(0);
		expect((await account.messages()).map(({ to }) => to).sort()).toEqual(
			[0, 1, 2, 4, 6].map(phone),
		);
	});

	it.each([
		['outer', [true, false, false, true]],
		['inner', [false, true, true, false]],
	])('keep their texts where only the %s items share requests', async (_, shares) => {
		const account = await createAccount('bulk360', { settings: { enforceWindow: false } });
		for (let i = 0; i < 4; i++) await account.writeText(phone(i));
		const items = shares.map((share, i) => ({
			json: { to: phone(i), text: share ? 'News' : `Your code is ${i}`, share },
		}));
		const options = { groupRecipients: '={{ $json.share }}' };
		const { json } = await runNode(account, { ...send, options }, { items });
		expect(json.every(({ success }) => success)).toBe(true);
		expect(await posts(account)).toHaveLength(3);
		const texts = (await account.messages()).map(({ to, text }) => [to, text]).sort();
		expect(texts).toEqual(items.map(({ json: { to, text } }) => [to, text]));
	});

	it.each([
		['together when they say the same', {}, ['a', 'a', 'b'], 2],
		['apart when told so', { groupRecipients: false }, ['a', 'a', 'b'], 3],
		['twice to one recipient when two items say so', {}, ['a', 'a', 'a'], 3, 1],
	])('go %s', async (_, options, texts, requests, recipients = 3) => {
		const account = await createAccount('bulk360', { settings: { enforceWindow: false } });
		for (let i = 0; i < 3; i++) await account.writeText(phone(i));
		const { json } = await runNode(
			account,
			{ ...send, options },
			{ items: texts.map((text, i) => ({ json: { to: phone(i % recipients), text } })) },
		);
		expect(json.every(({ success }) => success)).toBe(true);
		expect(await posts(account)).toHaveLength(requests);
		expect(await account.messages()).toHaveLength(3);
	});
});

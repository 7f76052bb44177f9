import {
	createAccount,
	waitFor,
	type Data,
	type SandboxAccount,
} from '../../support/sandboxClient';

/** Nobody has written: everything but a template or Direct Send fails. */
const CUSTOMER = '60123000111';
const BSUID = 'MY.8812abcdEFGH';

describe('the sandbox’s own rules for Direct Send', () => {
	const post = async (account: SandboxAccount, body: Data) =>
		await fetch(`${account.data.baseUrl}/messages`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'd360-api-key': account.data.credentials.apiKey,
			},
			body: JSON.stringify({ messaging_product: 'whatsapp', to: CUSTOMER, ...body }),
		});
	const text = { type: 'text', text: { body: 'Hi' } };
	const buttons = (...list: Data[]) => ({
		type: 'interactive',
		interactive: { type: 'button', body: { text: 'Hi' }, action: { buttons: list } },
	});
	const link = { type: 'cta_url', cta_url: { display_text: 'Open', url: 'https://a.example' } };
	const reply = { type: 'reply', reply: { id: 'a', title: 'A' } };

	const REJECTED: Array<[string, Data, number]> = [
		['marketing', { category: 'marketing', ...text }, 100],
		['a lifetime without a category', { ttl_seconds: 60, ...text }, 100],
		['a short lifetime', { category: 'utility', ttl_seconds: 29, ...text }, 100],
		[
			'a name in capitals',
			{ category: 'utility', direct_send_config: { template_name: 'A' } },
			100,
		],
		['a location', { category: 'utility', type: 'location', location: {} }, 100],
		['buttons as authentication', { category: 'authentication', ...buttons(reply) }, 100],
		['a reply before a link', { category: 'utility', ...buttons(reply, link) }, 131009],
		['a link in an ordinary message', buttons(link), 131009],
		[
			'authentication to a user ID',
			{ category: 'authentication', to: undefined, recipient: BSUID, ...text },
			131062,
		],
	];

	it.each(REJECTED)('reject %s', async (_, body, code) => {
		const account = await createAccount('dialog360');
		await account.writeText(CUSTOMER);
		const response = await post(account, body);
		expect(response.ok).toBe(false);
		expect(((await response.json()) as { error: Data }).error.code).toBe(code);
	});

	it('take service for an ordinary message, and two links before eight replies', async () => {
		const account = await createAccount('dialog360');
		expect((await post(account, { category: 'service', ...text })).status).toBe(200);
		const replies = Array.from({ length: 8 }, (_, i) => ({
			type: 'reply',
			reply: { id: `${i}`, title: `${i}` },
		}));
		const body = { category: 'utility', ...buttons(link, link, ...replies) };
		expect((await post(account, body)).status).toBe(200);
	});

	it('report a taken template name later, and nothing at all of a lost message', async () => {
		const account = await createAccount('dialog360');
		const taken = { template_name: 'order_shipped' };
		await post(account, { category: 'utility', direct_send_config: taken, ...text });
		await post(account, { category: 'utility', to: undefined, recipient: BSUID, ...text });
		const [named] = await account.messages(CUSTOMER);
		await waitFor(
			async () => (await account.messages(CUSTOMER))[0].statuses.at(-1)?.code === '132021',
			{ what: 'the failure' },
		);
		expect(named.category).toBe('utility');
		expect((await account.messages(BSUID))[0].statuses).toEqual([]);
	});
});

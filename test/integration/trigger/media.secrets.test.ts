import { startHostileServer, type HostileResponse } from '../../support/hostileServer';
import { WebhookSender } from '../../support/webhookSender';
import { CORE, findLeaks, SECRET } from '../../support/leaks';

const json = { 'content-type': 'application/json' };
/** On Meta's own host, which the account's stands in for. */
const lookUp = JSON.stringify({
	id: '1',
	url: 'https://lookaside.fbsbx.com/files/1',
	mime_type: 'image/jpeg',
});

/** A host that says this about the file, having got the key. */
async function eventAfter(hosting: 'cloud' | 'onPremise', answer: HostileResponse) {
	const host = await startHostileServer(({ url }) =>
		hosting === 'cloud' && !url.startsWith('/files') ? { headers: json, body: lookUp } : answer,
	);
	const sender = await WebhookSender.open({ downloadMedia: true });
	try {
		const { credentials } = sender.account;
		sender.harness.credentials = {
			dialog360Api: { ...credentials, hosting, apiKey: SECRET, baseUrl: host.url },
		};
		const image = { id: 'wamid.1', from: '1', type: 'image', image: { id: '1' } };
		expect(await sender.post({ messages: [image] })).toMatchObject({ outcome: 'accepted' });
		const file = host.requests.at(-1);
		// Otherwise this test would see no leak.
		expect(file?.headers['d360-api-key'] ?? file?.headers.authorization).toContain(CORE);
		const [[[item]]] = sender.harness.outputs;
		return { item, warnings: sender.harness.warnings };
	} finally {
		await sender.close();
		await host.close();
	}
}

const said = `unknown key ${SECRET}`;
const REJECTIONS: Array<[string, HostileResponse]> = [
	[
		'a code in no table',
		{
			status: 401,
			headers: json,
			body: JSON.stringify({ error: { code: 4711, message: said } }),
		},
	],
	[
		'a code in no table, in the older shape',
		{
			status: 400,
			headers: json,
			body: JSON.stringify({ errors: [{ code: 4711, title: said, details: said }] }),
		},
	],
	['a page', { status: 502, headers: { 'content-type': 'text/html' }, body: `<p>${said}</p>` }],
	['headers', { status: 403, headers: { ...json, 'x-echo': SECRET }, body: '{}' }],
];

describe.each(['cloud', 'onPremise'] as const)('%s', (hosting) => {
	it.each(REJECTIONS)('a host that repeats the key in %s: it is in no item', async (_, answer) => {
		const shown = await eventAfter(hosting, answer);
		expect(shown.item.json).toMatchObject({
			media: { notDownloaded: expect.stringMatching(/^The file wasn’t downloaded: \S/) },
		});
		expect(findLeaks(shown)).toEqual([]);
	});

	it('a host that repeats the key in the type of a file', async () => {
		const headers = { 'content-type': `text/${SECRET}` };
		const { item } = await eventAfter(hosting, { headers, body: 'file' });
		expect(item.binary?.data).toBeDefined();
		expect(findLeaks([item.json, item.binary?.data.mimeType])).toEqual([]);
	});

	it('a text file is the customer’s, and stays as it is', async () => {
		const headers = { 'content-type': 'text/plain' };
		const { item } = await eventAfter(hosting, { headers, body: 'Dear shop' });
		expect(Buffer.from(item.binary?.data.data ?? '', 'base64').toString()).toBe('Dear shop');
	});
});

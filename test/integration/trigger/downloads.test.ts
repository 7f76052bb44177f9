import { WebhookSender } from '../../support/webhookSender';
import { waitFor } from '../../support/sandboxClient';
import { startWebhookServer, type WebhookServer } from '../../support/webhookServer';

let sender: WebhookSender;
let host: WebhookServer;
let open = 0;
let most = 0;
let total = 0;
let release = () => {};
afterEach(async () => {
	release();
	await sender.close();
	await host.close();
});

/** A trigger whose provider answers for no file before it is released, and then has none. */
async function withHost(options: object) {
	[open, most, total] = [0, 0, 0];
	const released = new Promise<void>((resolve) => (release = resolve));
	host = await startWebhookServer(async (_request, response) => {
		total++;
		most = Math.max(most, ++open);
		await released;
		open--;
		response.status(404).json({});
	});
	sender = await WebhookSender.open({ downloadMedia: true, ...options });
	const { credentials } = sender.account;
	sender.harness.credentials = { dialog360Api: { ...credentials, baseUrl: host.url } };
}

const images = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		id: `wamid.${index}`,
		from: '1',
		type: 'image',
		image: { id: String(index), mime_type: 'image/jpeg' },
	}));

it('fetches five files at once, one after the other until all had their turn', async () => {
	await withHost({});
	await Promise.all(['a', 'b'].map(async (id) => await sender.sendText(id)));
	const answer = sender.post({ messages: images(18) });
	await waitFor(() => open === 5);
	release();
	expect(await answer).toMatchObject({ status: 200, events: 18 });
	expect([most, total]).toEqual([5, 18]);
});

it('gives every event in time, whether or not its file had a turn', async () => {
	await withHost({ mediaTimeoutMs: 2000 });
	expect(await sender.post({ messages: images(18) })).toMatchObject({ status: 200, events: 18 });
	// Who is late goes, and may let one more begin before all are late.
	expect(total).toBeGreaterThanOrEqual(5);
	expect(total).toBeLessThan(18);
	expect(sender.harness.executions).toHaveLength(1);
	for (const event of sender.harness.executions[0]) {
		expect(event).toMatchObject({
			media: { notDownloaded: 'The file wasn’t downloaded: the download took too long' },
		});
	}
});

// What the trigger asks of others ends at its deadline, whatever the other side does in the meantime.
import type { Socket } from 'node:net';
import { startRawServer, type RawServer } from '../../support/rawServer';
import { waitFor } from '../../support/sandboxClient';
import { WebhookAccount } from '../../support/webhookAccount';
import { WebhookSender } from '../../support/webhookSender';

let server: RawServer;
let closed = 0;
beforeEach(() => {
	closed = 0;
});
afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

async function startServer(answer: (socket: Socket, nth: number) => void): Promise<string> {
	server = await startRawServer(({ socket, nth }) => {
		socket.once('data', () => answer(socket, nth));
		socket.once('close', () => closed++);
	});
	return `http://127.0.0.1:${server.port}`;
}

/** Each byte of the response keeps the connection busy, so that only a deadline ends it. */
function drip(socket: Socket): void {
	socket.write('HTTP/1.1 200 OK\r\nX-Long: ');
	const timer = setInterval(() => socket.write('x'), 50);
	socket.once('close', () => clearInterval(timer));
}

/** So that no test waits for half a minute. */
function shortenDeadlines(): void {
	const createSignal = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => createSignal(ms / 100));
}

it.each([['never answers', () => {}] as const, ['answers byte by byte', drip] as const])(
	'looking up a file breaks off when its time is over: the provider %s',
	async (_, answer) => {
		const baseUrl = await startServer(answer);
		const sender = await WebhookSender.open({ downloadMedia: true, mediaTimeoutMs: 100 });
		const { harness, account } = sender;
		harness.credentials = { dialog360Api: { ...account.credentials, baseUrl } };
		const image = { id: 'wamid.1', from: '1', type: 'image', image: { id: '1' } };
		expect(await sender.post({ messages: [image] })).toMatchObject({ status: 200 });
		await waitFor(() => closed === 1);
		expect(harness.executions).toMatchObject([
			[{ media: { notDownloaded: expect.stringContaining('took too long') } }],
		]);
		await sender.close();
	},
);

it('Forward To gives an attempt up at its deadline, and tries again', async () => {
	shortenDeadlines();
	const url = await startServer((socket, nth) =>
		nth === 0 ? drip(socket) : socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
	);
	const sender = await WebhookSender.open({ forwardTo: url });
	expect((await sender.sendText('Hi')).status).toBe(200);
	await waitFor(() => closed === 2);
	expect(server.received().match(/POST /g)).toHaveLength(2);
	expect(sender.harness.warnings).toEqual([]);
	await sender.close();
});

it('a trigger that answers the probe byte by byte counts as alive', async () => {
	shortenDeadlines();
	const url = await startServer(drip);
	const headers = { 'X-N8N-Webhook-Token': 'of-another-n8n' };
	const number = await WebhookAccount.open({}, { url, headers });
	const harness = await number.addWorkflow();
	await harness.listen();
	await waitFor(() => closed === 1);
	expect(server.received()).toMatch(/^GET [^]*x-n8n-webhook-probe: 1/i);
	expect(await number.describeRegistered(harness)).toBe(`${url} + A test`);
	await number.close();
});

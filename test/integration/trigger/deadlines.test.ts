// What the trigger asks of others ends at its deadline, whatever the other side does in the meantime.
import type { Socket } from 'node:net';
import { advance, useFakeTime } from '../../support/fakeTime';
import { holdDeadlines } from '../../support/heldDeadlines';
import { startRawServer, type RawServer } from '../../support/rawServer';
import { nextTick } from '../../support/runtime';
import { waitFor } from '../../support/sandboxClient';
import { WebhookAccount } from '../../support/webhookAccount';
import { WebhookSender } from '../../support/webhookSender';

let server: RawServer;
let closed = 0;
beforeEach(() => {
	closed = 0;
});
afterEach(async () => {
	jest.useRealTimers();
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

it.each([['never answers', () => {}] as const, ['answers byte by byte', drip] as const])(
	'looking up a file breaks off when its time is over: the provider %s',
	async (_, answer) => {
		const baseUrl = await startServer(answer);
		const sender = await WebhookSender.open({ downloadMedia: true, mediaTimeoutMs: 20_000 });
		const { harness, account } = sender;
		harness.credentials = { dialog360Api: { ...account.credentials, baseUrl } };
		const image = { id: 'wamid.1', from: '1', type: 'image', image: { id: '1' } };
		useFakeTime();
		const response = sender.post({ messages: [image] });
		while (server.received() === '') await nextTick();
		await advance(20_000);
		expect(await response).toMatchObject({ status: 200 });
		while (closed === 0) await nextTick();
		expect(harness.executions).toMatchObject([
			[{ media: { notDownloaded: expect.stringContaining('took too long') } }],
		]);
		await sender.close();
	},
);

it('Forward To gives an attempt up at its deadline, and tries again', async () => {
	const deadlines = holdDeadlines(30_000);
	const url = await startServer((socket, nth) =>
		nth === 0 ? drip(socket) : socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
	);
	const sender = await WebhookSender.open({ forwardTo: url });
	expect((await sender.sendText('Hi')).status).toBe(200);
	await waitFor(() => server.received() !== '');
	deadlines[0].abort();
	await waitFor(() => closed === 2);
	expect(server.received().match(/POST /g)).toHaveLength(2);
	expect(sender.harness.warnings).toEqual([]);
	await sender.close();
});

it('a trigger that answers the probe byte by byte counts as alive', async () => {
	const deadlines = holdDeadlines(5000);
	const url = await startServer(drip);
	const headers = { 'X-N8N-Webhook-Token': 'of-another-n8n' };
	const number = await WebhookAccount.open({}, { url, headers });
	const harness = await number.addWorkflow();
	const listening = harness.listen();
	await waitFor(() => server.received() !== '');
	deadlines[0].abort();
	await listening;
	await waitFor(() => closed === 1);
	expect(server.received()).toMatch(/^GET [^]*x-n8n-webhook-probe: 1/i);
	expect(await number.describeRegistered(harness)).toBe(`${url} + A test`);
	await number.close();
});

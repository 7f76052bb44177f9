import axios from 'axios';
import { TriggerHarness } from '../../support/triggerHarness';
import { startHostileServer, type HostileServer } from '../../support/hostileServer';
import { createAccount } from '../../support/sandboxClient';

const PNG = 'png';
const TOKEN = 'webhook-token-1';

/** Stands in for the provider's own host of files. */
let files: HostileServer;
/** A host in n8n's own network. */
let elsewhere: HostileServer;
let harness: TriggerHarness;

beforeEach(async () => {
	elsewhere = await startHostileServer(() => ({
		headers: { 'content-type': 'image/png' },
		body: 'caught',
	}));
	files = await startHostileServer(({ url }) => PLACES[url] ?? { status: 404, body: 'none' });
});
afterEach(async () => {
	await harness.close();
	await files.close();
	await elsewhere.close();
});

const PLACES: Record<string, { status?: number; headers?: Record<string, string>; body: string }> =
	{
		'/file': { headers: { 'content-type': 'image/png' }, body: PNG },
		'/moved': { status: 302, headers: { location: '/file' }, body: '' },
		'/around': { status: 302, headers: { location: '/around' }, body: '' },
	};

async function activated(webhookToken: string, mediaHosts = '') {
	const account = await createAccount('bulk360');
	harness = await TriggerHarness.start(account, {
		options: { downloadMedia: true, mediaHosts },
		credentials: { ...account.credentials, baseUrl: files.url, webhookToken },
	});
	await harness.activate();
}

/** Somebody writes, and the call says where the file is. */
async function sends(parameters: Record<string, string>, token = TOKEN) {
	const { status } = await axios.post(
		harness.url,
		{ from: '60123240066', text: 'Look', moid: '1', ...parameters },
		{ params: { token }, proxy: false },
	);
	expect(status).toBe(200);
	const [[[item]]] = harness.outputs;
	expect(item.json).toMatchObject({ event: 'message', text: 'Look' });
	return item;
}

const readFile = ({ binary }: { binary?: { data?: { data: string } } }) =>
	Buffer.from(binary?.data?.data ?? '', 'base64').toString();
const noted = (item: { json: object; binary?: object }) => {
	expect(item.binary).toBeUndefined();
	return (item.json as { media: { notDownloaded: string } }).media.notDownloaded;
};

it.each([
	['image', 'image/png', null],
	['application/octet-stream', 'image/png', 'application/octet-stream'],
	['', 'image/png', null],
	['image/jpeg', 'image/jpeg', 'image/jpeg'],
])('a type that says nothing is taken from the file’s host: “%s”', async (stated, type, shown) => {
	await activated(TOKEN);
	const item = await sends({ media_url: `${files.url}/file`, mediatype: stated });
	expect(item.json).toMatchObject({ media: { mimeType: shown } });
	const fileName = type === 'image/png' ? '1.png' : '1.jpg';
	expect(item.binary?.data).toMatchObject({ mimeType: type, fileName });
});

it.each(['/file', '/moved'])('a file is fetched from the provider’s own host: %s', async (path) => {
	await activated(TOKEN);
	const item = await sends({ media_url: `${files.url}${path}` });
	expect(readFile(item)).toBe(PNG);
	expect(item.json.media).not.toHaveProperty('notDownloaded');
});

it('no link is opened while anybody may have sent it, and the event says so', async () => {
	await activated('');
	const item = await sends({ media_url: `${files.url}/file` }, '');
	expect(noted(item)).toBe(
		"The file wasn’t downloaded: the credential has no 'Webhook Token', so anyone could have sent its URL",
	);
	expect(files.requests).toEqual([]);
});

it('a link into n8n’s own network is not opened', async () => {
	await activated(TOKEN);
	expect(noted(await sends({ media_url: `${elsewhere.url}/file` }))).toBe(
		`The file wasn’t downloaded: its host ${new URL(elsewhere.url).host} isn’t listed in 'Media Hosts'`,
	);
	expect(elsewhere.requests).toEqual([]);
});

it('a redirect into n8n’s own network is not followed', async () => {
	await activated(TOKEN);
	PLACES['/away'] = { status: 307, headers: { location: `${elsewhere.url}/x` }, body: '' };
	expect(noted(await sends({ media_url: `${files.url}/away` }))).toBe(
		`The file wasn’t downloaded: its host ${new URL(elsewhere.url).host} isn’t listed in 'Media Hosts'`,
	);
	expect(elsewhere.requests).toEqual([]);
});

it.each([
	(url: string) => new URL(url).host,
	(url: string) => `cdn.example.com, ${url}/any/path`,
	(url: string) => `cdn.example.com\n${new URL(url).host}`,
])('a link to a host that the user lists is opened, and named (%#)', async (list) => {
	await activated(TOKEN, list(elsewhere.url));
	const item = await sends({ media_url: `${elsewhere.url}/file` });
	expect(readFile(item)).toBe('caught');
	expect(item.binary?.data).toMatchObject({ fileName: '1.png' });
});

it('redirects without end are given up', async () => {
	await activated(TOKEN);
	expect(noted(await sends({ media_url: `${files.url}/around` }))).toBe(
		'The file wasn’t downloaded: its URL redirects too many times',
	);
	expect(files.requests).toHaveLength(5);
});

it('a profile name that is a link is a name', async () => {
	await activated(TOKEN);
	const item = await sends({ name: `${files.url}/file` });
	expect(item.json).toMatchObject({ type: 'text', fromName: `${files.url}/file` });
	expect(item.json).not.toHaveProperty('media');
	expect(files.requests).toEqual([]);
});

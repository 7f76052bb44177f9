import type { IDataObject } from 'n8n-workflow';
import { dialog360 } from '../../nodes/WhatsAppBsp/providers/dialog360';
import { freeAccount } from '../support/accounts';
import { createAdditionalData, CREDENTIAL_TYPES, runNode } from '../support/engine';
import { items, phone, send } from '../support/manyItems';
import { initDeduplication } from '../support/processedDataTable';

const BAD = 20;
const onError = 'continueRegularOutput';

beforeAll(async () => {
	await initDeduplication();
});

afterEach(() => jest.restoreAllMocks());

const statuses = (json: IDataObject[]) => json.map(({ status }) => status);
const failedAt = (count: number, status = 'failed') =>
	Array.from({ length: count }, (_, i) => (i === BAD ? status : 'accepted'));

it('a media type that is none fails its item alone, before anything is sent', async () => {
	const account = await freeAccount();
	const given = items(60).map(({ json }, i) => ({
		json: { ...json, type: i === BAD ? 'Image' : 'image' },
	}));
	const { json, error } = await runNode(
		account,
		{
			operation: 'sendMedia',
			to: '={{ $json.to }}',
			mediaType: '={{ $json.type }}',
			mediaSource: 'url',
			mediaUrl: 'https://example.com/a.jpg',
		},
		{ items: given, onError },
	);
	expect(error).toBeUndefined();
	expect(statuses(json)).toEqual(failedAt(60));
	expect(json[BAD].error).toMatchObject({
		code: 'invalid-input',
		title: "'Media Type' is 'Image'; use one of audio, document, image, sticker, video, voice",
	});
	expect((await account.stats()).accepted).toBe(59);
});

it('a way to fill a template in that is none fails its item', async () => {
	const account = await freeAccount();
	const { json } = await runNode(
		account,
		{
			operation: 'sendTemplate',
			to: phone(1),
			template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' },
			templateInput: '={{ $json.text }}',
		},
		{ items: [{ json: { text: 'constructor' } }], onError },
	);
	expect(json[0].error).toMatchObject({
		code: 'invalid-input',
		title: "'Fill In With' is 'constructor'; use one of fields, values, components",
	});
});

describe('a request that cannot be made of one message', () => {
	const build = dialog360.buildSendRequest;
	const keyed = { ...send, options: { maxInFlight: 4, idempotencyKey: '={{ $json.text }}' } };

	function breakFor(to: string) {
		jest.spyOn(dialog360, 'buildSendRequest').mockImplementation((message, recipients, account) => {
			if (recipients.includes(to)) throw new TypeError('a fault of the node');
			return build(message, recipients, account);
		});
	}

	it('fails this item alone; the next run with the same keys sends it, and nothing else', async () => {
		const account = await freeAccount({ latencyMs: 20 });
		breakFor(phone(BAD));
		const nodeId = 'thrown';
		const first = await runNode(account, keyed, { items: items(60), onError, nodeId });
		expect(first.error).toBeUndefined();
		expect(statuses(first.json)).toEqual(failedAt(60));
		expect(first.json[BAD]).toMatchObject({
			to: phone(BAD),
			error: { title: 'a fault of the node' },
		});
		expect((await account.stats()).accepted).toBe(59);
		jest.restoreAllMocks();
		const next = await runNode(account, keyed, { items: items(60), onError, nodeId });
		expect(statuses(next.json)).toEqual(
			Array.from({ length: 60 }, (_, i) => (i === BAD ? 'accepted' : 'skipped')),
		);
		const { accepted, duplicates } = await account.stats();
		expect([accepted, duplicates]).toEqual([60, 0]);
	});

	it('ends a run that does not continue: what was sent is told, and nothing is sent afterwards', async () => {
		const account = await freeAccount({ latencyMs: 20 });
		breakFor(phone(BAD));
		const { error } = await runNode(account, keyed, { items: items(60), nodeId: 'ended' });
		expect(error?.message).toBe('a fault of the node');
		expect(error?.context?.itemIndex).toBe(BAD);
		const { accepted } = await account.stats();
		expect(error?.context?.sent).toHaveLength(accepted as unknown as number);
		jest.restoreAllMocks();
		const later = items(5, (i) => phone(500 + i));
		await runNode(account, send, { items: later });
		expect((await account.stats()).accepted).toBe(Number(accepted) + 5);
	});

	it('fails a receipt in the same way', async () => {
		const account = await freeAccount();
		const { markAsRead } = dialog360;
		if (!markAsRead) throw new Error('It can mark as read');
		jest.spyOn(markAsRead, 'buildRequest').mockImplementation(() => {
			throw new TypeError('a fault of the node');
		});
		const parameters = { operation: 'markAsRead', messageId: 'wamid.1' };
		const { json } = await runNode(account, parameters, { items: items(3), onError });
		expect(statuses(json)).toEqual(['failed', 'failed', 'failed']);
	});
});

it('an answer with another number of outcomes is unknown', async () => {
	const account = await freeAccount();
	jest.spyOn(dialog360, 'parseSendResponse').mockReturnValue([]);
	const { json } = await runNode(account, send, { items: items(3), onError });
	expect(statuses(json)).toEqual(['unknown', 'unknown', 'unknown']);
});

it('a credential that n8n’s database doesn’t give in time was not sent with: the message goes out later', async () => {
	const account = await freeAccount();
	let reads = 0;
	const credentialsHelper = createAdditionalData({
		[CREDENTIAL_TYPES[account.data.provider]]: account.credentials,
	}).credentialsHelper;
	const read = credentialsHelper.getDecrypted.bind(credentialsHelper);
	credentialsHelper.getDecrypted = async (...args) => {
		reads += 1;
		// The node reads it first, then n8n for each request.
		if (reads === 2) throw new Error('Connection terminated unexpectedly');
		return await read(...args);
	};
	const run = { items: items(1), onError, additionalData: { credentialsHelper } } as const;
	const { json } = await runNode(account, { ...send, options: { maxRetries: 0 } }, run);
	expect(json).toMatchObject([
		{
			status: 'failed',
			error: { code: 'CREDENTIAL_NOT_READ', title: 'n8n couldn’t read the credential' },
		},
	]);
	expect((await account.stats()).accepted).toBe(0);
	reads = 0;
	expect(statuses((await runNode(account, send, run)).json)).toEqual(['accepted']);
	expect((await account.stats()).accepted).toBe(1);
});

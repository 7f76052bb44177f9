import { UserError, type IDataObject } from 'n8n-workflow';
import { dialog360 } from '../../nodes/WhatsAppBsp/providers/dialog360';
import { freeAccount } from '../support/accounts';
import {
	createAdditionalData,
	CREDENTIAL_TYPES,
	runNode,
	type RunOptions,
} from '../support/engine';
import { items, phone, send } from '../support/manyItems';
import { initDeduplication } from '../support/processedDataTable';
import type { SandboxAccount } from '../support/sandboxClient';

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

/** The account's credential, whose nth read fails; the node reads it first, then n8n for each request. */
function createUnreadCredential(account: SandboxAccount, nth: number, thrown: Error) {
	const { credentialsHelper } = createAdditionalData({
		[CREDENTIAL_TYPES[account.data.provider]]: account.credentials,
	});
	const read = credentialsHelper.getDecrypted.bind(credentialsHelper);
	let reads = 0;
	credentialsHelper.getDecrypted = async (...args) => {
		reads += 1;
		if (reads === nth) throw thrown;
		return await read(...args);
	};
	return { credentialsHelper };
}

const DATABASE_ERROR = new Error('Connection terminated unexpectedly');

it('a credential that n8n’s database doesn’t give in time was not sent with: the message goes out later', async () => {
	const account = await freeAccount();
	const additionalData = createUnreadCredential(account, 2, DATABASE_ERROR);
	const run = { items: items(1), onError, additionalData } as const;
	const { json } = await runNode(account, { ...send, options: { maxRetries: 0 } }, run);
	expect(json).toMatchObject([
		{
			status: 'failed',
			error: { code: 'CREDENTIAL_NOT_READ', title: 'n8n couldn’t read the credential' },
		},
	]);
	expect((await account.stats()).accepted).toBe(0);
	expect(statuses((await runNode(account, send, run)).json)).toEqual(['accepted']);
	expect((await account.stats()).accepted).toBe(1);
});

describe('a credential that can’t be read before the first item', () => {
	const run = async (runOnError: RunOptions['onError'], thrown: Error = DATABASE_ERROR) => {
		const account = await freeAccount();
		const additionalData = createUnreadCredential(account, 1, thrown);
		return await runNode(account, send, { items: items(3), onError: runOnError, additionalData });
	};
	const error = {
		code: 'CREDENTIAL_NOT_READ',
		title: 'n8n couldn’t read the credential',
		retryable: true,
		details: DATABASE_ERROR.message,
	};

	it('fails every item, and says so in each', async () => {
		const { json } = await run('continueRegularOutput');
		expect(json).toMatchObject([0, 1, 2].map(() => ({ success: false, status: 'failed', error })));
	});

	it('leads every item to the error output', async () => {
		const { json, errorItems } = await run('continueErrorOutput');
		expect(json).toEqual([]);
		expect(errorItems.map((item) => item.json)).toMatchObject([0, 1, 2].map(() => ({ error })));
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
	});

	it('stops a run that does not continue', async () => {
		const stopped = await run('stopWorkflow');
		expect(stopped.error?.message).toContain(error.title);
		expect(stopped.error?.description).toContain(DATABASE_ERROR.message);
	});

	it('is not worth another try once it is deleted', async () => {
		const { json } = await run('continueRegularOutput', new UserError('It does not exist'));
		expect(json[0].error).toMatchObject({
			...error,
			retryable: false,
			details: 'It does not exist',
		});
	});
});

it('an operation that the provider doesn’t have fails every item', async () => {
	const account = await freeAccount();
	const unknown = { ...send, operation: 'sendFax' };
	const run = async (runOnError: RunOptions['onError']) =>
		await runNode(account, unknown, { items: items(2), onError: runOnError });
	const title = "360dialog has no operation 'sendFax' for resource 'message'";
	const { json } = await run('continueRegularOutput');
	expect(json).toMatchObject([0, 1].map(() => ({ success: false, error: { title } })));
	const { json: passed, errorItems } = await run('continueErrorOutput');
	expect(passed).toEqual([]);
	expect(errorItems).toHaveLength(2);
});

it('a provider that there is not fails every item', async () => {
	const account = await freeAccount();
	const parameters = { ...send, provider: 'fax' };
	const { json } = await runNode(account, parameters, { items: items(2), onError });
	expect(json).toMatchObject([0, 1].map(() => ({ provider: 'fax', success: false })));
});

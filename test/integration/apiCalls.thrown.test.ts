import type { IDataObject } from 'n8n-workflow';
import * as reading from '../../nodes/WhatsAppBsp/providers/dialog360/response';
import { JPEG, createRunner } from '../support/engine';
import { createAccount } from '../support/sandboxClient';

const onError = 'continueRegularOutput';
const named = (...names: string[]) => names.map((name) => ({ json: { name } }));

afterEach(() => jest.restoreAllMocks());

describe('a call that cannot be made for one item', () => {
	/** Stands for whatever a request can't be made with. */
	const ODD = 'odd';
	const run = createRunner('template');
	const parameters = { templateName: '={{ $json.name }}' };

	beforeEach(() => {
		const encode = encodeURIComponent;
		jest.spyOn(globalThis, 'encodeURIComponent').mockImplementation((text) => {
			if (text === ODD) throw new URIError('URI malformed');
			return encode(text);
		});
	});

	it('leaves the others their results', async () => {
		const account = await createAccount('dialog360');
		const { items, error } = await run(account, 'delete', parameters, {
			items: named('order_shipped', ODD, 'not_there'),
			onError,
		});
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items[0].json).toEqual({ deleted: true, name: 'order_shipped' });
		expect(items[1].json).toMatchObject({ status: 'failed', error: { title: 'URI malformed' } });
		expect(await account.requests()).toHaveLength(2);
	});

	it('is put out at the error output', async () => {
		const account = await createAccount('dialog360');
		const { items, errorItems } = await run(account, 'delete', parameters, {
			items: named(ODD, 'order_shipped'),
			onError: 'continueErrorOutput',
		});
		expect(items.map(({ json }) => json.name)).toEqual(['order_shipped']);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0].json.message).toBe('URI malformed');
	});

	it('ends a run that does not continue, and says which item it was', async () => {
		const account = await createAccount('dialog360');
		const { error } = await run(account, 'delete', parameters, {
			items: named('order_shipped', ODD, 'other'),
		});
		expect(error?.message).toBe('URI malformed');
		expect(error?.context?.itemIndex).toBe(1);
		expect(await account.requests()).toHaveLength(1);
	});
});

describe('an answer that cannot be read for one item', () => {
	function breakAt(
		nth: number,
		name: 'getConfirmationError' | 'parseRejection' = 'parseRejection',
	) {
		const { [name]: read } = reading;
		let calls = 0;
		jest.spyOn(reading, name).mockImplementation((reply) => {
			if (calls++ === nth) throw new TypeError('a fault of the node');
			return read(reply);
		});
	}

	const statuses = (json: IDataObject[]) => json.map(({ status }) => status);

	it('is unknown where the provider may have changed something', async () => {
		const account = await createAccount('dialog360');
		breakAt(1, 'getConfirmationError');
		const { json } = await createRunner('template')(
			account,
			'delete',
			{ templateName: '={{ $json.name }}' },
			{ items: named('order_shipped', 'appointment', 'not_there'), onError },
		);
		expect(json[0]).toMatchObject({ deleted: true });
		expect(statuses(json).slice(1)).toEqual(['unknown', 'failed']);
		expect(json[2].error).toMatchObject({ code: 'http-404' });
		expect(await account.requests()).toHaveLength(3);
	});

	it('has failed where something was only asked for', async () => {
		const account = await createAccount('dialog360');
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		breakAt(1);
		const { json } = await createRunner('media')(
			account,
			'get',
			{ mediaId: '={{ $json.name }}' },
			{ items: named(id, id, id), onError },
		);
		expect(json.map((each) => each.id ?? each.status)).toEqual([id, 'failed', id]);
		expect(json[1].error).toMatchObject({ title: 'a fault of the node' });
	});
});

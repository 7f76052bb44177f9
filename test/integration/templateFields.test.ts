import type { IDataObject } from 'n8n-workflow';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';
import { templateFields } from '../support/editor';
import { fileItem, JPEG, runNode, type RunOptions } from '../support/engine';
import { FILLED_TEMPLATES, FUTURE } from '../support/filledTemplates';

const CUSTOMER = '60123240066';
const PDF = Buffer.from('%PDF-1.4 invoice');

/** What the editor saves after somebody chose the template and filled its fields. */
async function createParameters(account: SandboxAccount, template: string, value: IDataObject) {
	const { fields } = await templateFields(account, template);
	return {
		operation: 'sendTemplate',
		to: CUSTOMER,
		template: { __rl: true, mode: 'list', value: template },
		templateFields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: fields },
	} as unknown as Parameters<typeof runNode>[1];
}

async function send(
	account: SandboxAccount,
	template: string,
	value: IDataObject,
	options?: RunOptions,
) {
	return await runNode(account, await createParameters(account, template, value), options);
}

async function lastTemplate(account: SandboxAccount): Promise<IDataObject> {
	const { body } = (await account.requests()).slice(-1)[0];
	return body.template as IDataObject;
}

describe('Send Template with the fields of the template', () => {
	it.each(FILLED_TEMPLATES)('%s', async (_, template, values, components) => {
		const account = await createAccount('dialog360');
		const { json, error } = await send(account, template, values);
		expect(error).toBeUndefined();
		const [message] = await account.messages();
		expect(json[0]).toMatchObject({ success: true, messageId: message.id });
		const [name, code] = template.split('|');
		expect(await lastTemplate(account)).toEqual({ name, language: { code }, components });
	});

	it('sends a template that leaves nothing open', async () => {
		const account = await createAccount('dialog360');
		const { json } = await send(account, 'call_us|en', {});
		expect(json[0].success).toBe(true);
		expect(await lastTemplate(account)).toEqual({ name: 'call_us', language: { code: 'en' } });
	});

	it('takes media from a binary field, with the file’s own name on a document', async () => {
		const account = await createAccount('dialog360');
		const values = { header_document: 'data', body_1: 'Ana', body_2: 'INV-7' };
		const { json, error } = await send(account, 'invoice_ready|en', values, {
			items: [fileItem(PDF, 'application/pdf', 'invoice.pdf')],
		});
		expect(error).toBeUndefined();
		expect(json[0].success).toBe(true);
		const [upload] = (await account.requests()).filter(({ path }) => path.endsWith('/media'));
		const { id } = upload.response as { id: string };
		expect((await lastTemplate(account)).components).toContainEqual({
			type: 'header',
			parameters: [{ type: 'document', document: { id, filename: 'invoice.pdf' } }],
		});
	});

	it('takes media by its id, also in a card', async () => {
		const account = await createAccount('dialog360');
		const { id } = await account.addMedia(JPEG.toString('base64'), 'image/jpeg');
		const { json } = await send(
			account,
			'summer_carousel|en',
			{
				body_1: 'Ana',
				card_0_header_image: id,
				card_0_body_1: 'Ana',
				card_0_button_0_url: 'shoes',
				card_1_header_image: 'data',
				card_1_body_1: 'Ana',
				card_1_button_0_url: 'hats',
			},
			{ items: [fileItem(JPEG, 'image/jpeg', 'a.jpg')] },
		);
		expect(json[0].success).toBe(true);
		expect(JSON.stringify(await lastTemplate(account))).toContain(`"image":{"id":"${id}"}`);
	});

	it('reads a time without a zone as the workflow’s clocks show it', async () => {
		const account = await createAccount('dialog360');
		const values = {
			header_image: 'https://example.com/a.png',
			offer_expires: FUTURE,
			body_1: 'Ana',
			body_2: 'SAVE10',
			button_0_code: 'SAVE10',
			button_1_url: 'lto',
		};
		await send(account, 'limited_offer|en', values, { timezone: 'Asia/Kuala_Lumpur' });
		expect(JSON.stringify(await lastTemplate(account))).toContain(
			`"expiration_time_ms":${Date.parse(`${FUTURE}+08:00`)}`,
		);
	});

	it('works in the On-Premise dialect, its namespace taken from the list', async () => {
		const account = await createAccount('dialog360', { hosting: 'onPremise' });
		const { json, error } = await send(account, 'order_shipped|en_US', {
			body_1: 'Ana',
			body_2: '4711',
		});
		expect(error).toBeUndefined();
		expect(json[0].success).toBe(true);
		expect(await lastTemplate(account)).toMatchObject({
			namespace: expect.stringMatching(/\w/),
			language: { policy: 'deterministic', code: 'en_US' },
		});
	});
});

describe('nothing is sent', () => {
	it.each([
		['a template that is nowhere', 'nowhere|en', {}, '132001', /isn’t one of the account/],
		['one in another language', 'promo_image|de', {}, '132001', /doesn’t exist in this language/],
		['a paused one', 'winback_paused|en', { body_1: 'Ana' }, '132015', /paused/],
		['a disabled one', 'old_disabled|en', {}, '132016', /disabled/],
		['a rejected one', 'bad_rejected|en', { body_1: 'x' }, '132001', /is rejected/],
		['one under review', 'new_pending|en', { body_1: 'x' }, '132001', /is pending/],
	])('for %s', async (_, template, values, code, message) => {
		const account = await createAccount('dialog360');
		const { json } = await send(account, template, values, { onError: 'continueRegularOutput' });
		expect(json[0]).toMatchObject({ success: false, error: { code, category: 'template' } });
		expect((json[0].error as IDataObject).title).toMatch(message);
		expect((await account.requests()).map(({ method }) => method)).not.toContain('POST');
	});

	it('when values are missing or wrong: all of it is said at once, by the names of the fields', async () => {
		const account = await createAccount('dialog360');
		const { error } = await send(account, 'promo_image|en', {
			header_image: 'photo',
			body_1: 'a\nb',
			body_2: ' ',
			button_1_code: 'x'.repeat(21),
		});
		expect(error?.message).toMatch(
			/'Header Image .*' is 'photo'; enter a URL.*'\{\{1\}\}' contains a line break.*'\{\{2\}\}' is empty.*'URL Suffix “Shop now”' is empty.*'Code “Copy offer code”' has 21 characters; the maximum is 20/s,
		);
		expect((await account.requests()).map(({ method }) => method)).not.toContain('POST');
	});

	it('with a file that the header cannot show', async () => {
		const account = await createAccount('dialog360');
		const { error } = await send(
			account,
			'promo_video|en',
			{ header_video: 'data', body_1: 'Ana' },
			{ items: [fileItem(JPEG, 'image/jpeg', 'a.jpg')] },
		);
		expect(error?.message).toMatch(/'Header Video .*' points to 'a\.jpg' of type image\/jpeg/);
		expect((await account.stats()).uploads).toBe(0);
	});

	it('with a code that is too long, a place off the earth, a time that is over', async () => {
		const account = await createAccount('dialog360');
		const otp = await send(account, 'otp_code|en', { code: '1'.repeat(16) });
		expect(otp.error?.message).toMatch(/'One-Time Password' has 16 characters; the maximum is 15/);
		const place = await send(account, 'store_location|en', {
			header_latitude: 91,
			header_longitude: 181,
			body_1: 'Ana',
		});
		expect(place.error?.message).toMatch(
			/is '91'; enter a number from -90 to 90.*is '181'; enter a number/,
		);
		const offer = await send(account, 'limited_offer|en', {
			header_image: 'https://example.com/a.png',
			offer_expires: '2020-01-01T00:00:00Z',
			body_1: 'Ana',
			body_2: 'S',
			button_0_code: 'S',
			button_1_url: 's',
		});
		expect(offer.error?.message).toMatch(/'Offer Expires' .* is in the past/);
	});
});

it('500 items, an image header from a file: 1 template list, 1 upload, 500 sends', async () => {
	const settings = { ratePerSecond: null, pairLimit: false };
	const account = await createAccount('dialog360', { settings });
	const parameters = await createParameters(account, 'promo_image|en', {
		header_image: 'data',
		body_1: '={{ $json.name }}',
		body_2: '25 %',
		button_0_url: 'summer',
		button_1_code: 'SAVE25',
	});
	await account.clearStats();
	const items = Array.from({ length: 500 }, (_, i) =>
		fileItem(JPEG, 'image/jpeg', 'promo.jpg', { to: `60123${100000 + i}`, name: `Customer ${i}` }),
	);
	const { json, error } = await runNode(
		account,
		{ ...parameters, to: '={{ $json.to }}', options: { maxPerSecond: 0 } },
		{ items },
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(500);
	expect(json.every(({ success }) => success)).toBe(true);
	expect(await account.stats()).toMatchObject({
		templateDownloads: 1,
		uploads: 1,
		accepted: 500,
		duplicates: 0,
	});
	expect(new Set((await account.messages()).map(({ text }) => text)).size).toBe(500);
});

it('never shares a list between credentials', async () => {
	const [first, second] = [await createAccount('dialog360'), await createAccount('dialog360')];
	await second.addTemplate({
		name: 'only_here',
		language: 'en',
		category: 'UTILITY',
		status: 'APPROVED',
		components: [{ type: 'BODY', text: 'Hi {{1}}' }],
	});
	const mine = await send(second, 'only_here|en', { body_1: 'Ana' });
	expect(mine.json[0].success).toBe(true);
	const theirs = await send(first, 'only_here|en', { body_1: 'Ana' });
	expect(theirs.error?.message).toContain('only_here (en) isn’t one of the account’s templates');
});

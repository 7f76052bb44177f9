import type { IDataObject } from 'n8n-workflow';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';
import { searchTemplates, templateFields } from '../support/editor';
import { fileItem, runNode, type RunOptions } from '../support/engine';
import { FILLED_TEMPLATES, FUTURE } from '../support/filledTemplates';

const CUSTOMER = '60123240066';
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const PDF = Buffer.from('%PDF-1.4 invoice');

/** What the editor saves after somebody chose the template and filled its fields. */
async function parametersFor(account: SandboxAccount, template: string, value: IDataObject) {
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
	return await runNode(account, await parametersFor(account, template, value), options);
}

async function lastTemplate(account: SandboxAccount): Promise<IDataObject> {
	const { body } = (await account.requests()).slice(-1)[0];
	return body.template as IDataObject;
}

const ids = ({ fields }: Awaited<ReturnType<typeof templateFields>>) => fields.map(({ id }) => id);

describe('the list of templates in the editor', () => {
	it('has every approved template of all pages, and none that cannot be sent', async () => {
		const account = await createAccount('dialog360');
		const approved = (await account.templates()).filter(({ status }) => status === 'APPROVED');
		expect(approved.length).toBeGreaterThan(230);
		const { results } = await searchTemplates(account);
		expect(results.map(({ value }) => value).sort()).toEqual(
			approved.map(({ name, language }) => `${String(name)}|${String(language)}`).sort(),
		);
	});

	it('finds by name, language and text', async () => {
		const account = await createAccount('dialog360');
		const names = async (filter: string) =>
			(await searchTemplates(account, filter)).results.map(({ name }) => name);
		expect(await names('order_shipped')).toEqual(['order_shipped (de)', 'order_shipped (en_US)']);
		expect(await names('BESTELLUNG')).toEqual(['order_shipped (de)']);
		expect(await names('winback')).toEqual([]);
	});

	it('says in plain words why it could not be loaded', async () => {
		const account = await createAccount('dialog360', { hosting: 'sandbox' });
		await expect(searchTemplates(account)).rejects.toThrow(/templates could not be loaded/);
	});
});

describe('the fields of a template in the editor', () => {
	it.each([
		['order_shipped|en_US', ['template_text', 'body_1', 'body_2']],
		[
			'order_update_named|en',
			['template_text', 'header_order_id', 'body_first_name', 'body_order_id', 'body_order_status'],
		],
		[
			'invoice_ready|en',
			['template_text', 'header_document', 'header_document_filename', 'body_1', 'body_2'],
		],
		[
			'promo_image|en',
			[
				'template_text',
				'header_image',
				'body_1',
				'body_2',
				'button_0_url',
				'button_1_code',
				'button_2_payload',
				'button_3_payload',
			],
		],
		['otp_code|en', ['template_text', 'code']],
	])('%s', async (template, expected) => {
		expect(ids(await templateFields(await createAccount('dialog360'), template))).toEqual(expected);
	});

	it('are named after the template, with its own examples and text', async () => {
		const account = await createAccount('dialog360');
		const { fields } = await templateFields(account, 'promo_image|en', 'id');
		expect(fields.map(({ displayName, required }) => [displayName, required])).toEqual([
			['Text of the Template', false],
			['Header Image (URL, ID, Field)', true],
			['{{1}}, e.g. Ana', true],
			['{{2}}, e.g. 25 %', true],
			['URL Ending “Shop now”', true],
			['Code “Copy offer code”', true],
			['Payload “Tell me more”', false],
			['Payload “Stop promotions”', false],
		]);
		// n8n cuts longer names off, and shows the rest nowhere.
		for (const { displayName } of fields) expect(displayName.length).toBeLessThanOrEqual(30);
		expect(fields[0]).toMatchObject({
			readOnly: true,
			defaultValue: '{{1}}, everything is {{2}} off today!',
		});
	});

	it('says so when there are none', async () => {
		const account = await createAccount('dialog360');
		expect(await templateFields(account, 'call_us|en')).toEqual({
			fields: [],
			emptyFieldsNotice: 'This template has nothing to fill in',
		});
		const { emptyFieldsNotice } = await templateFields(account, 'nowhere|en');
		expect(emptyFieldsNotice).toContain("no template 'nowhere'");
	});
});

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
		['a template that is nowhere', 'nowhere|en', {}, '132001', /not among the account/],
		['one in another language', 'promo_image|de', {}, '132001', /does not exist in this language/],
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
			/'Header Image .*' 'photo' is no URL.*'\{\{1\}\}' has a line break.*'\{\{2\}\}' is empty.*'URL Ending “Shop now”' is empty.*'Code “Copy offer code”' has 21 characters; at most 20/s,
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
		expect(error?.message).toMatch(/'Header Video .*'a\.jpg' is image\/jpeg/);
		expect((await account.stats()).uploads).toBe(0);
	});

	it('with a code that is too long, a place off the earth, a time that is over', async () => {
		const account = await createAccount('dialog360');
		const otp = await send(account, 'otp_code|en', { code: '1'.repeat(16) });
		expect(otp.error?.message).toMatch(/'One-Time Password' has 16 characters; at most 15/);
		const place = await send(account, 'store_location|en', {
			header_latitude: 91,
			header_longitude: 181,
			body_1: 'Ana',
		});
		expect(place.error?.message).toMatch(/'91' is no number from -90 to 90.*'181' is no number/);
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
	const parameters = await parametersFor(account, 'promo_image|en', {
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
	expect(theirs.error?.message).toContain('only_here (en) is not among the account’s templates');
});

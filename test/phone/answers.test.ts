import type { Locator } from 'playwright-core';
import { clipboardOf, hasFocus, isDrawn } from '../support/browser';
import * as messages from '../support/phoneMessages';
import { closeBrowser, heard, listen, openPhone, send, type OpenPhone } from '../support/phonePage';
import type { Receiver } from '../support/runtime';
import { providerHttp, waitFor, type Data } from '../support/sandboxClient';

let phone: OpenPhone;
let receiver: Receiver;
let imageId: string;

beforeAll(async () => {
	phone = await openPhone('dialog360', {
		settings: { pairLimit: false },
		first: async (account) => {
			await account.writes('4915112345678');
			receiver = await listen(account, 'secret-of-the-header');
		},
	});
	imageId = await messages.imageOf(phone.account);
});
afterAll(async () => {
	const complaints = await phone.close();
	await receiver.close();
	await closeBrowser();
	expect(complaints).toEqual([]);
});

async function arrives(message: Data): Promise<{ id: string; bubble: Locator }> {
	const id = await send(phone.account, message);
	const bubble = phone.page.locator(`article[data-id="${id}"]`);
	await bubble.waitFor();
	return { id, bubble };
}

/** The next message that the webhook hears after `act`. */
async function hears(act: () => Promise<unknown>): Promise<Data> {
	const before = heard(receiver).length;
	await act();
	return await waitFor(() => heard(receiver)[before], { what: 'the webhook' });
}

const composer = () => phone.page.getByRole('textbox', { name: 'Message' });
const button = (name: string) => phone.page.getByRole('button', { name, exact: true });
const pickFile = async (name: string, file: { name: string; mimeType: string; buffer: Buffer }) => {
	await button('Attach').click();
	const chooser = phone.page.waitForEvent('filechooser');
	await phone.page.getByRole('menuitem', { name }).click();
	await (await chooser).setFiles(file);
};

describe('writing', () => {
	it('sends with Enter, breaks the line with Shift+Enter', async () => {
		await composer().click();
		await phone.page.keyboard.type('Hello');
		await phone.page.keyboard.press('Shift+Enter');
		await phone.page.keyboard.type('*there*');
		const message = await hears(async () => await phone.page.keyboard.press('Enter'));
		expect(message).toMatchObject({ type: 'text', text: { body: 'Hello\n*there*' } });
		expect(await composer().inputValue()).toBe('');
		expect(await phone.message('Hello').getAttribute('data-direction')).toBe('in');
	});

	it('sends with the button, and nothing when nothing is written', async () => {
		const before = heard(receiver).length;
		await composer().fill('   ');
		await button('Send').click();
		const message = await hears(async () => {
			await composer().fill('Now');
			await button('Send').click();
		});
		expect(message).toMatchObject({ text: { body: 'Now' } });
		expect(heard(receiver)).toHaveLength(before + 1);
	});

	it('turns blue when the business has read it, and shows that it types', async () => {
		const { id } = await hears(async () => {
			await composer().fill('Anybody?');
			await composer().press('Enter');
		});
		const ticks = phone.page.locator(`article[data-id="${String(id)}"] .ticks`);
		expect(await ticks.getAttribute('data-status')).toBe('sent');
		await providerHttp(phone.account).post(
			'/messages',
			{
				messaging_product: 'whatsapp',
				status: 'read',
				message_id: id,
				typing_indicator: { type: 'text' },
			},
			{ headers: { 'D360-API-KEY': phone.account.credentials.apiKey } },
		);
		await phone.page.getByText('typing…').waitFor();
		expect(await ticks.getAttribute('data-status')).toBe('read');
		await arrives(messages.text('Here I am'));
		await phone.page.getByText('typing…').waitFor({ state: 'detached' });
	});

	it('quotes what it answers, and lets go of it with Escape', async () => {
		const { id, bubble } = await arrives(messages.text('Which colour?'));
		await bubble.hover();
		await bubble.getByRole('button', { name: 'Message options' }).click();
		await phone.page.getByRole('menuitem', { name: 'Reply' }).click();
		await phone.page.getByText('Reply to').waitFor();
		expect(await hasFocus(composer())).toBe(true);
		await composer().fill('Red');
		const message = await hears(async () => await composer().press('Enter'));
		expect(message).toMatchObject({ text: { body: 'Red' }, context: { id } });
		expect(await phone.message('Red').locator('.quote').textContent()).toContain('Which colour?');

		await bubble.getByRole('button', { name: 'Message options' }).click();
		await phone.page.getByRole('menuitem', { name: 'Reply' }).click();
		await composer().press('Escape');
		await phone.page.getByText('Reply to').waitFor({ state: 'detached' });
	});
});

describe('attaching', () => {
	const png = Buffer.from(messages.PNG, 'base64');

	it('sends a picture with a caption, and shows it', async () => {
		await pickFile('Photo, video or sticker', {
			name: 'dot.png',
			mimeType: 'image/png',
			buffer: png,
		});
		await phone.page.getByText('dot.png').waitFor();
		await composer().fill('A dot');
		const message = await hears(async () => await button('Send').click());
		expect(message).toMatchObject({
			type: 'image',
			image: { id: expect.any(String), mime_type: 'image/png', caption: 'A dot' },
		});
		const picture = phone.message('A dot').locator('img');
		await waitFor(async () => await isDrawn(picture));
	});

	it.each([
		['Audio', 'note.ogg', 'audio/ogg', 'audio', { voice: true }],
		['Audio', 'song.mp3', 'audio/mpeg', 'audio', { voice: false }],
		['Document', 'list.pdf', 'application/pdf', 'document', { filename: 'list.pdf' }],
		['Photo, video or sticker', 'clip.mp4', 'video/mp4', 'video', {}],
		['Photo, video or sticker', 'wave.webp', 'image/webp', 'sticker', {}],
	])('%s: %s becomes %s as %s', async (item, name, mimeType, type, part) => {
		await pickFile(item, { name, mimeType, buffer: Buffer.from('some bytes') });
		await phone.page.locator('.chip').getByText(name).waitFor();
		const message = await hears(async () => await button('Send').click());
		expect(message).toMatchObject({ type, [type]: { id: expect.any(String), ...part } });
	});

	it('can take the file back', async () => {
		await pickFile('Document', { name: 'no.pdf', mimeType: 'application/pdf', buffer: png });
		await button('Remove file').click();
		await phone.page.getByText('no.pdf').waitFor({ state: 'detached' });
	});

	it('sends a location and a contact', async () => {
		await button('Attach').click();
		await phone.page.getByRole('menuitem', { name: 'Location' }).click();
		await phone.page.getByLabel('Latitude').fill('1.5');
		const place = await hears(
			async () =>
				await phone.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click(),
		);
		expect(place).toMatchObject({
			type: 'location',
			location: { latitude: 1.5, longitude: 101.6953, name: 'Central Market' },
		});
		await button('Attach').click();
		await phone.page.getByRole('menuitem', { name: 'Contact' }).click();
		await phone.page.getByLabel('Name').fill('Mia Tan');
		const contact = await hears(
			async () =>
				await phone.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click(),
		);
		expect(contact).toMatchObject({
			type: 'contacts',
			contacts: [{ name: { formatted_name: 'Mia Tan', first_name: 'Mia' } }],
		});
	});
});

describe('tapping', () => {
	it.each<[string, () => Data, string, Data]>([
		[
			'a reply button',
			() => messages.buttons,
			'Afternoon',
			{ interactive: { type: 'button_reply', button_reply: { id: 'pm', title: 'Afternoon' } } },
		],
		[
			'a button of a template',
			() => messages.promotion(imageId),
			'Tell me more',
			{ type: 'button', button: { text: 'Tell me more', payload: 'MORE' } },
		],
		[
			'a button without a payload',
			() => messages.promotion(imageId),
			'Stop promotions',
			{ type: 'button', button: { text: 'Stop promotions', payload: 'Stop promotions' } },
		],
		[
			'a card of a carousel',
			() => messages.carousel(imageId),
			'Blue, please',
			{ interactive: { type: 'button_reply', button_reply: { id: 'want-1' } } },
		],
		[
			'a permission to call',
			() => messages.callPermission,
			'Allow calls',
			{
				interactive: {
					type: 'call_permission_reply',
					call_permission_reply: { response: 'accept' },
				},
			},
		],
		[
			'a refused call',
			() => messages.callPermission,
			'Not now',
			{
				interactive: {
					type: 'call_permission_reply',
					call_permission_reply: { response: 'reject' },
				},
			},
		],
		[
			'a product',
			() => messages.product,
			'Order this',
			{ order: { catalog_id: 'C1', product_items: [{ product_retailer_id: 'SHOE-42' }] } },
		],
		[
			'several products',
			() => messages.productList,
			'Order these',
			{
				order: {
					product_items: [{ product_retailer_id: 'HAT-1' }, { product_retailer_id: 'SHOE-1' }],
				},
			},
		],
		[
			'a catalog',
			() => messages.catalog,
			'View catalog and order',
			{ order: { product_items: [{ product_retailer_id: 'HAT-9' }] } },
		],
	])('%s', async (_what, message, label, expected) => {
		const { id, bubble } = await arrives(message());
		const answer = await hears(
			async () => await bubble.getByRole('button', { name: label }).click(),
		);
		expect(answer).toMatchObject({ ...expected, context: { id } });
	});

	it('chooses from a list', async () => {
		const { id, bubble } = await arrives(messages.list);
		await bubble.getByRole('button', { name: 'Shops' }).click();
		const dialog = phone.page.getByRole('dialog', { name: 'Shops' });
		await dialog.getByRole('radio', { name: 'Harbour' }).check();
		const answer = await hears(
			async () => await dialog.getByRole('button', { name: 'Send' }).click(),
		);
		expect(answer).toMatchObject({
			interactive: { type: 'list_reply', list_reply: { id: 's1', title: 'Harbour' } },
			context: { id },
		});
		await dialog.waitFor({ state: 'detached' });
	});

	it('answers a request for the location', async () => {
		const { id, bubble } = await arrives(messages.locationRequest);
		await bubble.getByRole('button', { name: 'Send location' }).click();
		const dialog = phone.page.getByRole('dialog');
		const answer = await hears(
			async () => await dialog.getByRole('button', { name: 'Send' }).click(),
		);
		expect(answer).toMatchObject({ type: 'location', context: { id } });
	});

	it.each([
		['flow', () => messages.flow, 'Choose a time', 'flow'],
		['address', () => messages.address, 'Provide address', 'address_message'],
	])('answers a %s with JSON, and says when it is none', async (_what, message, label, name) => {
		const { id, bubble } = await arrives(message());
		await bubble.getByRole('button', { name: label }).click();
		const dialog = phone.page.getByRole('dialog');
		const answers = dialog.getByLabel('Answers');
		expect(JSON.parse(await answers.inputValue())).toBeInstanceOf(Object);
		await answers.fill('{"a": ');
		await dialog.getByRole('button', { name: 'Send' }).click();
		await dialog.getByText('Not valid JSON').waitFor();
		await answers.fill('{"a": 1}');
		const answer = await hears(
			async () => await dialog.getByRole('button', { name: 'Send' }).click(),
		);
		expect(answer).toMatchObject({
			interactive: { type: 'nfm_reply', nfm_reply: { name, response_json: '{"a":1}' } },
			context: { id },
		});
	});

	it('copies the code of an offer', async () => {
		const { bubble } = await arrives(messages.promotion(imageId));
		await bubble.getByRole('button', { name: 'Copy offer code' }).click();
		await bubble.getByRole('button', { name: 'Copied SAVE25' }).waitFor();
		expect(await clipboardOf(phone.page)).toBe('SAVE25');
	});

	it('reacts, and takes the reaction back', async () => {
		const { id, bubble } = await arrives(messages.text('Good news'));
		const open = async () => {
			await bubble.hover();
			await bubble.getByRole('button', { name: 'Message options' }).click();
		};
		await open();
		const given = await hears(
			async () => await phone.page.getByRole('menuitem', { name: 'React with ❤️' }).click(),
		);
		expect(given).toMatchObject({ type: 'reaction', reaction: { message_id: id, emoji: '❤️' } });
		await bubble.locator('.reactions').getByText('❤️').waitFor();
		await open();
		const taken = await hears(
			async () => await phone.page.getByRole('menuitem', { name: 'Remove reaction' }).click(),
		);
		expect(taken).toMatchObject({ type: 'reaction', reaction: { message_id: id, emoji: '' } });
		await bubble.locator('.reactions').waitFor({ state: 'detached' });
	});

	it('sends a read receipt by hand, and copies the id', async () => {
		const { id, bubble } = await arrives(messages.text('Read me'));
		await bubble.locator('.ticks[data-status=delivered]').waitFor();
		await bubble.hover();
		await bubble.getByRole('button', { name: 'Message options' }).click();
		await phone.page.getByRole('menuitem', { name: 'Send “read” receipt' }).click();
		await bubble.locator('.ticks[data-status=read]').waitFor();
		await bubble.getByRole('button', { name: 'Message options' }).click();
		await phone.page.getByRole('menuitem', { name: 'Copy message ID' }).click();
		expect(await clipboardOf(phone.page)).toBe(id);
	});
});

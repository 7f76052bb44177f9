import * as messages from '../../support/phoneMessages';
import { copied, CUSTOMER, usePhoneWithWebhook } from '../../support/phonePage';
import type { Data } from '../../support/sandboxClient';

const { phone, waitForMessage, sendToPhone } = usePhoneWithWebhook();

let imageId: string;
beforeAll(async () => {
	imageId = await messages.addImage(phone.account);
});

/** WhatsApp allows one request for permission to call in 24 hours, and two in a week. */
async function waitForNextRequest(): Promise<void> {
	const { account } = phone;
	await account.advanceClock(25);
	await account.writeText(CUSTOMER.dialog360);
}

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
			'a rejected call',
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
			'a button of a message without a template',
			() => messages.directButtons,
			'Already paid',
			{ type: 'button', button: { text: 'Already paid', payload: 'paid' } },
		],
		[
			'a request for the number',
			() => messages.contactRequest,
			'Share contact info',
			{ type: 'contacts', origin: 'contact_request' },
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
	])('%s', async (what, message, label, expected) => {
		if (what === 'a rejected call') await waitForNextRequest();
		const { id, bubble } = await sendToPhone(message());
		const answer = await waitForMessage(
			async () => await bubble.getByRole('button', { name: label }).click(),
		);
		expect(answer).toMatchObject({ ...expected, context: { id } });
	});

	it('chooses from a list', async () => {
		const { id, bubble } = await sendToPhone(messages.list);
		await bubble.getByRole('button', { name: 'Shops' }).click();
		const dialog = phone.page.getByRole('dialog', { name: 'Shops' });
		await dialog.getByRole('radio', { name: 'Harbour' }).check();
		const answer = await waitForMessage(
			async () => await dialog.getByRole('button', { name: 'Send' }).click(),
		);
		expect(answer).toMatchObject({
			interactive: { type: 'list_reply', list_reply: { id: 's1', title: 'Harbour' } },
			context: { id },
		});
		await dialog.waitFor({ state: 'detached' });
	});

	it('answers a request for the location', async () => {
		const { id, bubble } = await sendToPhone(messages.locationRequest);
		await bubble.getByRole('button', { name: 'Send location' }).click();
		const dialog = phone.page.getByRole('dialog');
		const answer = await waitForMessage(
			async () => await dialog.getByRole('button', { name: 'Send' }).click(),
		);
		expect(answer).toMatchObject({ type: 'location', context: { id } });
	});

	it('copies the code of an offer', async () => {
		const { bubble } = await sendToPhone(messages.promotion(imageId));
		await bubble.getByRole('button', { name: 'Copy offer code' }).click();
		await bubble.getByRole('button', { name: 'Copied SAVE25' }).waitFor();
		await copied(phone.page, (text) => text === 'SAVE25');
	});

	it('reacts, and takes the reaction back', async () => {
		const { id, bubble } = await sendToPhone(messages.text('Good news'));
		const open = async () => {
			await bubble.hover();
			await bubble.getByRole('button', { name: 'Message options' }).click();
		};
		await open();
		const given = await waitForMessage(
			async () => await phone.page.getByRole('menuitem', { name: 'React with ❤️' }).click(),
		);
		expect(given).toMatchObject({ type: 'reaction', reaction: { message_id: id, emoji: '❤️' } });
		await bubble.locator('.reactions').getByText('❤️').waitFor();
		await open();
		const taken = await waitForMessage(
			async () => await phone.page.getByRole('menuitem', { name: 'Remove reaction' }).click(),
		);
		expect(taken).toMatchObject({ type: 'reaction', reaction: { message_id: id, emoji: '' } });
		await bubble.locator('.reactions').waitFor({ state: 'detached' });
	});

	it('sends a read receipt by hand, and copies the id', async () => {
		const { id, bubble } = await sendToPhone(messages.text('Read me'));
		await bubble.locator('.ticks[data-status=delivered]').waitFor();
		await bubble.hover();
		await bubble.getByRole('button', { name: 'Message options' }).click();
		await phone.page.getByRole('menuitem', { name: 'Send “read” receipt' }).click();
		await bubble.locator('.ticks[data-status=read]').waitFor();
		await bubble.getByRole('button', { name: 'Message options' }).click();
		await phone.page.getByRole('menuitem', { name: 'Copy message ID' }).click();
		await copied(phone.page, (text) => text === id);
	});
});

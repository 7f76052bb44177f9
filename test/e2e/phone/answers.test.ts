import { hasFocus, isDrawn } from '../../support/browser';
import * as messages from '../../support/phoneMessages';
import { usePhoneWithWebhook } from '../../support/phonePage';
import { dialog360Http, waitFor } from '../../support/sandboxClient';

const { phone, getReceivedMessages, waitForMessage, sendToPhone } = usePhoneWithWebhook();

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
		const message = await waitForMessage(async () => await phone.page.keyboard.press('Enter'));
		expect(message).toMatchObject({ type: 'text', text: { body: 'Hello\n*there*' } });
		await waitFor(async () => (await composer().inputValue()) === '');
		expect(await phone.message('Hello').getAttribute('data-direction')).toBe('in');
	});

	it('sends with the button, and nothing when nothing is written', async () => {
		const before = getReceivedMessages().length;
		await composer().fill('   ');
		await button('Send').click();
		const message = await waitForMessage(async () => {
			await composer().fill('Now');
			await button('Send').click();
		});
		expect(message).toMatchObject({ text: { body: 'Now' } });
		expect(getReceivedMessages()).toHaveLength(before + 1);
	});

	it('turns blue when the business has read it, and shows that it types', async () => {
		const { id } = await waitForMessage(async () => {
			await composer().fill('Anybody?');
			await composer().press('Enter');
		});
		const ticks = phone.page.locator(`article[data-id="${String(id)}"] .ticks`);
		await waitFor(async () => (await ticks.getAttribute('data-status')) === 'sent');
		await dialog360Http(phone.account).post('/messages', {
			messaging_product: 'whatsapp',
			status: 'read',
			message_id: id,
			typing_indicator: { type: 'text' },
		});
		await phone.page.getByText('typing…').waitFor();
		await waitFor(async () => (await ticks.getAttribute('data-status')) === 'read');
		await sendToPhone(messages.text('Here I am'));
		await phone.page.getByText('typing…').waitFor({ state: 'detached' });
	});

	it('quotes what it answers, and lets go of it with Escape', async () => {
		const { id, bubble } = await sendToPhone(messages.text('Which colour?'));
		await bubble.hover();
		await bubble.getByRole('button', { name: 'Message options' }).click();
		await phone.page.getByRole('menuitem', { name: 'Reply' }).click();
		await phone.page.getByText('Reply to').waitFor();
		await waitFor(async () => await hasFocus(composer()));
		await composer().fill('Red');
		const message = await waitForMessage(async () => await composer().press('Enter'));
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
		const message = await waitForMessage(async () => await button('Send').click());
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
		const message = await waitForMessage(async () => await button('Send').click());
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
		await phone.page.getByRole('dialog').getByLabel('Latitude').fill('1.5');
		const place = await waitForMessage(
			async () =>
				await phone.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click(),
		);
		expect(place).toMatchObject({
			type: 'location',
			location: { latitude: 1.5, longitude: 101.6953, name: 'Central Market' },
		});
		await button('Attach').click();
		await phone.page.getByRole('menuitem', { name: 'Contact' }).click();
		await phone.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Mia Tan');
		const contact = await waitForMessage(
			async () =>
				await phone.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click(),
		);
		expect(contact).toMatchObject({
			type: 'contacts',
			contacts: [{ name: { formatted_name: 'Mia Tan', first_name: 'Mia' } }],
		});
	});

	it('keeps what is being filled in while a message arrives', async () => {
		await button('Attach').click();
		await phone.page.getByRole('menuitem', { name: 'Contact' }).click();
		const dialog = phone.page.getByRole('dialog');
		await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Mia Tan');
		await sendToPhone(messages.text('Take your time'));
		const contact = await waitForMessage(
			async () => await dialog.getByRole('button', { name: 'Send' }).click(),
		);
		expect(contact).toMatchObject({ contacts: [{ name: { formatted_name: 'Mia Tan' } }] });
	});
});

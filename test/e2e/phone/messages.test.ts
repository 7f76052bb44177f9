import type { Locator } from 'playwright-core';
import { isDrawn } from '../../support/browser';
import * as messages from '../../support/phoneMessages';
import { copied, CUSTOMER, send, sendToPhone, usePhone } from '../../support/phonePage';
import { waitFor, type Data } from '../../support/sandboxClient';

const phone = usePhone(async (account) => await account.writeText(CUSTOMER.dialog360));

let imageId: string;
beforeAll(async () => {
	imageId = await messages.addImage(phone.account);
});

/** The bubble in which it arrives. */
const sendAndGetBubble = async (message: Data) => (await sendToPhone(phone, message)).bubble;

const drawn = async (picture: Locator) =>
	await waitFor(async () => await isDrawn(picture), { what: 'the picture' });

describe('text', () => {
	it.each([
		['*bold* and _italic_', 'strong', ['bold']],
		['*bold* and _italic_', 'em', ['italic']],
		['~old~ new', 's', ['old']],
		['run `npm ci` first', 'code', ['npm ci']],
		['```a *b*\n c```', 'pre', ['a *b*\n c']],
		['*_both_*', 'strong em', ['both']],
		['- one\n- two', 'ul li', ['one', 'two']],
		['2. two\n3. three', 'ol[start="2"] li', ['two', 'three']],
		['> said\nanswered', 'blockquote', ['said']],
		['see https://a.example/x?y=1.', 'a', ['https://a.example/x?y=1']],
	])('%j has <%s> %j', async (body, selector, words) => {
		const bubble = await sendAndGetBubble(messages.text(body));
		expect(await bubble.locator('.text').locator(selector).allTextContents()).toEqual(words);
	});

	it.each(['2 * 3 * 4', 'snake_case_name', 'say * not bold *', 'a*b*c', '~', '**', '<b>bold</b>'])(
		'%j stays as it is written',
		async (body) => {
			const bubble = await sendAndGetBubble(messages.text(body));
			expect(await bubble.locator('.text').textContent()).toBe(body);
			expect(await bubble.locator('.text :is(strong, em, s, b)').count()).toBe(0);
		},
	);
});

describe('media', () => {
	it('shows a picture with its caption, through the sandbox’s own store', async () => {
		const bubble = await sendAndGetBubble({
			type: 'image',
			image: { id: imageId, caption: 'Your *parcel*' },
		});
		await drawn(bubble.locator('img'));
		expect(await bubble.locator('strong').textContent()).toBe('parcel');
	});

	it('shows a sticker without a bubble', async () => {
		const { id } = await phone.account.addMedia(
			'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==',
			'image/webp',
		);
		const bubble = await sendAndGetBubble({ type: 'sticker', sticker: { id } });
		await drawn(bubble.getByRole('img', { name: 'Sticker' }));
		expect(await bubble.locator('.bubble').getAttribute('data-plain')).toBe('true');
	});

	it.each([
		['video', 'video/mp4', 'video'],
		['audio', 'audio/mpeg', 'audio'],
	])('gives %s its player, and says so when it cannot be played', async (type, mime, element) => {
		const { id } = await phone.account.addMedia('AAAA', mime);
		const bubble = await sendAndGetBubble({ type, [type]: { id } });
		// Four bytes are no film: the player gives up and a line takes its place.
		await bubble.locator(`${element}, .media-missing`).first().waitFor();
		await bubble.locator('.media-missing').waitFor();
		expect(await bubble.textContent()).toContain('cannot be shown here');
	});

	it('calls a voice message one', async () => {
		const { id } = await phone.account.addMedia('AAAA', 'audio/ogg; codecs=opus');
		const bubble = await sendAndGetBubble({ type: 'audio', audio: { id, voice: true } });
		expect(await bubble.locator('.kind').textContent()).toBe('Voice message');
	});

	it('links a document under its name', async () => {
		const { id } = await phone.account.addMedia('AAAA', 'application/pdf');
		const bubble = await sendAndGetBubble({
			type: 'document',
			document: { id, filename: 'invoice.pdf', caption: 'For you' },
		});
		const link = bubble.getByRole('link', { name: 'invoice.pdf' });
		expect(await link.getAttribute('href')).toContain(`/media/${id}`);
		expect(await bubble.textContent()).toContain('For you');
	});
});

describe('what has a shape of its own', () => {
	it('shows a place with a link to a map', async () => {
		const bubble = await sendAndGetBubble(messages.location);
		const link = bubble.getByRole('link', { name: /Central Market/ });
		expect(await link.getAttribute('href')).toContain('mlat=3.1458&mlon=101.6953');
	});

	it('shows a contact', async () => {
		const bubble = await sendAndGetBubble(messages.contacts);
		expect(await bubble.locator('li').textContent()).toMatch(/Ben Okello.*\+256772000111/s);
	});

	it('shows header, body, footer and buttons', async () => {
		const bubble = await sendAndGetBubble(messages.buttons);
		const words = await bubble.innerText();
		expect(words).toMatch(/Delivery[\s\S]*When may we come\?[\s\S]*Reply any time/);
		expect(await bubble.locator('.tap').allTextContents()).toEqual(['Morning', 'Afternoon']);
	});

	it('lets a call-to-action lead to its address in a new tab', async () => {
		const bubble = await sendAndGetBubble(messages.callToAction);
		const link = bubble.getByRole('link', { name: 'Track it' });
		expect(await link.getAttribute('href')).toBe('https://shop.example.com/t/7');
		expect(await link.getAttribute('target')).toBe('_blank');
	});

	it('shows a message without a template with its category, its links, and its replies', async () => {
		const bubble = await sendAndGetBubble(messages.directButtons);
		expect(await bubble.locator('.tag').allTextContents()).toEqual(['No template', 'utility']);
		expect(await bubble.locator('.tap').allTextContents()).toEqual([
			'Open invoice',
			'Already paid',
		]);
		const link = bubble.getByRole('link', { name: 'Open invoice' });
		expect(await link.getAttribute('href')).toBe('https://pay.example.com/4411');
	});

	it('shows a call button that cannot be tapped here', async () => {
		const bubble = await sendAndGetBubble(messages.callButton);
		expect(await bubble.getByRole('button', { name: 'Ring us' }).isDisabled()).toBe(true);
	});

	it('shows the cards of a carousel', async () => {
		const bubble = await sendAndGetBubble(messages.carousel(imageId));
		expect(await bubble.locator('.card .text').allTextContents()).toEqual([
			'Red shoes',
			'Blue shoes',
		]);
		await drawn(bubble.locator('.card img').first());
	});
});

describe('templates', () => {
	it('fills positions, picture header, footer and buttons', async () => {
		const bubble = await sendAndGetBubble(messages.promotion(imageId));
		await drawn(bubble.locator('img'));
		expect(await bubble.locator('.text').textContent()).toBe('Ana, everything is 25 % off today!');
		expect(await bubble.locator('.footer-text').textContent()).toBe('Reply STOP to end');
		expect(await bubble.locator('.tap').allTextContents()).toEqual([
			'Shop now',
			'Copy offer code',
			'Tell me more',
			'Stop promotions',
		]);
		expect(await bubble.getByRole('link', { name: 'Shop now' }).getAttribute('href')).toBe(
			'https://shop.example.com/summer',
		);
	});

	it('fills names in header and body', async () => {
		const bubble = await sendAndGetBubble(messages.namedTemplate);
		expect(await bubble.locator('.header-text').textContent()).toBe('Order A-1042');
		expect(await bubble.locator('.text').textContent()).toBe('Hi Ana, order A-1042 is now packed.');
	});

	it('shows a one-time password with its advice and its life', async () => {
		const bubble = await sendAndGetBubble(messages.oneTimePassword);
		const words = await bubble.innerText();
		expect(words).toContain('482913 is your verification code. For your security');
		expect(words).toContain('This code expires in 10 minutes.');
		await bubble.getByRole('button', { name: 'Copy code' }).click();
		await bubble.getByRole('button', { name: 'Copied 482913' }).waitFor();
		await copied(phone.page, (text) => text === '482913');
	});

	it('shows each card of a carousel', async () => {
		const bubble = await sendAndGetBubble(messages.templateCarousel(imageId));
		expect(await bubble.locator('.card .text').allTextContents()).toEqual([
			'Shoes for Ana',
			'Hats for Ana',
		]);
		expect(await bubble.getByRole('link', { name: 'Buy' }).last().getAttribute('href')).toBe(
			'https://shop.example.com/p/sku-1',
		);
	});

	it('says until when an offer holds', async () => {
		const bubble = await sendAndGetBubble(messages.limitedOffer(imageId));
		expect(await bubble.locator('.offer').textContent()).toMatch(/Expiring offer!.*until .*2030/s);
	});
});

describe('what happens around a message', () => {
	it('moves the ticks as the receipts go out', async () => {
		const { settings } = phone.account.data;
		await phone.account.patch({ settings: { receipts: { sentMs: null, deliveredMs: null } } });
		const bubble = await sendAndGetBubble(messages.text('Watch me'));
		const ticks = bubble.locator('.ticks');
		expect(await ticks.getAttribute('data-status')).toBe('accepted');
		const messageId = String(await bubble.getAttribute('data-id'));
		for (const status of ['sent', 'delivered']) {
			await phone.account.sendReceipt({ messageId, status });
			await bubble.locator(`.ticks[data-status=${status}]`).waitFor();
		}
		expect(await ticks.textContent()).toContain('Delivered');
		await phone.account.patch({ settings: { receipts: settings.receipts } });
	});

	it('says why a message failed', async () => {
		await phone.account.setOutcome({ to: phone.customer, final: 'failed', code: 131049 });
		const bubble = await sendAndGetBubble(messages.text('Not for you'));
		await bubble.locator('.ticks[data-status=failed]').waitFor();
		expect(await bubble.locator('.absent').textContent()).toContain('Not delivered · 131049');
	});

	it('quotes what is answered', async () => {
		const first = await send(phone.account, messages.text('The *first* one'));
		const bubble = await sendAndGetBubble({
			...messages.text('About it'),
			context: { message_id: first },
		});
		expect(await bubble.locator('.quote').textContent()).toContain('The first one');
	});

	it('puts the business’s reaction under the customer’s message', async () => {
		const { id } = await phone.account.writeText(phone.customer, 'I am happy');
		const bubble = phone.page.locator(`article[data-id="${id}"]`);
		await bubble.waitFor();
		await send(phone.account, { type: 'reaction', reaction: { message_id: id, emoji: '👍' } });
		expect(await bubble.locator('.reactions').textContent()).toContain('👍');
		await send(phone.account, { type: 'reaction', reaction: { message_id: id, emoji: '' } });
		await bubble.locator('.reactions').waitFor({ state: 'detached' });
	});

	it('keeps the newest message in view', async () => {
		const bubble = await sendAndGetBubble(messages.text('The very last'));
		const place = await bubble.boundingBox();
		const list = await phone.page.getByRole('log').boundingBox();
		expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(
			(list?.y ?? 0) + (list?.height ?? 0),
		);
	});
});

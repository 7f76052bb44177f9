import type { Page } from 'playwright-core';
import { axeViolations, focusedName, screenshot, getWidths } from '../../support/browser';
import * as messages from '../../support/phoneMessages';
import {
	closeBrowser,
	CUSTOMER,
	getReceivedMessages,
	listen,
	openPhone,
	send,
	type OpenPhone,
} from '../../support/phonePage';
import type { Receiver } from '../../support/runtime';
import { waitFor, type SandboxAccount } from '../../support/sandboxClient';

afterAll(closeBrowser);

/** Something of every kind, so that every kind is looked at. */
async function fill(account: SandboxAccount): Promise<void> {
	await account.patch({ settings: { pairLimit: false } });
	const imageId = await messages.addImage(account);
	const { id } = await account.writeText(
		CUSTOMER.dialog360,
		'Hello *there*, see https://a.example',
	);
	await account.receiveInbound({
		from: CUSTOMER.dialog360,
		message: { type: 'image', image: { id: imageId } },
	});
	const all = [
		messages.text('> quote\n*bold* `code`\n```block```\n- list'),
		{ type: 'image', image: { id: imageId, caption: 'A dot' } },
		{ type: 'document', document: { link: 'https://a.example/x.pdf', filename: 'x.pdf' } },
		messages.location,
		messages.contacts,
		messages.buttons,
		messages.list,
		messages.flow,
		messages.productList,
		messages.carousel(imageId),
		messages.promotion(imageId),
		messages.limitedOffer(imageId),
		messages.oneTimePassword,
		{ type: 'reaction', reaction: { message_id: id, emoji: '👍' } },
	];
	for (const message of all) await send(account, message);
	await account.setOutcome({ to: CUSTOMER.dialog360, final: 'failed', code: 131049 });
	const failed = await send(account, messages.text('Fails'));
	await account.receiveInbound({
		from: CUSTOMER.dialog360,
		message: { type: 'text', text: { body: 'Answered' } },
		context: { message_id: failed },
	});
	await waitFor(async () =>
		(await account.messages()).every(({ statuses }) =>
			['delivered', 'failed'].includes(statuses.at(-1)?.status ?? ''),
		),
	);
}

async function fillSample(page: Page): Promise<void> {
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Name').fill('Ana Lim');
	await dialog.getByRole('radio', { name: 'Delivery' }).check();
	await dialog.getByLabel('People').fill('3');
	await dialog.getByLabel('Date').fill('2026-12-24');
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function findings(page: Page): Promise<string[]> {
	const violations = await axeViolations(page, TAGS);
	return violations
		.filter(({ impact }) => impact !== 'minor')
		.flatMap(({ id, nodes }) =>
			nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
		);
}

const WIDE = { width: 1400, height: 900 };
const NARROW = { width: 390, height: 844 };

describe.each([
	['light', 'wide', WIDE],
	['dark', 'wide', WIDE],
	['light', 'narrow', NARROW],
	['dark', 'narrow', NARROW],
] as const)('%s and %s', (colorScheme, name, viewport) => {
	let phone: OpenPhone;

	beforeAll(async () => {
		phone = await openPhone('dialog360', { view: { colorScheme, viewport }, first: fill });
		await phone.message('Answered').waitFor();
	});
	afterAll(async () => {
		// The carousel's link pictures and x.pdf are never fetched; nothing else may complain.
		expect(await phone.close()).toEqual([]);
	});

	const view = async (label: string) => {
		if (name === 'narrow') {
			await phone.page.getByRole('navigation').getByRole('button', { name: label }).click();
		}
	};
	const clean = async (state: string) => {
		await screenshot(phone.page, `${colorScheme}-${name}-${state}`);
		expect(await findings(phone.page)).toEqual([]);
	};

	it('chat', async () => await clean('chat'));

	it('menu of a message', async () => {
		const last = phone.message('Answered');
		await last.hover();
		await last.getByRole('button', { name: 'Message options' }).click();
		await clean('menu');
		await phone.page.keyboard.press('Escape');
	});

	it('list dialog', async () => {
		await phone.page.getByRole('button', { name: 'Shops' }).click();
		await clean('list');
		await phone.page.keyboard.press('Escape');
		await phone.page.getByRole('dialog').waitFor({ state: 'detached' });
	});

	it('form of a Flow, filled in and as JSON', async () => {
		await phone.page.getByRole('button', { name: 'Choose a time' }).click();
		await clean('flow');
		await fillSample(phone.page);
		await clean('flow-filled');
		await phone.page.getByRole('button', { name: 'As JSON' }).click();
		await clean('flow-json');
		await phone.page.keyboard.press('Escape');
		await phone.page.getByRole('dialog').waitFor({ state: 'detached' });
	});

	it('inspector with an open exchange', async () => {
		await view('Inspector');
		await phone.page.locator('.exchange button').first().click();
		await clean('inspector');
	});

	it('phones', async () => {
		await view('Phones');
		await clean('phones');
	});

	it('situations, all of them, and the connection', async () => {
		await view('What if');
		for (const control of ['Phone off', 'Blocked', 'No credit', 'Provider slow']) {
			await phone.page.getByRole('switch', { name: control }).check();
		}
		await phone.page.getByText('Connect n8n').click();
		await clean('situations');
		await view('Chat');
		await clean('chat-off');
	});

	it('fits its window', async () => {
		const { content, window } = await getWidths(phone.page);
		expect(content).toBeLessThanOrEqual(window);
	});
});

describe('by keyboard alone', () => {
	let phone: OpenPhone;
	let receiver: Receiver;

	beforeAll(async () => {
		phone = await openPhone('dialog360', {
			first: async (account) => {
				await account.writeText(CUSTOMER.dialog360);
				receiver = await listen(account, 'secret');
				await send(account, messages.list);
			},
		});
		await phone.message('Choose a shop').waitFor();
	});
	afterAll(async () => {
		const errors = await phone.close();
		await receiver.close();
		expect(errors).toEqual([]);
	});

	const keys = async (...all: string[]) => {
		for (const key of all) await phone.page.keyboard.press(key);
	};
	/** Tabs until the focus has this accessible name. */
	const tabTo = async (name: string) => {
		const focused = async () => await focusedName(phone.page);
		for (let tabs = 0; tabs < 60; tabs += 1) {
			if ((await focused()) === name) return;
			await keys('Tab');
		}
		throw new Error(`The focus never came to "${name}"`);
	};

	it('chooses from a list', async () => {
		await tabTo('Shops');
		await keys('Enter');
		await phone.page.getByRole('dialog', { name: 'Shops' }).waitFor();
		await phone.page.getByRole('radio', { name: 'Orchard' }).focus();
		await keys('ArrowDown', 'Enter');
		await waitFor(() =>
			getReceivedMessages(receiver).some(
				({ interactive }) =>
					(interactive as { list_reply?: { id: string } } | undefined)?.list_reply?.id === 's1',
			),
		);
	});

	it('reacts, and the focus comes back to where it was', async () => {
		await tabTo('Message options');
		await keys('Enter', 'ArrowRight', 'Enter');
		await waitFor(() => getReceivedMessages(receiver).some(({ type }) => type === 'reaction'));
		expect(getReceivedMessages(receiver).find(({ type }) => type === 'reaction')).toMatchObject({
			reaction: { emoji: '❤️' },
		});
		await keys('Enter', 'Escape');
		expect(await phone.page.getByRole('menu').count()).toBe(0);
		await tabTo('Message options');
	});

	it('writes and sends', async () => {
		await tabTo('Message');
		await phone.page.keyboard.type('No mouse here');
		await keys('Enter');
		await phone.message('No mouse here').waitFor();
	});
});

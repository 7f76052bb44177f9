import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { findBrowser, getClipboard, launchBrowser } from './browser';
import { sandboxUrl, startReceiver, type Receiver } from './runtime';
import {
	createAccount,
	dialog360Http,
	registerWebhook,
	waitFor,
	type Data,
	type NewAccountOptions,
	type SandboxAccount,
	type SandboxProvider,
} from './sandboxClient';
import { WITH_INSTALL_MS } from './timeouts';

beforeAll(findBrowser, WITH_INSTALL_MS);

/** The phone that the page opens first, per provider. */
export const CUSTOMER: Record<SandboxProvider, string> = {
	dialog360: '4915112345678',
	bulk360: '60123240066',
	socnet: '256772123456',
	modica: '64211234567',
};

let browser: Browser | undefined;

/** One browser for a test file; `closeBrowser` belongs into `afterAll`. */
export async function closeBrowser(): Promise<void> {
	await browser?.close();
	browser = undefined;
}

export interface OpenPhone {
	page: Page;
	account: SandboxAccount;
	customer: string;
	message: (text: string | RegExp) => Locator;
	/** Returns what the page wrote to its console as an error, uncaught exceptions included. */
	close: () => Promise<string[]>;
}

/** Opens a fresh account's phone; `first` runs before the page is opened. */
export async function openPhone(
	provider: SandboxProvider,
	options: NewAccountOptions & {
		view?: BrowserContextOptions;
		first?: (account: SandboxAccount) => Promise<unknown>;
	} = {},
): Promise<OpenPhone> {
	const { view, first, ...accountOptions } = options;
	browser ??= await launchBrowser();
	const account = await createAccount(provider, accountOptions);
	await first?.(account);
	const context = await browser.newContext({
		viewport: { width: 1400, height: 900 },
		permissions: ['clipboard-read', 'clipboard-write'],
		reducedMotion: 'reduce',
		...view,
	});
	context.setDefaultTimeout(30_000);
	const page = await context.newPage();
	const errors: string[] = [];
	page.on('pageerror', (error) => errors.push(error.message));
	page.on('console', (line) => {
		if (line.type() === 'error') errors.push(line.text());
	});
	await page.goto(`${sandboxUrl()}/?account=${account.id}`);
	await page.getByRole('heading', { level: 2, name: account.id }).waitFor();
	return {
		page,
		account,
		customer: CUSTOMER[provider],
		message: (text) => page.locator('article').filter({ hasText: text }).last(),
		close: async () => {
			await context.close();
			await account.delete();
			return errors;
		},
	};
}

/** One phone for all tests of a file, whose page must log no error; filled before the first test. */
export function usePhone(first: (account: SandboxAccount) => Promise<unknown>): OpenPhone {
	const phone = {} as OpenPhone;
	beforeAll(async () => {
		Object.assign(phone, await openPhone('dialog360', { settings: { pairLimit: false }, first }));
	});
	afterAll(async () => {
		const errors = await phone.close();
		await closeBrowser();
		expect(errors).toEqual([]);
	});
	return phone;
}

/** The same with a webhook that receives what the customer does after a first message. */
export function usePhoneWithWebhook() {
	let receiver: Receiver;
	const phone = usePhone(async (account) => {
		await account.writeText(CUSTOMER.dialog360);
		receiver = await listen(account, 'secret-of-the-header');
	});
	afterAll(async () => await receiver.close());
	return {
		phone,
		getReceivedMessages: () => getReceivedMessages(receiver),
		waitForMessage: async (act: () => Promise<unknown>) => await waitForMessage(receiver, act),
		sendToPhone: async (message: Data) => await sendToPhone(phone, message),
	};
}

/** A message of the business through 360dialog's own API, as the node sends it. */
export async function send(account: SandboxAccount, message: Data): Promise<string> {
	const { data, status } = await dialog360Http(account).post<{
		messages?: Array<{ id: string }>;
		error?: unknown;
	}>('/messages', {
		messaging_product: 'whatsapp',
		recipient_type: 'individual',
		to: CUSTOMER.dialog360,
		...message,
	});
	const id = data.messages?.[0].id;
	if (!id) throw new Error(`Rejected with ${status}: ${JSON.stringify(data)}`);
	return id;
}

/** Registers a receiver of the test as the account's webhook, with a secret header. */
export async function listen(account: SandboxAccount, secret: string): Promise<Receiver> {
	const receiver = await startReceiver();
	await registerWebhook(account, {
		url: `${receiver.url}/webhook`,
		headers: { 'X-Own-Header': secret },
	});
	return receiver;
}

/** Sends it and returns its ID and the bubble in which the page shows it. */
export async function sendToPhone(
	{ account, page }: OpenPhone,
	message: Data,
): Promise<{ id: string; bubble: Locator }> {
	const id = await send(account, message);
	const bubble = page.locator(`article[data-id="${id}"]`);
	await bubble.waitFor();
	return { id, bubble };
}

interface Envelope {
	entry: Array<{ changes: Array<{ value: { messages?: Data[]; statuses?: Data[] } }> }>;
}

/** The messages (not the receipts) that a webhook has received, oldest first. */
export const getReceivedMessages = (receiver: Receiver): Data[] =>
	receiver.requests.flatMap(
		({ body }) => (body as Envelope).entry[0].changes[0].value.messages ?? [],
	);

/** The next message that the webhook receives after `act`. */
async function waitForMessage(receiver: Receiver, act: () => Promise<unknown>): Promise<Data> {
	const before = getReceivedMessages(receiver).length;
	await act();
	return await waitFor(() => getReceivedMessages(receiver)[before], { what: 'the webhook' });
}

/** The clipboard's text once it is as wanted: the page writes it some time after the click. */
export async function copied(page: Page, isWanted: (text: string) => boolean): Promise<string> {
	let text = '';
	await waitFor(async () => isWanted((text = await getClipboard(page))), { what: 'the clipboard' });
	return text;
}

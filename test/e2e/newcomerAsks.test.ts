import type { Browser, BrowserContext, Page } from 'playwright-core';
import { sandboxUrl } from '../support/runtime';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';
import { launchBrowser } from './browser.mts';
import { addIf, decideOn, runIf } from './newcomer/ifNode.mts';
import { Newcomer } from './newcomer/newcomer.mts';
import { startEmptyN8n, type EmptyN8n } from './newcomer/n8n';
import { WITH_INSTALL_MS } from '../support/timeouts';

/** The very first start installs n8n. */
const MINUTES_MS = 240_000;

const MANAGER = '4915207654321';
const QUESTION = 'Approve the refund of $120 for order A-1042?';

let n8n: EmptyN8n;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let person: Newcomer;
let account: SandboxAccount;

beforeAll(async () => {
	n8n = await startEmptyN8n();
	browser = await launchBrowser();
	context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
	page = await context.newPage();
	person = new Newcomer(page, { ...n8n, sandbox: '' });
	await person.signIn();
	account = await createAccount('dialog360');
	await person.api('POST', '/rest/credentials', {
		name: 'Shop account',
		type: 'dialog360Api',
		data: account.credentials,
	});
}, WITH_INSTALL_MS);

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
}, MINUTES_MS);

/** The manager's phone, in a tab of its own. */
async function openPhone(): Promise<Page> {
	const phone = await context.newPage();
	await phone.goto(`${sandboxUrl()}/?account=${account.id}`);
	await phone.getByRole('heading', { level: 2, name: account.id }).waitFor();
	return phone;
}

const addQuestion = async () => {
	await person.startWorkflow();
	await person.addFirst('360dialog', 'Send message and wait for response', 'Actions');
	expect(await person.chosen('provider')).toBe('360dialog');
	await person.fill('to', `+${MANAGER}`);
	await person.fill('message', QUESTION);
};

it(
	'is told what to do while no trigger would get the answer, and nobody is asked',
	async () => {
		await account.writeText(MANAGER, 'Here I am', 'Max');
		await addQuestion();
		expect(await person.fields()).toEqual([
			'Credential',
			'Provider',
			'Resource',
			'Operation',
			expect.stringContaining('Answers arrive through a published workflow'),
			'To',
			'Response Type',
			'Message',
			'Approval Options',
			'Options',
		]);
		await person.executeStep();
		expect(await person.complaint()).toContain('No published trigger');
		expect(await account.messages()).toEqual([]);
	},
	MINUTES_MS,
);

it(
	'publishes a trigger, asks, and goes on with what is tapped on the phone',
	async () => {
		await person.startWorkflow();
		await person.addFirst('360dialog', 'On message received', 'Triggers');
		await person.closePanel();
		await person.publish();

		await addQuestion();
		await person.executeStep();
		const phone = await openPhone();
		const bubble = phone.locator('article').filter({ hasText: QUESTION }).last();
		await bubble.getByRole('button', { name: '✓ Approve' }).click();
		const item = await person.output('status', 'answered');
		expect(item).toMatchObject({ operation: 'sendAndWait', to: MANAGER });
		expect(JSON.stringify(item)).toContain('approved');
		await phone.close();

		await person.closePanel();
		await addIf(page);
		expect(await decideOn(page, person, 'approved')).toContain('approved');
		expect(await runIf(page, person)).toEqual(['True Branch (1 item)', 'False Branch']);
	},
	MINUTES_MS,
);

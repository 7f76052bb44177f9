import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeViolations, getWidths, launchBrowser, screenshot } from '../../support/browser';
import { WITH_INSTALL_MS } from '../../support/timeouts';
import { startEnvironment, stopEnvironment, TEST_MS, type Json } from '../examples/environment';
import { askByLink, askInCircles, postForm, waits, type LinkProvider } from './linkQuestions';
import { eventually, http, WaitTestAccount, type Question } from './question';

const PROVIDERS = ['bulk360', 'socnet'] as const;

const POLICY =
	/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-forms$/;

const APPROVAL = { responseType: 'approval' };
const HOSTILE = `Where to?\n"A" & 'B' <script>document.title="hacked"</script><img src=x onerror=alert(1)>`;
const CHOICE = {
	responseType: 'choice',
	message: HOSTILE,
	choices: {
		values: [
			{ title: 'Home </button><b>', description: 'Kampala & <i>around</i>' },
			{ title: 'مكتب', value: 'office "x"' },
			{ title: 'Neither' },
		],
	},
};

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 } };

const numbers: Partial<Record<LinkProvider, WaitTestAccount>> = {};
let browser: Browser;

beforeAll(async () => {
	await startEnvironment();
	browser = await launchBrowser();
	for (const provider of PROVIDERS)
		numbers[provider] = await WaitTestAccount.openWithoutTrigger(provider);
}, WITH_INSTALL_MS);
afterAll(async () => {
	await browser.close();
	await stopEnvironment();
}, TEST_MS);

const ask = async (provider: LinkProvider, parameters: Json) =>
	await askByLink(numbers[provider] as WaitTestAccount, provider, parameters);

const expectWaiting = async (question: Question) =>
	expect((await question.read()).status).toBe('waiting');

async function open(link: string, view: BrowserContextOptions = {}): Promise<Page> {
	const context = await browser.newContext({ ...PHONE, ...view });
	const page = await context.newPage();
	await page.goto(link);
	return page;
}

describe.each(PROVIDERS)('%s', (provider) => {
	it(
		'stays open for a link preview, and goes on with a person’s tap',
		async () => {
			const { question, link, text } = await ask(provider, APPROVAL);
			expect(text).toBe(`Approve the refund?\n\n${link}`);
			const robots: Array<Record<string, string>> = [
				{ 'User-Agent': 'WhatsApp/2.24.1 A' },
				{ 'User-Agent': 'facebookexternalhit/1.1' },
				{ 'Sec-Purpose': 'prefetch;prerender', Purpose: 'prefetch' },
			];
			for (const headers of robots) {
				const { status, headers: sent, data } = await http.get<string>(link, { headers });
				expect([status, sent['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
				expect(sent).toMatchObject({
					'content-security-policy': expect.stringMatching(POLICY) as string,
					'cache-control': 'no-store',
					'referrer-policy': 'no-referrer',
					'x-content-type-options': 'nosniff',
					'x-robots-tag': 'noindex, nofollow',
				});
				expect(data).toContain('Approve the refund?');
			}
			await http.head(link);
			await expectWaiting(question);

			const page = await open(link, { javaScriptEnabled: false });
			await page.getByRole('button', { name: '✓ Approve' }).click();
			await page.getByRole('heading', { name: 'Your answer has been sent' }).waitFor();
			expect(await question.result()).toEqual({
				provider,
				operation: 'sendAndWait',
				success: true,
				status: 'answered',
				messageId: (await question.message()).id,
				to: (await question.message()).to,
				data: { approved: true },
				answer: {
					value: 'yes',
					text: '✓ Approve',
					from: null,
					fromUserId: null,
					messageId: null,
					timestamp: expect.stringMatching(/^20\d\d-.*Z$/) as string,
					form: null,
				},
				event: null,
			});
		},
		TEST_MS,
	);

	it(
		'shows a choice as it was written, and goes on with its value',
		async () => {
			const { question, link } = await ask(provider, CHOICE);
			const page = await open(link);
			expect(await page.locator('.question').innerText()).toBe(HOSTILE);
			expect(await page.title()).toBe('Choose your answer');
			expect(await page.locator('script, img, b, i').count()).toBe(0);
			expect(await page.getByRole('button').allInnerTexts()).toEqual([
				'Home </button><b>\nKampala & <i>around</i>',
				'مكتب',
				'Neither',
			]);
			await page.getByRole('button', { name: 'مكتب' }).click();
			await page.getByText('مكتب').waitFor();
			expect(await question.result()).toMatchObject({
				status: 'answered',
				data: {},
				answer: { value: 'office "x"', text: 'مكتب' },
			});
		},
		TEST_MS,
	);

	it(
		'rejects a forged signature, another question, and what is no choice',
		async () => {
			const { question, link } = await ask(provider, APPROVAL);
			const { link: other } = await ask(provider, APPROVAL);
			const get = (name: string) => new URL(link).searchParams.get(name) ?? '';
			const signature = get('signature');
			const forged = [
				link.replace(signature, '0'.repeat(64)),
				link.replace(signature, ''),
				link.replace(signature, new URL(other).searchParams.get('signature') ?? ''),
				link.replace(get('question'), '0123456789abcdef'),
				link.replace(/\?question=\w+&/, '?'),
			];
			expect(new Set([link, ...forged]).size).toBe(6);
			for (const url of forged) {
				expect((await http.get(url)).status).toBe(401);
				expect((await postForm(url, 'choice=0')).status).toBe(401);
			}
			const bodies = ['choice=2', 'choice=-1', 'choice=', 'choice=0&choice=1', 'choice=yes', ''];
			for (const body of bodies) {
				const { status, data } = await postForm(link, body);
				expect([status, data]).toEqual([400, expect.stringContaining('Choose your answer')]);
			}
			expect((await http.post(link, { choice: 0 })).status).toBe(400);
			const headers = { 'X-N8N-Wait-Proof': '0'.repeat(64) };
			const event = { value: 'yes', event: {} };
			expect((await http.post(link, event, { headers })).status).toBe(403);
			await expectWaiting(question);
		},
		TEST_MS,
	);

	it(
		'has nothing to do once it is answered',
		async () => {
			const { question, link } = await ask(provider, APPROVAL);
			const page = await open(link);
			await page.getByRole('button', { name: '✗ Decline' }).click();
			await page.getByRole('heading', { name: 'Your answer has been sent' }).waitFor();
			await page.getByText('✗ Decline').waitFor();
			const result = await question.result();
			expect(result).toMatchObject({ data: { approved: false }, answer: { value: 'no' } });
			for (const late of [await http.get<string>(link), await postForm(link, 'choice=0')]) {
				expect([late.status, late.data]).toEqual([
					200,
					expect.stringContaining('No action required'),
				]);
			}
			expect(await question.result()).toEqual(result);
		},
		TEST_MS,
	);
});

it(
	'says the same to two forms sent at the same time',
	async () => {
		const { question, link } = await ask('socnet', APPROVAL);
		const responses = await Promise.all([postForm(link, 'choice=1'), postForm(link, 'choice=1')]);
		for (const { status, data } of responses) {
			expect([status, data]).toEqual([200, expect.stringContaining('✗ Decline')]);
		}
		expect(await question.result()).toMatchObject({ data: { approved: false } });
	},
	TEST_MS,
);

it(
	'does not answer the next question of a loop with the link of the one before',
	async () => {
		const number = numbers.socnet as WaitTestAccount;
		const { question, link, stop } = await askInCircles(number);
		expect((await postForm(link, 'choice=0')).status).toBe(200);
		const next = await eventually('the next question', async () => {
			const found = (await question.message()).text?.split('\n').at(-1);
			return found === link ? undefined : found;
		});
		await waits(question);
		for (const { status, data } of [
			await http.get<string>(link),
			await postForm(link, 'choice=0'),
		]) {
			expect([status, data]).toEqual([410, expect.stringContaining('This question is closed')]);
		}
		expect((await http.get(next)).status).toBe(200);
		await expectWaiting(question);
		await stop();
	},
	TEST_MS,
);

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.each(['light', 'dark'] as const)('on a phone, %s', (colorScheme) => {
	/** Without its sandbox, in which axe could not run. */
	async function openForAxe(link: string): Promise<Page> {
		const context = await browser.newContext({ ...PHONE, colorScheme });
		await context.route('**/webhook-waiting/**', async (route) => {
			const response = await route.fetch();
			const policy = response.headers()['content-security-policy'].replace(/sandbox.*/, '');
			const headers = { ...response.headers(), 'content-security-policy': policy };
			await route.fulfill({ response, headers });
		});
		const page = await context.newPage();
		await page.goto(link);
		return page;
	}

	async function look(page: Page, name: string) {
		await screenshot(page, `link-${colorScheme}-${name}`);
		expect(await axeViolations(page, TAGS)).toEqual([]);
		const { content, window } = await getWidths(page);
		expect(content).toBeLessThanOrEqual(window);
	}

	it(
		'is readable, and answered by keyboard',
		async () => {
			const consoleTexts: string[] = [];
			for (const [name, parameters] of Object.entries({ approval: APPROVAL, choice: CHOICE })) {
				const { question, link } = await ask('socnet', parameters);
				const page = await openForAxe(link);
				page.on('console', (message) => consoleTexts.push(message.text()));
				await page.reload();
				await look(page, name);
				await page.keyboard.press('Tab');
				await screenshot(page, `link-${colorScheme}-${name}-focus`);
				await page.keyboard.press('Enter');
				await page.getByRole('heading', { name: 'Your answer has been sent' }).waitFor();
				await look(page, `${name}-answered`);
				expect(await question.result()).toMatchObject({ status: 'answered' });
			}
			expect(consoleTexts).toEqual([]);
		},
		TEST_MS,
	);
});

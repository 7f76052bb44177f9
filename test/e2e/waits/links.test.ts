import type { Browser, Page } from 'playwright-core';
import { axeViolations, getWidths, launchBrowser, screenshot } from '../../support/browser';
import { startEnvironment, stopEnvironment, TEST_MS } from '../examples/environment';
import { CUSTOMER, http, Line, type Question } from './question';

const CUSTOMERS = { bulk360: CUSTOMER, socnet: '256772123456' } as const;
const PROVIDERS = ['bulk360', 'socnet'] as const;
type LinkProvider = (typeof PROVIDERS)[number];

const PHONE = { width: 360, height: 740 };
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const POLICY =
	/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'/;

const APPROVAL = { responseType: 'approval' };
const CHOICE = {
	responseType: 'choice',
	message: 'Where shall we deliver?\n<script>alert(1)</script> "A" & \'B\'',
	choices: {
		values: [
			{ title: 'Home <b>', description: 'Kampala & around' },
			{ title: 'مكتب', value: 'office "x"' },
			{ title: 'Neither' },
		],
	},
};

const lines: Partial<Record<LinkProvider, Line>> = {};
let browser: Browser;

beforeAll(async () => {
	await startEnvironment();
	browser = await launchBrowser();
	for (const provider of PROVIDERS) lines[provider] = await Line.openWithoutTrigger(provider);
}, 240_000);
afterAll(async () => {
	await browser.close();
	await stopEnvironment();
}, TEST_MS);

async function ask(provider: LinkProvider, parameters: object): Promise<[Question, string]> {
	const question = await (lines[provider] as Line).ask({ to: CUSTOMERS[provider], ...parameters });
	const { text = '' } = await question.message();
	const [link] = /https?:\/\/\S+$/.exec(text) ?? [];
	if (!link) throw new Error(`No link in: ${text}`);
	return [question, link];
}

const send = async (link: string, body: string) => await http.post<string>(link, body, { headers: FORM });

const status = async (question: Question) => (await question.read()).status;

async function open(link: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
	const context = await browser.newContext({ viewport: PHONE, colorScheme, javaScriptEnabled: true });
	const page = await context.newPage();
	await page.goto(link);
	return page;
}

it('experiment', async () => {
	const [question, link] = await ask('socnet', APPROVAL);
	const page = await open(link);
	page.on('request', (r) => console.log(Date.now(), r.method(), r.url().slice(0, 60)));
	page.on('response', (r) => console.log(Date.now(), r.status()));
	page.on('console', (m) => console.log(m.text()));
	await page.getByRole('button', { name: 'Approve' }).dblclick({ delay: 20 });
	await page.waitForTimeout(2000);
	console.log(await page.content());
	console.log(JSON.stringify(await question.result()));
	await page.reload();
	console.log((await page.content()).slice(0, 500));
	const [q2, l2] = await ask('bulk360', APPROVAL);
	const p2 = await open(l2);
	const [a, b] = [p2.getByRole('button', { name: 'Approve' }).click({ noWaitAfter: true }), p2.waitForTimeout(60).then(async () => await p2.getByRole('button', { name: 'Decline' }).click({ noWaitAfter: true, timeout: 500 }))];
	await Promise.allSettled([a, b]);
	await p2.waitForTimeout(1500);
	console.log((await p2.content()).slice(-500));
	const g = await http.get(l2);
	console.log(g.status, JSON.stringify(g.headers), String(g.data).slice(0, 300));
	void q2;
}, TEST_MS);

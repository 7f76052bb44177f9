/// <reference lib="dom" />
// The README's pictures, from a real n8n and the sandbox: npm run pictures [-- FOLDER]
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
	getNodeOfType,
	PROVIDERS,
	readExample,
	withCredential,
} from '../../sandbox/demo/providers.mts';
import { startEnvironment, type Environment } from '../../sandbox/demo/environment.mts';
import { REPOSITORY } from '../../sandbox/n8n/cache.mts';
import { OWNER } from '../../sandbox/n8n/client.mts';
import { until } from '../../sandbox/n8n/wait.mts';
import type { WorkflowFile } from '../../sandbox/n8n/workflow.mts';
import { launchBrowser } from './browser.mts';
import { Newcomer } from './newcomer/newcomer.mts';

const [folder = path.join(REPOSITORY, 'examples', 'pictures')] = process.argv.slice(2);

/** More is too much for a page that people open on their phones. */
const MOST_BYTES = 200_000;
const WAIT_MS = 60_000;
const VIEW = { width: 1400, height: 900 };

/** The customer of the example workflows, and another one. */
const ANA = '4915201234567';
const BEN = '4915209876543';
/** The manager of the example that asks for approval. */
const MAX = '4915207654321';
const [DIALOG360] = PROVIDERS;
if (!DIALOG360) throw new Error('No provider');

/** @param name with its ending: `png`, or `jpeg` for what would be too large as one */
async function shoot(page: Page, name: string): Promise<void> {
	// "Node executed successfully" goes away on its own.
	await page.locator('.el-notification').first().waitFor({ state: 'hidden' });
	// What slides and fades has come to rest.
	await page.waitForTimeout(500);
	const file = path.join(folder, name);
	await page.screenshot({ path: file, ...(name.endsWith('.jpeg') ? { quality: 80 } : {}) });
	const { size } = statSync(file);
	console.log(`  ${path.relative(REPOSITORY, file)}: ${Math.round(size / 1000)} kB`);
	if (size > MOST_BYTES) throw new Error(`${file} has more than ${MOST_BYTES} bytes`);
}

/** Sends "order shipped", with the fields of the template that the editor shows for it. */
function orderShipped(file: WorkflowFile): WorkflowFile {
	const node = getNodeOfType(file, /\.whatsAppBsp$/);
	const { templateValues, ...parameters } = node.parameters;
	if (!templateValues) throw new Error(`${file.name} fills its template in another way now`);
	node.parameters = {
		...parameters,
		template: {
			__rl: true,
			mode: 'list',
			value: 'order_shipped|en_US',
			cachedResultName: 'order_shipped (en_US)',
		},
		templateInput: 'fields',
		templateFields: {
			mappingMode: 'defineBelow',
			value: {
				template_text: 'Hi {{1}}, your order {{2}} has shipped.',
				body_1: '={{ $json.customerName }}',
				body_2: '={{ $json.orderNumber }}',
			},
		},
	};
	return file;
}

/** The output with this text in it, from top to bottom: a table of it is wider than the panel. */
async function showOutput(page: Page, text: string): Promise<void> {
	const output = page.locator('[data-test-id="output-panel"]');
	await output.getByText(text, { exact: true }).first().waitFor();
	await output.getByText('Schema', { exact: true }).click();
	await output.locator('[data-test-id="run-data-schema-item"]').first().waitFor();
}

interface Context {
	environment: Environment;
	page: Page;
	person: Newcomer;
	credential: { id: string; name: string };
}

/** The action node after a run: input, form and output side by side. */
async function editorPicture({ environment, page, person, credential }: Context): Promise<void> {
	const { credentialType } = DIALOG360;
	const file = orderShipped(readExample('order-shipped-360dialog'));
	const workflow = await environment.n8n.client.createWorkflow(
		withCredential(file, credentialType, credential),
	);
	await person.openPanel(workflow.id, getNodeOfType(workflow, /\.whatsAppBsp$/).id);
	await page.waitForSelector('[data-test-id="parameter-input-body_2"]');
	await person.executeStep();
	await showOutput(page, 'accepted');
	await shoot(page, 'editor.png');
}

/** The trigger's panel with the message that it listened for. */
async function triggerPicture({ environment, page, person, credential }: Context): Promise<void> {
	const { account, credentialType } = DIALOG360;
	const { client } = environment.n8n;
	const workflow = await client.createWorkflow(
		withCredential(readExample('auto-reply-360dialog'), credentialType, credential),
	);
	await person.openPanel(workflow.id, getNodeOfType(workflow, /whatsAppBspTrigger$/).id);
	await person.listen();
	const provider = environment.sandbox.account(account);
	await until('the test URL at the provider', WAIT_MS, async () =>
		String((await provider.webhook()).url).includes('/webhook-test/'),
	);
	await provider.customerWrites(BEN, 'Ben', 'Where is my order?');
	await showOutput(page, 'Where is my order?');
	await shoot(page, 'trigger.png');
}

/** A conversation with an active workflow, on the customer's phone: by day and by night. */
async function phonePictures(context: Context, browser: Browser): Promise<void> {
	const { environment, page, person, credential } = context;
	const { account, credentialType } = DIALOG360;
	const { client } = environment.n8n;
	const workflow = await client.createWorkflow(
		withCredential(readExample('customer-service-360dialog'), credentialType, credential),
	);
	await client.activate(workflow.id);
	await person.openCanvas(workflow.id);
	await shoot(page, 'canvas.png');

	const phone = async (colorScheme: 'light' | 'dark') => {
		const context = await browser.newContext({ viewport: VIEW, colorScheme });
		const opened = await context.newPage();
		await opened.goto(`${environment.sandbox.url}/?account=${account}&customer=${ANA}`);
		return opened;
	};
	await environment.sandbox.account(account).customerWrites(ANA, 'Ana', 'Hi, are you there?');
	const light = await phone('light');
	const message = (text: string) => light.locator('article').filter({ hasText: text }).last();
	await message('how can we help?').waitFor();
	await message('how can we help?').getByRole('button', { name: 'Track my order' }).click();
	await message('Your order left our warehouse').waitFor();
	await until('the receipts', WAIT_MS, async () => {
		const sent = (await environment.sandbox.account(account).messages()).filter(
			({ to }) => to === ANA,
		);
		return sent.every(({ statuses }) => statuses.some(({ status }) => status === 'delivered'));
	});
	await light.mouse.move(0, 0);
	await shoot(light, 'phone-light.jpeg');
	const dark = await phone('dark');
	await dark.getByText('Your order left our warehouse').last().waitFor();
	await shoot(dark, 'phone-dark.jpeg');
}

/** A question on the manager's phone, next to the node that waits for the answer. */
async function askPicture(context: Context, browser: Browser): Promise<void> {
	const { environment, page, person, credential } = context;
	const { account, credentialType } = DIALOG360;
	const { client } = environment.n8n;
	const workflow = await client.createWorkflow(
		withCredential(readExample('approval-360dialog'), credentialType, credential),
	);
	await client.activate(workflow.id);
	await environment.sandbox.account(account).customerWrites(MAX, 'Max', 'I am here today.');
	await person.openPanel(workflow.id, getNodeOfType(workflow, /\.whatsAppBsp$/).id);
	await person.executeStep();
	await page.getByText('The execution continues when').waitFor();
	const panel = await page.screenshot();
	const phone = await browser.newPage({ viewport: { width: 400, height: VIEW.height } });
	await phone.goto(`${environment.sandbox.url}/?account=${account}&customer=${MAX}`);
	await phone.getByRole('button', { name: '✓ Refund' }).waitFor();
	const both = [panel, await phone.screenshot()]
		.map((picture) => `<img src="data:image/png;base64,${picture.toString('base64')}">`)
		.join('');
	await phone.close();
	const size = { width: VIEW.width + 400, height: VIEW.height };
	const together = await browser.newPage({ viewport: size });
	await together.setContent(`<body style="margin:0;display:flex">${both}</body>`);
	await together.evaluate(
		async () => await Promise.all([...document.images].map(async (image) => await image.decode())),
	);
	await shoot(together, 'ask.jpeg');
	await together.close();
	await client.deactivate(workflow.id);
}

mkdirSync(folder, { recursive: true });
const environment = await startEnvironment({});
try {
	const { account, label, credentialType } = DIALOG360;
	const name = `${label} account`;
	const { credentials } = await environment.sandbox.account(account).read();
	const { id } = await environment.n8n.client.createCredential(credentialType, name, credentials);
	const browser = await launchBrowser();
	const page = await browser.newPage({ viewport: VIEW });
	const person = new Newcomer(page, {
		editor: environment.n8n.url,
		sandbox: environment.sandbox.url,
		email: OWNER.email,
		password: OWNER.password,
	});
	await person.signIn();
	const context = { environment, page, person, credential: { id, name } };
	await editorPicture(context);
	await triggerPicture(context);
	await askPicture(context, browser);
	await phonePictures(context, browser);
	await browser.close();
} finally {
	await environment.close(false);
}

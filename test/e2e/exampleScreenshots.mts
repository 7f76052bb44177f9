/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// Pictures of every example workflow on the editor's canvas, and what is wrong there: notes over nodes
// or cut short, nodes with a warning.
// npx --yes --package=node@24 -- node test/e2e/exampleScreenshots.mts FOLDER [EXAMPLE...]
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startEnvironment } from '../../sandbox/demo/environment.mts';
import { PROVIDERS, readExample } from '../../sandbox/demo/providers.mts';
import { REPOSITORY } from '../../sandbox/n8n/cache.mts';
import { OWNER } from '../../sandbox/n8n/client.mts';
import { launchBrowser } from './browser.mts';
import { byTestId, Editor } from './editor.mts';

const [folder, ...only] = process.argv.slice(2);
if (!folder) {
	console.error('Which folder shall the pictures go into?');
	process.exit(2);
}
mkdirSync(folder, { recursive: true });

/** Names of notes and nodes that lie on each other. */
const overlaps = async (page: Page): Promise<string[]> =>
	await page.evaluate(() => {
		const all = [...document.querySelectorAll<HTMLElement>('.vue-flow__node')].map((node) => {
			const { left, top, right, bottom } = node.getBoundingClientRect();
			const name = node.querySelector('[data-node-name]')?.getAttribute('data-node-name') ?? '?';
			return { name, left, top, right, bottom };
		});
		return all.flatMap((one, index) =>
			all
				.slice(index + 1)
				.filter(
					(other) =>
						one.left < other.right &&
						other.left < one.right &&
						one.top < other.bottom &&
						other.top < one.bottom,
				)
				.map((other) => `${one.name} / ${other.name}`),
		);
	});

/** Notes whose text is longer than they are high, with the height that is missing, in pixels of the note. */
const cutNotes = async (page: Page): Promise<number[]> =>
	await page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('[data-test-id="sticky"]')].flatMap((note) =>
			[note, ...note.querySelectorAll<HTMLElement>('*')]
				.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
				.filter((missing) => missing > 2)
				.slice(0, 1),
		),
	);

/** What the red triangles say. */
async function warnings(page: Page): Promise<string[]> {
	const found: string[] = [];
	for (const node of await page.locator(byTestId('canvas-node')).all()) {
		const mark = node.locator(byTestId('node-issues'));
		if ((await mark.count()) === 0) continue;
		const name = await node.getAttribute('data-node-name');
		await mark.first().hover({ force: true });
		const tip = page.locator('[data-reka-popper-content-wrapper], .el-popper').last();
		await tip.waitFor({ timeout: 3000 }).catch(() => undefined);
		const text = (await tip.count()) > 0 ? await tip.innerText() : '(no words)';
		found.push(`${name}: ${text.replace(/\s+/g, ' ')}`);
		await page.mouse.move(0, 0);
		await page.waitForTimeout(300);
	}
	return found;
}

const environment = await startEnvironment({});
try {
	const { client } = environment.n8n;
	const credentials = new Map<string, object>();
	for (const { account, label, name, credentialType } of PROVIDERS) {
		const { credentials: data } = await environment.sandbox.account(account).read();
		const { id } = await client.createCredential(credentialType, `${label} account`, data);
		credentials.set(name, { [credentialType]: { id, name: `${label} account` } });
	}
	const browser = await launchBrowser();
	const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
	const editor = new Editor(page, {
		editor: environment.n8n.url,
		sandbox: environment.sandbox.url,
		email: OWNER.email,
		password: OWNER.password,
	});
	// The first page of a new n8n takes long on a busy machine.
	page.setDefaultTimeout(300_000);
	await editor.signIn();
	const names = readdirSync(path.join(REPOSITORY, 'examples'))
		.filter((name) => name.endsWith('.json'))
		.map((name) => path.basename(name, '.json'))
		.filter((name) => only.length === 0 || only.includes(name));
	for (const [index, name] of names.entries()) {
		const file = readExample(name);
		const nodes = file.nodes.map((node) => {
			const own = credentials.get(String(node.parameters.provider));
			return own ? { ...node, credentials: own } : node;
		});
		const { id } = await client.createWorkflow({ ...file, nodes } as typeof file);
		// The page after the sign-in is still on its way: it would win over a first turn.
		if (index === 0) await editor.openCanvas(id);
		else await editor.turnTo(`/workflow/${id}`);
		await page
			.locator('[data-node-name]', { hasText: nodes.at(-1)?.name })
			.first()
			.waitFor();
		await page.click(byTestId('zoom-to-fit'));
		await page.waitForTimeout(1200);
		const lying = await overlaps(page);
		const cut = await cutNotes(page);
		await page.screenshot({ path: path.join(folder, `${name}.png`) });
		console.log(JSON.stringify({ name, lying, cut, warnings: await warnings(page) }));
	}
	await browser.close();
} finally {
	await environment.close(false);
}

// Pictures of both nodes' panels, for every provider, resource and operation.
// npx --yes --package=node@24 -- node test/e2e/screenshots.mts FOLDER [PROVIDER [OPERATION]]
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { PROVIDERS } from '../../sandbox/demo/providers.mts';
import { openStage } from '../../sandbox/demo/stage.mts';
import { OWNER } from '../../sandbox/n8n/client.mts';
import { launchBrowser } from './browser.js';
import { ACTION, combinations, Editor, TRIGGER } from './editor.js';

const WIDTH = 1400;
/** High enough for the longest form; n8n's panel fills the window. */
const HEIGHT = 1300;

const [folder, onlyProvider, onlyOperation] = process.argv.slice(2);
if (!folder) {
	console.error('Which folder shall the pictures go into?');
	process.exit(2);
}

const stage = await openStage({});
try {
	for (const { account, label, credentialType } of PROVIDERS) {
		const { credentials } = await stage.sandbox.account(account).read();
		await stage.n8n.client.createCredential(credentialType, `${label} account`, credentials);
	}
	mkdirSync(folder, { recursive: true });
	const browser = await launchBrowser();
	const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
	const editor = new Editor(page, {
		editor: stage.n8n.url,
		sandbox: stage.sandbox.url,
		email: OWNER.email,
		password: OWNER.password,
	});
	await editor.signIn();
	const types = await editor.nodeTypes();
	for (const type of [ACTION, TRIGGER]) {
		const description = types.find(({ name }) => name === type);
		if (!description) throw new Error(`n8n did not load ${type}`);
		const wanted = combinations(description).filter(
			({ provider, operation }) =>
				(!onlyProvider || provider === onlyProvider) &&
				(!onlyOperation || operation === onlyOperation),
		);
		const nodes = wanted.map((parameters) => ({ type, parameters }));
		const workflow = await editor.createWorkflow('Panels', nodes);
		for (const [index, parameters] of wanted.entries()) {
			const kind = type === TRIGGER ? ['trigger'] : [];
			const file = [...kind, ...Object.values(parameters)].join('-');
			await editor.openPanel(workflow.id, workflow.nodes[index]?.id ?? '');
			await page.screenshot({ path: path.join(folder, `${file}.png`) });
			console.log(`  ${file}.png: ${(await editor.fields()).join(' | ')}`);
		}
	}
	await browser.close();
} finally {
	await stage.close(false);
}

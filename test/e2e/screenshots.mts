// Pictures of both nodes as the editor shows them: every provider, resource and operation, as they
// open and with everything in them opened; what the providers reject; the credentials; what the
// search for nodes offers.
// npx --yes --package=node@24 -- node test/e2e/screenshots.mts FOLDER [PROVIDER [OPERATION]]
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { PROVIDERS } from '../../sandbox/demo/providers.mts';
import { startEnvironment } from '../../sandbox/demo/environment.mts';
import { OWNER } from '../../sandbox/n8n/client.mts';
import { launchBrowser } from './browser.mts';
import { ACTION, combinations, Editor, TRIGGER } from './editor.mts';
import { getRejectedNodes } from './walk/rejections.mts';
import { getFaces, type Field, type Values } from './walk/opened.mts';

const WIDTH = 1400;
/** High enough for the longest form; n8n's panel fills the window. */
const HEIGHT = 2200;

const [folder, onlyProvider, onlyOperation] = process.argv.slice(2);
if (!folder) {
	console.error('Which folder shall the pictures go into?');
	process.exit(2);
}
mkdirSync(folder, { recursive: true });

interface Panel {
	file: string;
	parameters: Values;
}

/** Each panel as it opens, and each of its faces with everything opened. */
function getPanels(kind: string[], description: INodeTypeDescription): Panel[] {
	const properties = description.properties as unknown as Field[];
	return combinations(description)
		.filter(
			({ provider, operation }: Record<string, string>) =>
				(!onlyProvider || provider === onlyProvider) &&
				(!onlyOperation || operation === onlyOperation),
		)
		.flatMap((chosen: Record<string, string>) => {
			const file = [...kind, ...Object.values(chosen)].join('-');
			// An interactive message has the same faces at every provider that has it.
			const isSeen = chosen.operation === 'sendInteractive' && chosen.provider !== 'dialog360';
			const faces = isSeen ? [] : getFaces(properties, chosen);
			return [
				{ file, parameters: chosen },
				...faces.map((parameters, index) => ({ file: `${file}-${index + 1}`, parameters })),
			];
		});
}

const environment = await startEnvironment({});
try {
	const credentials = await Promise.all(
		PROVIDERS.map(async ({ account, label, credentialType }) => {
			const { credentials: data } = await environment.sandbox.account(account).read();
			return await environment.n8n.client.createCredential(
				credentialType,
				`${label} account`,
				data,
			);
		}),
	);
	const browser = await launchBrowser();
	const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
	const editor = new Editor(page, {
		editor: environment.n8n.url,
		sandbox: environment.sandbox.url,
		email: OWNER.email,
		password: OWNER.password,
	});
	const shoot = async (file: string, said = '') => {
		await page.screenshot({ path: path.join(folder, `${file}.png`) });
		console.log(`  ${file}.png${said && `: ${said}`}`);
	};
	await editor.signIn();
	const types = await editor.nodeTypes();
	for (const type of [ACTION, TRIGGER]) {
		const description = types.find(({ name }) => name === type);
		if (!description) throw new Error(`n8n did not load ${type}`);
		const kind = type === TRIGGER ? ['trigger'] : [];
		const panels = getPanels(kind, description);
		const workflow = await editor.createWorkflow(
			'Panels',
			panels.map(({ parameters }) => ({ type, parameters })),
		);
		for (const [index, { file, parameters }] of panels.entries()) {
			const open = index === 0 ? 'openPanel' : 'turnToPanel';
			await editor[open](workflow.id, workflow.nodes[index]?.id ?? '', {
				credential: parameters.resource !== 'event',
			});
			await shoot(file, (await editor.fields()).join(' | '));
		}
	}
	for (const { file, workflow, nodeId } of onlyOperation
		? []
		: await getRejectedNodes(environment, onlyProvider)) {
		const { id } = await environment.n8n.client.createWorkflow(workflow);
		await editor.openPanel(id, nodeId);
		await shoot(file, await editor.execute());
	}
	if (!onlyProvider) {
		for (const [index, { id }] of credentials.entries()) {
			await editor.openCredential(id);
			await shoot(`credential-${PROVIDERS[index]?.account}`);
		}
		const { id } = await editor.createWorkflow('Search', [
			{ type: TRIGGER, parameters: { provider: 'dialog360' } },
		]);
		await editor.openCanvas(id);
		await editor.searchNodes('WhatsApp BSP');
		await editor.openFound('WhatsApp BSP');
		await shoot('search', (await editor.offered()).join(' | '));
	}
	await browser.close();
} finally {
	await environment.close(false);
}

import type { Browser } from 'playwright-core';
import { eventually } from '../support/runtime';
import { launchBrowser } from './browser.mts';
import { openDemo, type Demo } from './demoProcess';
import { ACTION, combinations, Editor, TRIGGER, type PlacedNode, type Ready } from './editor.mts';
import { WITH_INSTALL_MS } from '../support/timeouts';

/** The very first start installs n8n. */
const MINUTES_MS = 180_000;

const SENDERS = [
	['dialog360', '360dialog'],
	['bulk360', 'Bulk360 (SMS 360)'],
	['modica', 'Modica'],
	['socnet', 'Socnet'],
] as const;
const RECEIVERS = SENDERS.filter(([provider]) => provider !== 'socnet');

const CREDENTIALS: Record<string, string> = {
	dialog360: '360dialog account',
	bulk360: 'Bulk360 account',
	modica: 'Modica account',
	socnet: 'Socnet account',
};

/** Below provider, resource and operation. */
const SEND_TEXT = [
	"This only reaches customers who messaged you within the last 24 hours. To reach anyone else, use 'Send Template'.",
	'To',
	'Text',
];

const SEND_TEMPLATE: Record<string, string[]> = {
	dialog360: ['To', 'Template'],
	bulk360: ['To', 'Approved Text', 'Template Values'],
	modica: ['To', 'Template'],
	socnet: ['To', 'Template Name', 'Text'],
};

describe('the nodes in the real editor', () => {
	let demo: Demo & { ready: Ready };
	let browser: Browser;
	let editor: Editor;
	const problems: string[] = [];

	beforeAll(async () => {
		demo = await openDemo();
		browser = await launchBrowser();
		const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
		page.on('pageerror', ({ message }) => problems.push(message));
		editor = new Editor(page, demo.ready);
		await editor.signIn();
	}, WITH_INSTALL_MS);

	afterAll(async () => {
		await browser?.close();
		await demo?.stop();
	}, MINUTES_MS);

	it(
		'are found by the name of each provider, with their actions and triggers',
		async () => {
			const parameters = { provider: 'dialog360', triggerOn: ['message'] };
			const { id } = await editor.createWorkflow('Search', [{ type: TRIGGER, parameters }]);
			await editor.openCanvas(id);
			for (const name of ['360dialog', 'Bulk360', 'SMS 360', 'Socnet', 'Modica', 'WhatsApp BSP']) {
				expect({ name, first: (await editor.searchNodes(name))[0] }).toEqual({
					name,
					first: 'WhatsApp BSP',
				});
			}
			const headings = (await editor.openFound('WhatsApp BSP')).join(' ');
			expect(headings).toMatch(/Actions \(\d+\)/);
			expect(headings).toMatch(/Triggers \(\d+\)/);
			const offered = await editor.offered();
			expect(offered).toEqual(expect.arrayContaining(['Send text message', 'On message received']));
			expect(offered).toEqual([...new Set(offered)]);
		},
		MINUTES_MS,
	);

	describe('action node', () => {
		let workflow: { id: string; nodes: PlacedNode[] };
		const getNode = (provider: string, operation: string) =>
			workflow.nodes.find(
				({ parameters }) =>
					JSON.stringify(parameters) ===
					JSON.stringify({ provider, resource: 'message', operation }),
			)?.id ?? '';

		beforeAll(async () => {
			const nodes = SENDERS.flatMap(([provider]) =>
				['sendText', 'sendTemplate'].map((operation) => ({
					type: ACTION,
					parameters: { provider, resource: 'message', operation },
				})),
			);
			workflow = await editor.createWorkflow('Actions', nodes);
		}, MINUTES_MS);

		it.each(SENDERS)(
			'%s: the panel asks for the credential, and for what the operation needs',
			async (provider, label) => {
				await editor.openPanel(workflow.id, getNode(provider, 'sendText'));
				expect(await editor.chosen('provider')).toBe(label);
				const head = ['Credential', 'Provider', 'Resource', 'Operation'];
				await eventually(async () => {
					expect(await editor.credential()).toBe(CREDENTIALS[provider]);
					expect((await editor.fields()).slice(0, 7)).toEqual([...head, ...SEND_TEXT]);
				});

				await editor.openPanel(workflow.id, getNode(provider, 'sendTemplate'));
				await eventually(async () => {
					expect(await editor.chosen('operation')).toBe('Send Template');
					expect(await editor.fields()).toEqual(
						expect.arrayContaining([...head, ...SEND_TEMPLATE[provider]]),
					);
				});
			},
			MINUTES_MS,
		);

		it(
			'another provider brings its own fields at once',
			async () => {
				await editor.openPanel(workflow.id, getNode('dialog360', 'sendTemplate'));
				const offered = await editor.choose('provider', 'Socnet');
				expect(offered).toEqual(SENDERS.map(([, label]) => label));
				await eventually(async () => {
					const fields = await editor.fields();
					expect(fields).toEqual(expect.arrayContaining(['Credential', ...SEND_TEMPLATE.socnet]));
					expect(fields).not.toContain('Template');
				});
				const resources = await editor.choose('resource', 'Message');
				expect(resources).toContain('Message');
				for (const other of ['Account', 'Event', 'Media', 'Template']) {
					expect(resources).not.toContain(other);
				}
			},
			MINUTES_MS,
		);

		it(
			'offers no operation that a provider does not have',
			async () => {
				const description = (await editor.nodeTypes()).find(({ name }) => name === ACTION);
				const offered = combinations(description as NonNullable<typeof description>).filter(
					({ provider, resource }) => provider === 'socnet' && resource === 'message',
				);
				expect(offered.map(({ operation }) => operation).sort()).toEqual([
					'sendAndWait',
					'sendMedia',
					'sendTemplate',
					'sendText',
				]);
			},
			MINUTES_MS,
		);
	});

	describe('trigger node', () => {
		let workflow: { id: string; nodes: PlacedNode[] };

		beforeAll(async () => {
			const nodes = RECEIVERS.map(([provider]) => ({
				type: TRIGGER,
				parameters: { provider, triggerOn: ['message', 'status'] },
			}));
			workflow = await editor.createWorkflow('Triggers', nodes);
		}, MINUTES_MS);

		it.each(RECEIVERS)(
			'%s: the panel asks for the credential and the events, and says what to do at %s',
			async (provider, label) => {
				const index = RECEIVERS.findIndex(([name]) => name === provider);
				await editor.openPanel(workflow.id, workflow.nodes[index].id);
				expect(await editor.chosen('provider')).toBe(label);
				await eventually(async () => {
					expect(await editor.credential()).toBe(CREDENTIALS[provider]);
					const fields = await editor.fields();
					expect(fields.slice(0, 2)).toEqual(['Credential', 'Provider']);
					expect(fields).toContain('Trigger On');
					expect(fields.join('\n')).toContain(label.split(' ')[0]);
				});
			},
			MINUTES_MS,
		);
	});

	it('broke nothing in the page', () => {
		expect(problems).toEqual([]);
	});
});

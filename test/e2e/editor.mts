/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// n8n's editor, as a person uses it. A module: Jest under Node 20 and the screenshot program under
// Node 24 both run it.
import { randomUUID } from 'node:crypto';
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { until } from '../../sandbox/n8n/wait.mts';

const PACKAGE = 'n8n-nodes-whatsapp-bsp';
export const ACTION = `${PACKAGE}.whatsAppBsp`;
export const TRIGGER = `${PACKAGE}.whatsAppBspTrigger`;

export const byTestId = (id: string): string => `[data-test-id="${id}"]`;

export interface Ready {
	editor: string;
	sandbox: string;
	email: string;
	password: string;
}

export interface PlacedNode {
	id: string;
	name: string;
	type: string;
	parameters: object;
}

interface VueApp {
	config: { globalProperties: { $router: { push(path: string): Promise<void> } } };
}

export class Editor {
	protected readonly page: Page;

	protected readonly url: string;

	private readonly login: { email: string; password: string };

	constructor(page: Page, { editor, email, password }: Ready) {
		this.page = page;
		this.url = editor;
		this.login = { email, password };
		page.setDefaultTimeout(60_000);
	}

	/** Through the form, with mail and password. */
	async signIn(): Promise<void> {
		const { page } = this;
		await page.goto(`${this.url}/signin`);
		await page.fill('input[name="emailOrLdapLoginId"]', this.login.email);
		await page.fill('input[type="password"]', this.login.password);
		await page.click('button:has-text("Sign in")');
		await page.waitForURL(/\/home\//);
	}

	/** The session is bound to this browser: the request goes out from its page. */
	async api<T>(method: string, path: string, data?: object): Promise<T> {
		return (await this.page.evaluate(
			async ([verb, url, body]) => {
				const response = await fetch(url, {
					method: verb,
					headers: {
						'content-type': 'application/json',
						'browser-id': localStorage.getItem('n8n-browserId') ?? '',
					},
					body,
				});
				const result = (await response.json()) as { data?: unknown };
				if (!response.ok) throw new Error(`${verb} ${url}: ${JSON.stringify(result)}`);
				return result.data ?? result;
			},
			[method, path, data && JSON.stringify(data)] as const,
		)) as T;
	}

	/** The descriptions of our nodes, as the editor gets them; sorted out in the page: all are 20 MB. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return await this.page.evaluate(
			async (names) => {
				const response = await fetch('/types/nodes.json');
				const all = (await response.json()) as INodeTypeDescription[];
				return all.filter(({ name }) => names.includes(name));
			},
			[ACTION, TRIGGER],
		);
	}

	/** A workflow with exactly these nodes, as if they had been put on the canvas. */
	async createWorkflow(
		name: string,
		nodes: Array<{ type: string; parameters: object }>,
	): Promise<{ id: string; nodes: PlacedNode[] }> {
		const placed = nodes.map(({ type, parameters }, index) => ({
			id: randomUUID(),
			name: type === TRIGGER ? `Trigger ${index + 1}` : `WhatsApp BSP ${index + 1}`,
			type,
			typeVersion: 1,
			position: [index * 220, 0],
			parameters,
			...(type === TRIGGER && { webhookId: randomUUID() }),
		}));
		const body = { name, nodes: placed, connections: {}, settings: {} };
		const { id } = await this.api<{ id: string }>('POST', '/rest/workflows', body);
		return { id, nodes: placed };
	}

	async openCanvas(workflowId: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflowId}`);
		await this.page.waitForSelector(byTestId('canvas-node'));
	}

	/** Types into the node creator; returns the names it offers. */
	async searchNodes(text: string): Promise<string[]> {
		const { page } = this;
		const bar = page.locator(byTestId('node-creator-search-bar'));
		if (!(await bar.isVisible())) await page.click(byTestId('node-creator-plus-button'));
		await bar.fill(text);
		const first = page.locator(byTestId('node-creator-item-name')).first();
		await first.filter({ hasText: 'WhatsApp BSP' }).waitFor();
		return await page.locator(byTestId('node-creator-item-name')).allInnerTexts();
	}

	/** What the creator offers inside of a found node: the headings of its triggers and actions. */
	async openFound(name: string): Promise<string[]> {
		const { page } = this;
		await page.locator(byTestId('node-creator-item-name')).getByText(name, { exact: true }).click();
		const heading = page.locator(byTestId('node-creator-category-item'));
		await heading.first().waitFor();
		return await heading.allInnerTexts();
	}

	/** The triggers and actions under the headings that `openFound` shows, all of them opened. */
	async offered(): Promise<string[]> {
		const { page } = this;
		const headings = page.locator(byTestId('node-creator-category-item'));
		const names = page.locator(byTestId('node-creator-item-name'));
		for (const heading of await headings.all()) {
			const before = await names.count();
			await heading.click();
			// The heading that was open closes by this click, and opens by the next.
			if ((await names.count()) < before) await heading.click();
		}
		return (await names.allInnerTexts()).map((text) => text.trim());
	}

	/** The dialog of a credential, once n8n has tested it. */
	async openCredential(id: string): Promise<void> {
		const { page } = this;
		await page.goto(`${this.url}/home/credentials/${id}`);
		await page.waitForSelector(byTestId('credential-edit-dialog'));
		await page.waitForLoadState('networkidle');
	}

	/** Opens a node's panel, whose fields are then all there; few operations ask for no credential. */
	async openPanel(workflowId: string, nodeId: string, { credential = true } = {}): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflowId}/${nodeId}`);
		await this.panelIsComplete(credential);
	}

	/** The same for a further node of the workflow that is open: without loading the page anew. */
	async turnToPanel(workflowId: string, nodeId: string, { credential = true } = {}): Promise<void> {
		const { page } = this;
		const path = `/workflow/${workflowId}/${nodeId}`;
		await page.click(byTestId('ndv-close-button'));
		await page.locator(byTestId('ndv')).waitFor({ state: 'hidden' });
		await this.turnTo(path);
		await this.panelIsComplete(credential);
	}

	/** Another page of the editor, without loading the whole editor anew. */
	async turnTo(path: string): Promise<void> {
		await this.page.evaluate(async (to) => {
			const app = document.querySelector('#app') as unknown as { __vue_app__: VueApp };
			const { $router } = app.__vue_app__.config.globalProperties;
			await $router.push(to);
		}, path);
	}

	private async panelIsComplete(credential: boolean): Promise<void> {
		const { page } = this;
		await page.waitForSelector(byTestId('parameter-input-provider'));
		// Fields of the chosen operation follow the provider; the credential comes by a request.
		if (credential) await page.waitForSelector(byTestId('node-credentials-select'));
		await page.waitForLoadState('networkidle');
	}

	/** Presses "Execute step"; returns what the output panel then shows. */
	async execute(): Promise<string> {
		const { page } = this;
		await page.click(byTestId('node-execute-button'));
		const output = page.locator(byTestId('output-panel'));
		await output
			.locator(`${byTestId('node-error-message')}, td`)
			.first()
			.waitFor();
		return (await output.innerText()).replace(/\s+/g, ' ');
	}

	/** Names of the fields that a person sees, from top to bottom. */
	async fields(): Promise<string[]> {
		return await this.page.evaluate((tab) => {
			const visible = (element: HTMLElement) => element.getClientRects().length > 0;
			const panel = document.querySelector(tab);
			const labels = 'label, [class*="_noticeWrapper"], .notice';
			return [...(panel?.querySelectorAll<HTMLElement>(labels) ?? [])]
				.filter(visible)
				.map((element) => element.innerText.split('\n')[0].trim())
				.filter((text) => text !== '' && text !== 'Fixed' && text !== 'Expression');
		}, byTestId('node-parameters'));
	}

	/** What a dropdown of the panel shows as chosen. */
	async chosen(parameter: string): Promise<string> {
		const input = this.page.locator(`${byTestId(`parameter-input-${parameter}`)} input`).first();
		return await input.inputValue();
	}

	/** The name of the credential in the panel's selector. */
	async credential(): Promise<string> {
		return await this.page.locator(`${byTestId('node-credentials-select')} input`).inputValue();
	}

	/** Chooses an entry of a dropdown, by mouse. Returns what the dropdown offers. */
	async choose(parameter: string, name: string): Promise<string[]> {
		const { page } = this;
		await page.click(byTestId(`parameter-input-${parameter}`));
		const options = page.locator('.el-select-dropdown__item:visible');
		await options.first().waitFor();
		const offered = await options.locator('.option-headline').allInnerTexts();
		await options.filter({ has: page.getByText(name, { exact: true }) }).click();
		// It fades out: the next dropdown must not be read from this one.
		await options.first().waitFor({ state: 'hidden' });
		await until(
			`${name} as ${parameter}`,
			60_000,
			async () => (await this.chosen(parameter)) === name,
		);
		return offered.map((text) => text.trim());
	}
}

type Values = Record<string, string>;

/** Every provider, resource and operation that a node type's description offers. */
export function combinations({ properties }: INodeTypeDescription): Values[] {
	const named = (name: string) => properties.filter((property) => property.name === name);
	const among = (allowed: unknown[] | undefined, value: string) =>
		allowed?.includes(value) ?? false;
	const applies = (
		{ displayOptions }: Pick<INodeProperties, 'displayOptions'>,
		values: Values,
	): boolean =>
		Object.entries(displayOptions?.show ?? {}).every(([key, allowed]) =>
			among(allowed, values[key]),
		) &&
		!Object.entries(displayOptions?.hide ?? {}).some(([key, hidden]) => among(hidden, values[key]));
	const extend = (list: Values[], name: string) =>
		list.flatMap((values) =>
			named(name)
				.filter((property) => applies(property, values))
				.flatMap(({ options }) =>
					(options as INodePropertyOptions[]).filter((option) => applies(option, values)),
				)
				.map(({ value }): Values => ({ ...values, [name]: String(value) }))
				// n8n adds this one to every node with a credential.
				.filter((choice) => choice[name] !== '__CUSTOM_API_CALL__'),
		);
	const providers = extend([{}], 'provider');
	if (named('operation').length === 0) return providers;
	return extend(extend(providers, 'resource'), 'operation');
}

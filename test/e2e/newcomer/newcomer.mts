/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// A person who has n8n open for the first time: mouse and keyboard, and what can be seen.
import type { Locator } from 'playwright-core';
import { byTestId, Editor } from '../editor.mts';

export type Heading = 'Actions' | 'Triggers';

const exactly = (text: string) =>
	new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

export class Newcomer extends Editor {
	/** The first thing to be seen after signing in: "Build a workflow". */
	async startFirstWorkflow(): Promise<void> {
		await this.page.click(byTestId('new-workflow-card'));
		await this.page.waitForSelector(byTestId('canvas-add-button'));
	}

	async startWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.waitForSelector(byTestId('canvas-add-button'));
	}

	/** From the plus of the empty canvas. */
	async addFirst(search: string, wanted: string, inside: Heading): Promise<string[]> {
		await this.page.click(byTestId('canvas-plus-button'));
		return await this.chooseFound(search, wanted, inside);
	}

	/** From the plus behind the last node. */
	async addNext(search: string, wanted: string, inside: Heading): Promise<string[]> {
		await this.page.click(byTestId('canvas-handle-plus'));
		return await this.chooseFound(search, wanted, inside);
	}

	/** Searches, opens what is found first, and chooses one entry of a heading. Returns all entries. */
	async chooseFound(search: string, wanted: string, heading: Heading): Promise<string[]> {
		const { page } = this;
		// It slides in.
		await page.locator(byTestId('node-creator-search-bar')).waitFor();
		await this.searchNodes(search);
		await this.openFound('WhatsApp BSP');
		const names = page.locator(byTestId('node-creator-item-name'));
		// The list of what was found slides out.
		await names
			.filter({ hasText: exactly('WhatsApp BSP') })
			.first()
			.waitFor({ state: 'detached' });
		const entry = names.filter({ hasText: exactly(wanted) }).first();
		const category = page
			.locator(byTestId('node-creator-category-item'))
			.filter({ hasText: new RegExp(`^${heading}`) });
		if (!(await entry.isVisible())) await category.click();
		await entry.waitFor();
		const offered = await names.allInnerTexts();
		await entry.click();
		await this.panelIsOpen();
		return offered.map((text) => text.trim());
	}

	async panelIsOpen(): Promise<void> {
		await this.page.waitForSelector(byTestId('parameter-input-provider'));
	}

	async openNode(name: string): Promise<void> {
		const node = this.page.locator(byTestId('canvas-node')).filter({ hasText: name });
		await node.locator('[data-test-id^="canvas-"][data-test-id$="-node"]').first().dblclick();
		await this.panelIsOpen();
	}

	async closePanel(): Promise<void> {
		await this.page.click(byTestId('ndv-close-button'));
		await this.page.locator(byTestId('ndv')).waitFor({ state: 'hidden' });
	}

	field(parameter: string): Locator {
		const field = this.page.locator(byTestId(`parameter-input-${parameter}`));
		return field.locator('input, textarea').first();
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.field(parameter).fill(text);
	}

	async getValue(parameter: string): Promise<string> {
		return await this.field(parameter).inputValue();
	}

	/** The button that asks for a credential while there is none. */
	async connect(): Promise<void> {
		await this.page.click(`${byTestId('node-credentials-empty-state')} button`);
		await this.page.waitForSelector(byTestId('credential-edit-dialog'));
	}

	/** The pencil next to the chosen credential. */
	async editCredential(): Promise<void> {
		await this.page.click(byTestId('credential-edit-button'));
		await this.page.waitForSelector(byTestId('credential-edit-dialog'));
	}

	/** n8n tests what it saves. Returns its error if that failed, else nothing. */
	async saveCredential(): Promise<string> {
		const { page } = this;
		const modal = page.locator(byTestId('editCredential-modal'));
		const [response] = await Promise.all([
			page.waitForResponse(/\/rest\/credentials\/test$/),
			page.click(byTestId('credential-save-button')),
		]);
		const { data } = (await response.json()) as { data: { status: string } };
		if (data.status === 'OK') {
			// It closes on its own.
			await modal.waitFor({ state: 'hidden' });
			return '';
		}
		const words = modal.getByText(/^\s*Couldn’t connect/);
		await words.waitFor();
		return (await words.innerText()).trim();
	}

	/** The green line of a credential that is opened again. */
	async credentialWorks(): Promise<void> {
		const dialog = this.page.locator(byTestId('credential-edit-dialog'));
		await dialog.getByText('Connection tested successfully').waitFor();
	}

	async closeCredential(): Promise<void> {
		const modal = this.page.locator(byTestId('editCredential-modal'));
		await modal.getByLabel('Close this dialog').click();
		await modal.waitFor({ state: 'hidden' });
	}

	async chooseCredential(name: string): Promise<void> {
		await this.page.click(byTestId('node-credentials-select'));
		const option = this.page.locator('.el-select-dropdown__item:visible');
		await option.filter({ hasText: name }).click();
	}

	/** Listens for one event: the button in the trigger's panel. */
	async listen(): Promise<void> {
		await this.page.click(byTestId('trigger-execute-button'));
		await this.page.getByText('Listening for test event').waitFor();
	}

	/** Presses "Execute step". */
	async executeStep(): Promise<void> {
		await this.page.click(byTestId('node-execute-button'));
	}

	/** The first item of the output, as its table shows it: column → text. */
	async output(column: string, text: string): Promise<Record<string, string>> {
		const panel = this.page.locator(byTestId('output-panel'));
		await panel
			.locator('td')
			.filter({ hasText: exactly(text) })
			.first()
			.waitFor();
		const heads = await panel.locator('thead th').allInnerTexts();
		const cells = await panel.locator('tbody tr').first().locator('td').allInnerTexts();
		const shown = Object.fromEntries(
			heads.map((head, index) => [head.trim(), (cells[index] ?? '').trim()]),
		);
		if (shown[column] !== text) throw new Error(`${column} is ${shown[column]}, not ${text}`);
		return shown;
	}

	/** What the output panel says when the step did not go well. */
	async complaint(): Promise<string> {
		const view = this.page.locator(`${byTestId('output-panel')} ${byTestId('node-error-message')}`);
		await view.first().waitFor();
		return await view.first().innerText();
	}

	/** Drags a field of the input onto a parameter, as n8n wants it: without writing an expression. */
	async drag(name: string, parameter: string): Promise<string> {
		return await this.dragOnto(name, this.page.locator(byTestId(`parameter-input-${parameter}`)));
	}

	async dragOnto(name: string, field: Locator): Promise<string> {
		const { page } = this;
		const item = page
			.locator(`${byTestId('ndv-input-panel')} ${byTestId('run-data-schema-node-name')}`)
			.filter({ hasText: exactly(name) })
			.first();
		const middle = async (locator: Locator): Promise<[number, number]> => {
			const box = await locator.boundingBox();
			if (!box) throw new Error(`${name} or its target is not to be seen`);
			return [box.x + box.width / 2, box.y + box.height / 2];
		};
		const [x, y] = await middle(item);
		await page.mouse.move(x, y);
		await page.mouse.down();
		// A drag starts with the first few pixels.
		await page.mouse.move(x + 40, y + 10, { steps: 5 });
		await page.mouse.move(...(await middle(field)), { steps: 15 });
		await page.mouse.up();
		const written = field.locator(byTestId('inline-expression-editor-input'));
		await written.filter({ hasText: '{{' }).waitFor();
		return (await written.innerText()).trim();
	}

	/** Opens the template list and searches in it, until it offers exactly these. */
	async searchTemplates(text: string, names: string[]): Promise<void> {
		const { page } = this;
		const search = page.locator(`${byTestId('rlc-search')}:visible`);
		if (!(await search.isVisible())) {
			await page.click(`${byTestId('resource-locator-template')} ${byTestId('rlc-input')}`);
		}
		await page
			.locator(`${byTestId('rlc-item')}:visible`)
			.first()
			.waitFor();
		await search.fill(text);
		await page.waitForFunction(
			([selector, wanted]) =>
				[...document.querySelectorAll<HTMLElement>(selector)]
					.filter((item) => item.getClientRects().length > 0)
					.map((item) => item.innerText.trim())
					.join('\n') === wanted,
			[byTestId('rlc-item'), names.join('\n')],
		);
	}

	/** Chooses one of the templates that the list offers, and waits for its own fields. */
	async pickTemplate(name: string, firstField: string): Promise<void> {
		const { page } = this;
		await page
			.locator(`${byTestId('rlc-item')}:visible`)
			.filter({ hasText: name })
			.click();
		await page.waitForSelector(byTestId(`parameter-input-${firstField}`));
	}

	/** Labels of the fields of the chosen template, from top to bottom. */
	async templateFields(): Promise<string[]> {
		const labels = this.page.locator(
			`${byTestId('resource-mapper-container')} ${byTestId('input-label')} label`,
		);
		return (await labels.allInnerTexts()).map((text) => text.split('\n')[0].trim()).slice(1);
	}

	/** Publishes the workflow with its button, and returns what n8n shows about it. */
	async publish(): Promise<string> {
		const { page } = this;
		await page.click(byTestId('workflow-open-publish-modal-button'));
		await page.click(byTestId('workflow-publish-button'));
		const said = page.getByRole('dialog').filter({ hasText: 'Workflow published' });
		await said.waitFor();
		const words = await said.innerText();
		await said.getByRole('button', { name: 'Got it' }).click();
		await said.waitFor({ state: 'hidden' });
		return words;
	}

	/** The executions list, newest first, once it has this many entries that ended. */
	async executions(count: number): Promise<string[]> {
		const { page } = this;
		await page.click(byTestId('radio-button-executions'));
		const entries = page.locator('[data-test-id^="execution-details-"]');
		const ended = entries.filter({ hasText: /Succeeded|Error|Failed/ });
		await ended.nth(count - 1).waitFor();
		return (await ended.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
	}

	/** Names of the nodes that ran well in the execution that is shown, once they are so many. */
	async nodesThatRan(count: number): Promise<string[][]> {
		const nodes = this.page.locator(
			`${byTestId('execution-preview-host')} ${byTestId('canvas-node')}`,
		);
		const ran = nodes.filter({ has: this.page.locator(byTestId('canvas-node-status-success')) });
		await ran.nth(count - 1).waitFor();
		const names = await ran.allInnerTexts();
		return names.map((text) =>
			text
				.split('\n')
				.map((line) => line.trim())
				.filter(Boolean),
		);
	}
}

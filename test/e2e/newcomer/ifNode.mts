/// <reference lib="dom" />
// n8n's own If behind the last node, as somebody adds it who has never seen it.
import type { Page } from 'playwright-core';
import { byTestId } from '../editor.mts';
import type { Newcomer } from './newcomer.mts';

/** A run that shows nothing by then is started again. */
const ATTEMPT_MS = 10_000;

export async function addIf(page: Page): Promise<void> {
	await page.locator(byTestId('canvas-handle-plus')).last().click();
	await page.locator(byTestId('node-creator-search-bar')).fill('If');
	await page
		.locator(byTestId('node-creator-item-name'))
		.filter({ hasText: /^\s*If\s*$/ })
		.first()
		.click();
	await page.waitForSelector(byTestId('filter-condition-left'));
}

/** Its condition: a field of the input is true. @returns the expression */
export async function decideOn(page: Page, person: Newcomer, name: string): Promise<string> {
	const expression = await person.dragOnto(name, page.locator(byTestId('filter-condition-left')));
	await page.locator(byTestId('filter-operator-select')).click();
	await page.getByText('Boolean', { exact: true }).hover();
	await page.getByText('is true', { exact: true }).click();
	return expression;
}

/**
 * Runs it. n8n takes a condition over a moment after it was changed: until then, a run has the one before, and fails.
 * @returns its outputs, with their numbers of items
 */
export async function runIf(page: Page, person: Newcomer): Promise<string[]> {
	const tabs = page.locator(`${byTestId('output-panel')} ${byTestId('branches')} [role=tab]`);
	for (let hasRun = false; !hasRun; ) {
		await person.executeStep();
		const shown = tabs.first().waitFor({ timeout: ATTEMPT_MS });
		hasRun = await shown.then(
			() => true,
			() => false,
		);
	}
	return (await tabs.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

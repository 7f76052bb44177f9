/// <reference lib="dom" />
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

export { findBrowser, launchBrowser } from '../e2e/browser.mts';

export interface Violation {
	id: string;
	impact: 'minor' | 'moderate' | 'serious' | 'critical';
	nodes: Array<{ html: string; failureSummary: string }>;
}

/** PHONE_SCREENSHOTS=folder keeps a picture of each state that the tests walk through. */
export async function screenshot(page: Page, name: string): Promise<void> {
	const folder = process.env.PHONE_SCREENSHOTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

export const getClipboard = async (page: Page): Promise<string> =>
	await page.evaluate(() => navigator.clipboard.readText());

export const emptyClipboard = async (page: Page): Promise<void> =>
	await page.evaluate(() => navigator.clipboard.writeText(''));

/** Whether a picture has been loaded and decoded. */
export const isDrawn = async (picture: Locator): Promise<boolean> =>
	await picture.evaluate((element) => (element as HTMLImageElement).naturalWidth > 0);

export const hasFocus = async (locator: Locator): Promise<boolean> =>
	await locator.evaluate((element) => element === document.activeElement);

/** The label or the text of what has the focus. */
export const focusedName = async (page: Page): Promise<string> =>
	await page.evaluate(() => {
		const element = document.activeElement as HTMLElement | null;
		return element?.getAttribute('aria-label') ?? element?.innerText.trim() ?? '';
	});

export const getBackground = async (page: Page): Promise<string> =>
	await page.evaluate(() => getComputedStyle(document.body).backgroundColor);

export const getWidths = async (page: Page): Promise<{ content: number; window: number }> =>
	await page.evaluate(() => ({
		content: document.documentElement.scrollWidth,
		window: innerWidth,
	}));

export const getAttributes = async (
	locator: Locator,
	name: string,
): Promise<Array<string | null>> =>
	await locator.evaluateAll((all, own) => all.map((element) => element.getAttribute(own)), name);

interface Axe {
	run(root: Document, options: { runOnly: string[] }): Promise<{ violations: Violation[] }>;
}

/** axe-core's violations of rules with these tags. */
export async function axeViolations(page: Page, tags: string[]): Promise<Violation[]> {
	await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
	const { violations } = await page.evaluate(
		async (runOnly) => await (globalThis as unknown as { axe: Axe }).axe.run(document, { runOnly }),
		tags,
	);
	return violations;
}

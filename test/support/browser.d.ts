import type { Browser, Locator, Page } from 'playwright-core';

export interface Violation {
	id: string;
	impact: 'minor' | 'moderate' | 'serious' | 'critical';
	nodes: Array<{ html: string; failureSummary: string }>;
}

export function launchBrowser(): Promise<Browser>;
/** PHONE_SCREENSHOTS=folder keeps a picture of each state that the tests walk through. */
export function screenshot(page: Page, name: string): Promise<void>;

export function clipboardOf(page: Page): Promise<string>;
export function emptyClipboard(page: Page): Promise<void>;
/** Whether a picture has been loaded and decoded. */
export function isDrawn(picture: Locator): Promise<boolean>;
export function hasFocus(locator: Locator): Promise<boolean>;
/** The label or the text of what has the focus. */
export function focusedName(page: Page): Promise<string>;
export function backgroundOf(page: Page): Promise<string>;
export function widthsOf(page: Page): Promise<{ content: number; window: number }>;
export function attributesOf(locator: Locator, name: string): Promise<Array<string | null>>;
/** axe-core's violations of rules with these tags. */
export function axeViolations(page: Page, tags: string[]): Promise<Violation[]>;

import type { Browser, Page } from 'playwright-core';

export function launchBrowser(): Promise<Browser>;
/** The source of axe-core, to be evaluated in a page. */
export function axeSource(): string;
export function screenshot(page: Page, name: string): Promise<void>;

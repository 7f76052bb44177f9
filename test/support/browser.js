// What the lint for nodes forbids in TypeScript files: environment and files.
const { mkdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { launchBrowser } = require('../e2e/browser');

exports.launchBrowser = launchBrowser;

/** PHONE_SCREENSHOTS=folder keeps a picture of each state that the tests walk through. */
exports.screenshot = async (page, name) => {
	const folder = process.env.PHONE_SCREENSHOTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: path.join(folder, `${name}.png`) });
};

// What runs inside the page, where there is a DOM that the tests' types know nothing of.
exports.clipboardOf = (page) => page.evaluate(() => navigator.clipboard.readText());
exports.emptyClipboard = (page) => page.evaluate(() => navigator.clipboard.writeText(''));
exports.isDrawn = (picture) => picture.evaluate((element) => element.naturalWidth > 0);
exports.hasFocus = (locator) => locator.evaluate((element) => element === document.activeElement);
exports.focusedName = (page) =>
	page.evaluate(() => {
		const element = document.activeElement;
		return element?.getAttribute('aria-label') ?? element?.innerText.trim() ?? '';
	});
exports.backgroundOf = (page) =>
	page.evaluate(() => getComputedStyle(document.body).backgroundColor);
exports.widthsOf = (page) =>
	page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));
exports.attributesOf = (locator, name) =>
	locator.evaluateAll((all, own) => all.map((element) => element.getAttribute(own)), name);
exports.axeViolations = async (page, tags) => {
	await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
	const { violations } = await page.evaluate(
		async (runOnly) => await globalThis.axe.run(document, { runOnly }),
		tags,
	);
	return violations;
};

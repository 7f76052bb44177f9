// What the lint for nodes forbids in TypeScript files: environment, processes, files.
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const PLACES = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const installed = () => PLACES.find((place) => place && existsSync(place));

/** Debian's Chromium where none is installed and this process may install it. */
function executablePath() {
	const found = installed();
	if (found) return found;
	if (process.platform === 'linux' && process.getuid() === 0) {
		execFileSync('apt-get', ['update'], { stdio: 'ignore' });
		execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
			stdio: 'ignore',
		});
		const now = installed();
		if (now) return now;
	}
	throw new Error('No Chromium: install it, or set CHROMIUM_PATH to its executable');
}

exports.launchBrowser = () =>
	// Chromium refuses its own sandbox to root, as whom CI runs.
	chromium.launch({ executablePath: executablePath(), args: ['--no-sandbox'] });

/** PHONE_SCREENSHOTS=folder keeps a picture of each state that the tests walk through. */
exports.screenshot = async (page, name) => {
	const folder = process.env.PHONE_SCREENSHOTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: path.join(folder, `${name}.png`) });
};

// What runs inside the page, where there is a DOM that the tests' types know nothing of.
exports.clipboardOf = (page) => page.evaluate(() => navigator.clipboard.readText());
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

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

exports.axeSource = () => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** PHONE_SCREENSHOTS=folder keeps a picture of each state that the tests walk through. */
exports.screenshot = async (page, name) => {
	const folder = process.env.PHONE_SCREENSHOTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: path.join(folder, `${name}.png`) });
};

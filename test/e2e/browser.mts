// A Chromium that is on the machine already: playwright-core brings none.
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { installPackages, withAptLock } from '../../sandbox/n8n/apt.mts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const FIXED: Partial<Record<NodeJS.Platform, string[]>> = {
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
	],
	win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
		.map((name) => process.env[name])
		.filter((folder) => folder !== undefined)
		.map((folder) => path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

function onMachine(): string | undefined {
	const onPath = (process.env.PATH ?? '')
		.split(path.delimiter)
		.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
	return [...(FIXED[process.platform] ?? []), ...onPath].find((file) => fs.existsSync(file));
}

const ADVICE =
	'The browser tests need Chrome or Chromium. Debian, Ubuntu: apt-get install chromium. Elsewhere: install Chrome, or set CHROME_PATH to the program.';

/** Path of the browser; on a Debian where we are root, installs it when it is missing. */
export async function findBrowser(): Promise<string> {
	const asked = process.env.CHROME_PATH;
	if (asked) {
		if (fs.existsSync(asked)) return asked;
		throw new Error(`CHROME_PATH is ${asked}, where there is no file. ${ADVICE}`);
	}
	return await withAptLock(async () => {
		const found = onMachine();
		if (found) return found;
		await installPackages(['chromium']).catch((error: Error) => {
			throw new Error(`${ADVICE} There is none here, and ${error.message}`);
		});
		const installed = onMachine();
		if (!installed) throw new Error(ADVICE);
		return installed;
	});
}

export const launchBrowser = async (): Promise<Browser> =>
	await chromium.launch({
		executablePath: await findBrowser(),
		args: [
			// Chromium refuses root with its sandbox on; the pages are our own n8n's.
			'--no-sandbox',
			'--disable-gpu',
			// Grey edges instead of coloured ones: pictures are the same everywhere, and smaller.
			'--disable-lcd-text',
			'--disable-dev-shm-usage',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});

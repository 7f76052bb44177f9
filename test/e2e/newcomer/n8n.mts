import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { getCacheFolder } from '../../../sandbox/n8n/cacheFolder.mts';
import { OWNER } from '../../../sandbox/n8n/client.mts';
import { installN8n } from '../../../sandbox/n8n/install.mts';
import { startN8n } from '../../../sandbox/n8n/n8n.mts';
import { packPackage } from '../../../sandbox/n8n/package.mts';

/**
 * A real n8n as a newcomer has it after installing the packed package: an owner, and nothing else.
 * For a test that runs in another process and under an older Node.
 */
const runs = path.join(getCacheFolder(), 'runs');
mkdirSync(runs, { recursive: true });
const folder = mkdtempSync(path.join(runs, 'newcomer-'));

const packageTarball = await packPackage(folder);
const install = await installN8n();
const n8n = await startN8n({
	install,
	userFolder: path.join(folder, 'user'),
	logFile: path.join(folder, 'n8n.log'),
	packageTarball,
});
await n8n.client.becomeOwner();

const { email, password } = OWNER;
console.log(JSON.stringify({ newcomer: 'ready', editor: n8n.url, email, password }));

/** The test's end of the pipe closes when it is done, and when it is killed. */
process.stdin.resume();
process.stdin.once('end', () => {
	void n8n.stop().then(() => {
		rmSync(folder, { recursive: true, force: true });
		process.exit(0);
	});
});

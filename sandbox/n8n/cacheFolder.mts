/** A module of its own, without `import.meta`: the tests load it as CommonJS. */
import { homedir } from 'node:os';
import path from 'node:path';

/** Where things are kept that are expensive to make again; nothing in it is precious. */
export function getCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
	return (
		env.WHATSAPP_BSP_CACHE ||
		path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-whatsapp-bsp')
	);
}

import type { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import type { WhatsAppBspTrigger } from '../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';

interface NodeTypes {
	WhatsAppBsp: WhatsAppBsp;
	WhatsAppBspTrigger: WhatsAppBspTrigger;
}

/** A node's code, loaded anew: it shares nothing in memory with what was loaded before. */
function loadAnew<Name extends keyof NodeTypes>(name: Name): NodeTypes[Name] {
	let type: NodeTypes[Name] | undefined;
	jest.isolateModules(() => {
		const path = `../../nodes/WhatsAppBsp/${name}.node`;
		const module = jest.requireActual<Record<Name, new () => NodeTypes[Name]>>(path);
		type = new module[name]();
	});
	return type as NodeTypes[Name];
}

/** The action node as in another process of n8n. */
export const loadNode = () => loadAnew('WhatsAppBsp');

/** The trigger as after a restart of n8n: what it held in memory is gone. */
export const loadTrigger = () => loadAnew('WhatsAppBspTrigger');

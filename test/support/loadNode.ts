import type { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';

type NodeModule = { WhatsAppBsp: new () => WhatsAppBsp };

/** The action node's code, loaded anew: it shares nothing in memory, as in another process of n8n. */
export function loadNode(): WhatsAppBsp {
	let type: WhatsAppBsp | undefined;
	jest.isolateModules(() => {
		const path = '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
		type = new (jest.requireActual<NodeModule>(path).WhatsAppBsp)();
	});
	return type as WhatsAppBsp;
}

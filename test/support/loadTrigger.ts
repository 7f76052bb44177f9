import type { WhatsAppBspTrigger } from '../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';

type TriggerModule = { WhatsAppBspTrigger: new () => WhatsAppBspTrigger };

/** The node's code, loaded anew: what it held in memory is gone, as after a restart of n8n. */
export function loadTrigger(): WhatsAppBspTrigger {
	let type: WhatsAppBspTrigger | undefined;
	jest.isolateModules(() => {
		const path = '../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';
		type = new (jest.requireActual<TriggerModule>(path).WhatsAppBspTrigger)();
	});
	return type as WhatsAppBspTrigger;
}

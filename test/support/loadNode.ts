import type { WhatsAppBspTrigger } from '../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';

interface TriggerModule {
	WhatsAppBspTrigger: new () => WhatsAppBspTrigger;
}

/** The trigger as after a restart of n8n: its memory is gone. */
export function loadTrigger(): WhatsAppBspTrigger {
	let trigger: WhatsAppBspTrigger | undefined;
	jest.isolateModules(() => {
		const path = '../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';
		const module = jest.requireActual<TriggerModule>(path);
		trigger = new module.WhatsAppBspTrigger();
	});
	return trigger as WhatsAppBspTrigger;
}

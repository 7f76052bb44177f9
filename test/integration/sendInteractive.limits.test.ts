import { buildInteractive } from '../../nodes/WhatsAppBsp/messages/interactive';
import type {
	Interactive,
	ResolvedInteractive,
} from '../../nodes/WhatsAppBsp/messages/interactive';
import { TOO_MUCH } from '../support/interactive/overLimits';
import { FULL } from '../support/interactive/withinLimits';
import { CUSTOMER, openAccount } from '../support/interactive/send';
import { dialog360Http, type SandboxAccount } from '../support/sandboxClient';

let account: SandboxAccount;
beforeAll(async () => {
	account = await openAccount('dialog360');
});

/** Past the node's own checks, to the sandbox, which has its own. */
async function post(interactive: Interactive) {
	const built = buildInteractive(interactive as ResolvedInteractive);
	return await dialog360Http(account).post('/messages', {
		messaging_product: 'whatsapp',
		to: CUSTOMER,
		type: 'interactive',
		interactive: built,
	});
}

/** An address form's values, which the sandbox does not read, and data that is built only with a screen. */
const NODE_ONLY = /isn’t part of the address form|but 'Screen Data \(JSON\)' isn’t/;
const hasFile = (interactive: Interactive) => JSON.stringify(interactive).includes('"file"');

it.each(FULL)('the sandbox takes what the node lets through: %s', async (_, interactive) => {
	const { status, data } = await post(interactive);
	expect({ status, data }).toMatchObject({ status: 200, data: { messages: [{}] } });
});

it.each(
	TOO_MUCH.filter(
		([interactive, faults]) =>
			!hasFile(interactive) && !faults.some((fault) => NODE_ONLY.test(fault)),
	),
)('the sandbox rejects what the node rejects (%#)', async (interactive) => {
	const { status } = await post(interactive);
	expect(status).toBe(400);
});

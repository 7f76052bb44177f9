import { CUSTOMER, OTHER, WebhookSender } from '../../support/webhookSender';

let sender: WebhookSender;
afterEach(async () => await sender.close());

const NAME = 'WHATSAPP_BSP_TEST_BLOCKED';
const BLOCK_ACCESS = 'N8N_BLOCK_ENV_ACCESS_IN_NODE';
const before = process.env[BLOCK_ACCESS];
beforeAll(() => (process.env[BLOCK_ACCESS] = 'false'));
afterAll(() => {
	delete process.env[NAME];
	if (before === undefined) delete process.env[BLOCK_ACCESS];
	else process.env[BLOCK_ACCESS] = before;
});

it('parameters that change while the workflow is live count from the next request', async () => {
	sender = await WebhookSender.open({ blockedSenders: CUSTOMER });
	expect(await sender.sendText('wamid.1')).toMatchObject({ outcome: 'ignored' });
	expect(await sender.sendText('wamid.2')).toMatchObject({ outcome: 'ignored' });
	sender.harness.changeParameters({ options: { blockedSenders: OTHER } });
	expect(await sender.sendText('wamid.3')).toMatchObject({ outcome: 'accepted' });
	expect(await sender.sendText('wamid.4', OTHER)).toMatchObject({ outcome: 'ignored' });
});

it('an expression is evaluated for each request', async () => {
	process.env[NAME] = CUSTOMER;
	sender = await WebhookSender.open({ blockedSenders: `={{ $env.${NAME} }}` });
	expect(await sender.sendText('wamid.1')).toMatchObject({ outcome: 'ignored' });
	process.env[NAME] = OTHER;
	expect(await sender.sendText('wamid.2')).toMatchObject({ outcome: 'accepted' });
});

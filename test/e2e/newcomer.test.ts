import type { Browser } from 'playwright-core';
import { eventually } from '../support/runtime';
import { createAccount, waitFor, type SandboxAccount } from '../support/sandboxClient';
import { launchBrowser } from './browser.mts';
import { Newcomer } from './newcomer/newcomer.mts';
import { startEmptyN8n, type EmptyN8n } from './newcomer/n8n';
import { WITH_INSTALL_MS } from '../support/timeouts';

/** The very first start installs n8n. */
const MINUTES_MS = 240_000;
const patient = { timeoutMs: 60_000 };

const ANA = '4915201234567';
const BEN = '4915209876543';

let n8n: EmptyN8n;
let browser: Browser;
let person: Newcomer;
const problems: string[] = [];

beforeAll(async () => {
	n8n = await startEmptyN8n();
	browser = await launchBrowser();
	const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
	page.on('pageerror', ({ message }) => problems.push(message));
	person = new Newcomer(page, { ...n8n, sandbox: '' });
	await person.signIn();
}, WITH_INSTALL_MS);

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
}, MINUTES_MS);

/** The steps of one path: after one that did not go well, the next have nothing to stand on. */
function path(): (name: string, walk: () => Promise<void>) => void {
	let stands = true;
	return (name, walk) =>
		it(
			name,
			async () => {
				if (!stands) throw new Error('An earlier step of this path did not go well');
				stands = false;
				await walk();
				stands = true;
			},
			MINUTES_MS,
		);
}

const getRepliesTo = async (account: SandboxAccount, customer: string) =>
	(await account.conversation(customer)).filter(({ direction }) => direction === 'out');

describe('from an empty editor to a received reply, without touching JSON', () => {
	const REPLY = 'Thank you, we are on it.';
	let account: SandboxAccount;
	const step = path();

	beforeAll(async () => {
		account = await createAccount('dialog360');
	});

	step(
		'finds the trigger by the name of the provider, and gets it set to that provider',
		async () => {
			await person.startFirstWorkflow();
			const offered = await person.addFirst('360dialog', 'On message received', 'Triggers');
			expect(offered).toEqual([
				'On account change',
				'On contact change',
				'On delivery status',
				'On message received',
				'On other',
				'On template change',
			]);
			expect(await person.chosen('provider')).toBe('360dialog');
		},
	);

	step('is told that a key is wrong, and that the right one works', async () => {
		await person.connect();
		await person.fill('apiKey', 'not-my-key');
		await person.fill('baseUrl', account.credentials.baseUrl);
		expect(await person.saveCredential()).toBe('Couldn’t connect with these settings');
		await person.fill('apiKey', account.credentials.apiKey);
		expect(await person.saveCredential()).toBe('');
		await eventually(async () => expect(await person.credential()).toBe('360dialog account'));
		await person.editCredential();
		await person.credentialWorks();
		await person.closeCredential();
	});

	step('listens, and sees what the customer writes', async () => {
		await person.listen();
		await waitFor(async () => String((await account.webhook()).url).includes('/webhook-test/'), {
			...patient,
			what: 'the test URL at the provider',
		});
		await account.writeText(ANA, 'Where is my order?');
		const item = await person.output('text', 'Where is my order?');
		expect(item).toMatchObject({ event: 'message', from: ANA, fromName: 'Ana', type: 'text' });
		await person.closePanel();
	});

	step(
		'adds the reply behind it: drags the sender onto To, writes a text, and tries it',
		async () => {
			const offered = await person.addNext('360dialog', 'Send text message', 'Actions');
			expect(offered).toEqual(
				expect.arrayContaining(['Send interactive message', 'Send location']),
			);
			expect(await person.chosen('provider')).toBe('360dialog');
			expect(await person.credential()).toBe('360dialog account');
			expect(await person.drag('from', 'to')).toBe('{{ $json.from }}');
			await person.fill('text', REPLY);
			await person.executeStep();
			const item = await person.output('status', 'accepted');
			const [reply] = await getRepliesTo(account, ANA);
			expect(reply).toMatchObject({ id: item.messageId, type: 'text', text: REPLY });
			await person.closePanel();
		},
	);

	step('publishes, and another customer gets the reply', async () => {
		expect(await person.publish()).toContain('Your workflow now runs for every event');
		await waitFor(
			async () => /\/webhook\/[^/]+\/webhook$/.test(String((await account.webhook()).url)),
			{
				...patient,
				what: 'the production URL at the provider',
			},
		);
		const { deliveries } = await account.writeText(BEN, 'Hello?', 'Ben');
		expect(deliveries.map(({ status }) => status)).toEqual([200]);
		await waitFor(async () => (await getRepliesTo(account, BEN)).length > 0, {
			...patient,
			what: 'the reply',
		});
		expect(await getRepliesTo(account, BEN)).toMatchObject([{ type: 'text', text: REPLY }]);
		expect(await getRepliesTo(account, ANA)).toHaveLength(1);
	});

	step('finds it in the executions list, below the two tries', async () => {
		const entries = await person.executions(3);
		expect(entries).toHaveLength(3);
		for (const entry of entries) expect(entry).toContain('Succeeded');
		const ran = await person.nodesThatRan(2);
		expect(ran.map((lines) => lines.join(' '))).toEqual([
			expect.stringContaining('WhatsApp BSP Trigger'),
			expect.stringContaining('Send text message'),
		]);
	});
});

describe('a template, picked from the list', () => {
	const NAMED = [
		'Template Text',
		'Header {{order_id}}',
		'{{first_name}}, e.g. Ana',
		'{{order_id}}, e.g. A-1042',
		'{{order_status}}, e.g. packed',
	];
	let account: SandboxAccount;
	const step = path();

	beforeAll(async () => {
		account = await createAccount('dialog360');
		await person.api('POST', '/rest/credentials', {
			name: 'Shop account',
			type: 'dialog360Api',
			data: account.credentials,
		});
	}, MINUTES_MS);

	step('is found in the list by its name, and shows its text and its own fields', async () => {
		await person.startWorkflow();
		await person.addFirst('WhatsApp BSP', 'Send template message', 'Actions');
		expect(await person.chosen('provider')).toBe('360dialog');
		await person.chooseCredential('Shop account');
		await eventually(async () => expect(await person.credential()).toBe('Shop account'));
		await person.fill('to', '+49 1520 1234567');
		await person.searchTemplates('order_shipped', ['order_shipped (de)', 'order_shipped (en_US)']);
		await person.pickTemplate('order_shipped (en_US)', 'body_1');
		expect(await person.templateFields()).toEqual([
			'Template Text',
			'{{1}}, e.g. Ana',
			'{{2}}, e.g. A-1042',
		]);
		expect(await person.getValue('template_text')).toBe('Hi {{1}}, your order {{2}} has shipped.');
	});

	step('is not sent while its fields are empty, and the fields are named', async () => {
		await person.executeStep();
		const complaint = await person.complaint();
		expect(complaint).toContain("'{{1}}' is empty");
		expect(complaint).toContain("'{{2}}' is empty");
		expect(await account.messages()).toEqual([]);
	});

	step(
		'is found by a word of its text as well, and its fields replace those of the one before',
		async () => {
			// n8n keeps the one that is chosen on top.
			await person.searchTemplates('is now', ['order_shipped (en_US)', 'order_update_named (en)']);
			await person.pickTemplate('order_update_named (en)', 'header_order_id');
			expect(await person.templateFields()).toEqual(NAMED);
		},
	);

	step(
		'is filled in and sent, and arrives at the provider with each value in its place',
		async () => {
			await person.fill('header_order_id', 'A-7');
			await person.fill('body_first_name', 'Ana');
			await person.fill('body_order_id', 'A-8');
			await person.fill('body_order_status', 'on its way');
			await person.executeStep();
			const item = await person.output('status', 'accepted');
			expect(item).toMatchObject({ provider: 'dialog360', operation: 'sendTemplate', to: ANA });

			const messages = await account.messages();
			const named = (parameter_name: string, text: string) => ({
				type: 'text',
				parameter_name,
				text,
			});
			expect(messages).toMatchObject([
				{ id: item.messageId, to: ANA, text: 'Hi Ana, order A-8 is now on its way.' },
			]);
			expect(messages[0].payload).toEqual({
				messaging_product: 'whatsapp',
				recipient_type: 'individual',
				to: ANA,
				type: 'template',
				template: {
					name: 'order_update_named',
					language: { code: 'en' },
					components: [
						{ type: 'header', parameters: [named('order_id', 'A-7')] },
						{
							type: 'body',
							parameters: [
								named('first_name', 'Ana'),
								named('order_id', 'A-8'),
								named('order_status', 'on its way'),
							],
						},
					],
				},
			});
		},
	);
});

it('broke nothing in the page', () => {
	expect(problems).toEqual([]);
});

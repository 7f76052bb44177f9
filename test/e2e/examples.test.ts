import axios from 'axios';
import { createAccount, type SandboxAccount } from '../support/sandboxClient';
import { eventually, itemsOf, several, Stage, type Json } from './examples/play';
import { exampleFiles, readExample, readmeOfExamples } from './examples/stage';

const START_MS = 240_000;
const TEST_MS = 60_000;

const CUSTOMER = '4915201234567';

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open();
}, START_MS);
afterAll(async () => await stage?.close(), TEST_MS);

const http = axios.create({ proxy: false, validateStatus: () => true });

/** What the customer sees. */
const textsTo = async (account: SandboxAccount, customer: string) =>
	(await account.conversation(customer))
		.filter(({ direction }) => direction === 'out')
		.map(({ text }) => text);

describe('the list', () => {
	let known: Set<string>;
	beforeAll(async () => {
		const types = await stage.call<Array<{ name: string }>>('n8n', 'nodeTypes');
		known = new Set(types.map(({ name }) => name));
	}, TEST_MS);

	it('names every example file in examples/README.md, and no other', () => {
		const named = readmeOfExamples().match(/`[a-z0-9-]+\.json`/g) ?? [];
		expect(named.map((name) => name.replace(/`/g, '')).sort()).toEqual(exampleFiles());
	});

	it.each(exampleFiles())('%s opens with a note that says what to do before using it', (file) => {
		const [note] = readExample(file.replace('.json', '')).nodes;
		expect(note.type).toBe('n8n-nodes-base.stickyNote');
		expect(note.parameters.content).toMatch(/^## .+\n[^]*\*\*Before you (run|use) it\*\*\n1\. /);
	});

	it.each(exampleFiles())('%s holds no credential, pinned data or unknown node', (file) => {
		const { nodes, pinData } = readExample(file.replace('.json', ''));
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
		expect(pinData).toEqual({});
		expect(nodes.map(({ type }) => type).filter((type) => !known.has(type))).toEqual([]);
	});
});

describe('order-shipped', () => {
	it.each([
		{ end: '360dialog', provider: 'dialog360' as const },
		{ end: 'bulk360', provider: 'bulk360' as const },
		{ end: 'modica', provider: 'modica' as const },
		{ end: 'socnet', provider: 'socnet' as const },
	])(
		'tells the customer through $provider',
		async ({ end, provider }) => {
			const account = await createAccount(provider);
			const play = await stage.play(`order-shipped-${end}`, [await stage.credentialOf(account)]);
			const [sent] = itemsOf(await play.run('Try it'), 'Tell the customer');
			expect(sent).toMatchObject({ provider, success: true, status: 'accepted' });
			const [message] = await account.messages();
			expect(message.id).toBe(sent.messageId);
			expect(message.text ?? JSON.stringify(message.payload)).toContain('A-1042');
		},
		TEST_MS,
	);
});

describe('auto-reply', () => {
	it.each([
		{ end: '360dialog', provider: 'dialog360' as const, byHand: false },
		{ end: 'bulk360', provider: 'bulk360' as const, byHand: true },
		{ end: 'modica', provider: 'modica' as const, byHand: true },
	])(
		'answers a customer of $provider and lays the receipts out',
		async ({ end, provider, byHand }) => {
			const account = await createAccount(provider);
			const play = await stage.play(`auto-reply-${end}`, [await stage.credentialOf(account)]);
			await play.activate();
			const url = play.webhookUrl('From WhatsApp');
			if (byHand) await account.portal({ moUrl: url, dnUrl: url, dlrUrl: url });
			await account.writes('60123240066', 'Where is my order?');
			await several(1, 'answer', async () => await textsTo(account, '60123240066'));
			expect(await textsTo(account, '60123240066')).toEqual([
				'Your order left our warehouse today and arrives within 2 days.',
			]);
			const receipts = await several(2, 'receipts', async () =>
				(await play.executions()).flatMap((execution) => itemsOf(execution, 'Receipt')),
			);
			expect(receipts.map(({ status }) => status).sort()).toEqual(['delivered', 'sent']);
		},
		TEST_MS,
	);
});

describe('order-receipts-360dialog', () => {
	// Two workflows of one file have one webhook address.
	let stop: () => Promise<void>;
	afterEach(async () => await stop());

	async function ordered(account: SandboxAccount, orderNumber: string) {
		const play = await stage.play(
			'order-receipts-360dialog',
			[await stage.credentialOf(account)],
			(text) => text.split('A-1042').join(orderNumber),
		);
		await play.activate();
		stop = async () => await play.deactivate();
		await play.run('Try it');
		return async () =>
			(await stage.rows('whatsapp_orders')).find((row) => row.orderNumber === orderNumber);
	}

	it(
		'notes when the message was accepted, sent, delivered and read',
		async () => {
			const account = await createAccount('dialog360', { settings: { receipts: { readMs: 300 } } });
			const rowOf = await ordered(account, 'A-1');
			const row = await eventually('the read receipt in the table', async () => {
				const found = await rowOf();
				return found?.readAt && found.deliveredAt && found.sentAt ? found : undefined;
			});
			const [message] = await account.messages();
			expect(row).toMatchObject({
				customer: 'Ana',
				phone: '+49 1520 1234567',
				messageId: message.id,
				failedAt: null,
				problem: null,
			});
			expect(Date.parse(String(row.acceptedAt))).not.toBeNaN();
			expect(message.callbackData).toBe('A-1');
		},
		TEST_MS,
	);

	it(
		'notes why a message was not delivered, and why one was not even taken',
		async () => {
			const account = await createAccount('dialog360');
			await account.outcome({ to: CUSTOMER, times: 1, final: 'failed', code: '131026' });
			const failedRow = await ordered(account, 'A-2');
			const failed = await eventually('the failure', async () => {
				const found = await failedRow();
				return found?.failedAt ? found : undefined;
			});
			expect(failed.problem).toEqual(expect.any(String));
			expect(failed.deliveredAt).toBeNull();

			await account.outcome({ to: CUSTOMER, times: 1, refuse: { code: '131042' } });
			await stop();
			const refusedRow = await ordered(account, 'A-3');
			const refused = await refusedRow();
			expect(refused).toMatchObject({ messageId: null, acceptedAt: null });
			expect(refused?.problem).toEqual(expect.any(String));
		},
		TEST_MS,
	);
});

describe('customer-service-360dialog', () => {
	it(
		'offers buttons, and answers by what was tapped',
		async () => {
			const account = await createAccount('dialog360');
			const play = await stage.play('customer-service-360dialog', [
				await stage.credentialOf(account),
			]);
			await play.activate();
			const { id } = await account.writes(CUSTOMER, 'Hello?');
			const [menu] = await several(1, 'menu', async () => await account.messages());
			const { interactive, context } = menu.payload as Record<string, Json>;
			expect(interactive).toMatchObject({
				type: 'button',
				body: { text: 'Hello Ana, how can we help?' },
				action: {
					buttons: [
						{ type: 'reply', reply: { id: 'track', title: 'Track my order' } },
						{ type: 'reply', reply: { id: 'hours', title: 'Opening hours' } },
						{ type: 'reply', reply: { id: 'person', title: 'Talk to a person' } },
					],
				},
			});
			expect(context).toEqual({ message_id: id });

			const answers = [
				['track', 'Your order left our warehouse today and arrives within 2 days.'],
				['hours', 'We are here Monday to Friday, 9:00 to 18:00.'],
				['person', 'Thank you. A colleague will answer you here within the hour.'],
			];
			for (const [button, answer] of answers) {
				const reply = { type: 'button_reply', button_reply: { id: button, title: 'Whatever' } };
				await account.inbound({
					from: CUSTOMER,
					name: 'Ana',
					message: { type: 'interactive', interactive: reply },
					context: { id: menu.id },
				});
				await eventually(answer, async () => (await textsTo(account, CUSTOMER)).includes(answer));
			}
			expect(await account.messages()).toHaveLength(4);
			const tickets = await several(1, 'ticket', async () =>
				(await play.executions()).flatMap((run) => itemsOf(run, 'Ticket for your team')),
			);
			expect(tickets).toEqual([
				{ customer: 'Ana', phone: CUSTOMER, askedAt: expect.any(String) as string },
			]);
			const read = (await account.requests()).filter(({ body }) => body?.status === 'read');
			expect(read).toHaveLength(4);
		},
		TEST_MS,
	);
});

describe('one-time-password-socnet', () => {
	const PHONE = '+256 700 000000';
	const DIGITS = '256700000000';
	let account: SandboxAccount;

	const ask = async (phone: string) =>
		await http.post<Json>(`${stage.data.n8n}/webhook/whatsapp-code`, { phone });
	const check = async (phone: string, code: string) =>
		(await http.post<Json>(`${stage.data.n8n}/webhook/whatsapp-code-check`, { phone, code })).data;
	const codeSentTo = async (to: string) => {
		const [message] = await account.messages(to);
		return String(message.payload.msg);
	};

	beforeAll(async () => {
		account = await createAccount('socnet', {
			settings: { unregisteredNumbers: ['256700000009'] },
		});
		const play = await stage.play('one-time-password-socnet', [await stage.credentialOf(account)]);
		await play.activate();
	}, TEST_MS);

	it(
		'sends a code that is valid once',
		async () => {
			const answer = await ask(PHONE);
			expect([answer.status, answer.data]).toEqual([200, { sent: true }]);
			const code = await codeSentTo(DIGITS);
			expect(code).toMatch(/^\d{6}$/);
			expect(await textsTo(account, DIGITS)).toEqual([expect.stringContaining(code)]);
			expect(await check(PHONE, code)).toEqual({ valid: true });
			expect(await check(PHONE, code)).toEqual({ valid: false });
		},
		TEST_MS,
	);

	it(
		'sends no second code within a minute, and bears five wrong tries',
		async () => {
			const [phone, digits] = ['+256 700 000001', '256700000001'];
			await ask(phone);
			const again = await ask(phone);
			expect([again.status, again.data.sent]).toEqual([429, false]);
			expect(await account.messages(digits)).toHaveLength(1);
			const code = await codeSentTo(digits);
			const wrong = code === '000000' ? '111111' : '000000';
			for (const _ of [1, 2, 3, 4, 5]) {
				expect(await check(phone, wrong)).toEqual({ valid: false });
			}
			expect(await check(phone, code)).toEqual({ valid: false });
		},
		TEST_MS,
	);

	it(
		'says so when the number is not on WhatsApp, and knows no code for it',
		async () => {
			const answer = await ask('+256 700 000009');
			expect([answer.status, answer.data.sent]).toEqual([422, false]);
			expect(answer.data.reason).toEqual(expect.any(String));
			expect(await check('+256 700 000008', '123456')).toEqual({ valid: false });
		},
		TEST_MS,
	);
});

describe('campaign-bulk360', () => {
	const SHEET = [
		'phone,date,time',
		'+60 12-324 0066,24 May,10:30',
		'60123240067,24 May,11:00',
		'12,25 May,9:00',
		'60123240068,25 May,9:30',
	].join('\n');

	it(
		'reminds everybody in the file and reports what became of it',
		async () => {
			const account = await createAccount('bulk360');
			await account.outcome({ to: '60123240067', final: 'failed', code: '505' });
			await account.phoneOff('60123240068');
			const play = await stage.play('campaign-bulk360', [await stage.credentialOf(account)]);
			await play.activate();
			const url = play.webhookUrl('Receipt');
			await account.portal({ dnUrl: url, moUrl: url });

			const { webhookId } = play.file.nodes.find(({ name }) => name === 'Start a campaign') ?? {};
			const form = new FormData();
			form.append('field-0', 'May appointments');
			form.append('field-1', new Blob([SHEET], { type: 'text/csv' }), 'may.csv');
			const answer = await http.post(`${stage.data.n8n}/form/${webhookId}`, form);
			expect(answer.status).toBe(200);

			await several(
				2,
				'receipts in the table',
				async () => await stage.rows('whatsapp_campaign_receipts'),
			);
			const report = itemsOf(await play.run('Report'), 'Line');
			expect(report).toEqual([
				{
					campaign: 'May appointments',
					phone: '60123240066',
					result: 'delivered',
					reason: '',
				},
				{
					campaign: 'May appointments',
					phone: '60123240067',
					result: 'failed',
					reason: expect.stringMatching(/^.+\. .+/) as string,
				},
				{
					campaign: 'May appointments',
					phone: '12',
					result: 'failed',
					reason: expect.stringMatching(/^.+\. .+/) as string,
				},
				{
					campaign: 'May appointments',
					phone: '60123240068',
					result: 'on the way',
					reason: '',
				},
			]);
			expect(await textsTo(account, '60123240066')).toEqual([
				'Your appointment is on 24 May at 10:30.\nReply YES to confirm.',
			]);
		},
		TEST_MS,
	);
});

describe('ai-agent-360dialog', () => {
	it(
		'shows typing, answers, asks with buttons through the tool, and remembers the chat',
		async () => {
			const account = await createAccount('dialog360');
			const openAi = { apiKey: 'example', url: stage.data.model };
			const model = await stage.credential('openAiApi', 'Scripted model', openAi);
			const test = { ...model, data: openAi };
			expect(await stage.call('n8n', 'testCredential', test)).toMatchObject({ ok: true });
			const play = await stage.play('ai-agent-360dialog', [
				await stage.credentialOf(account),
				model,
			]);
			await play.activate();
			await stage.call('model', 'script', [
				{ say: 'Good morning, Ana. What can we do for you?' },
				{
					call: 'Ask_with_buttons',
					arguments: {
						question: 'When would you like to come?',
						firstButton: 'Tomorrow 10:00',
						secondButton: 'Tomorrow 15:30',
					},
				},
				{ say: 'SENT' },
				{ say: 'See you *tomorrow at 10:00*.' },
			]);

			const { id } = await account.writes(CUSTOMER, 'Good morning');
			const [greeting] = await several(1, 'answer', async () => await account.messages());
			expect(greeting.payload).toMatchObject({
				text: { body: 'Good morning, Ana. What can we do for you?' },
				context: { message_id: id },
			});
			const [typing, answer] = (await account.requests()).filter(
				({ path }) => path === '/messages',
			);
			expect(typing.body).toMatchObject({
				status: 'read',
				message_id: id,
				typing_indicator: { type: 'text' },
			});
			expect(answer.body.type).toBe('text');

			await account.writes(CUSTOMER, 'I need an appointment');
			const [, question] = await several(2, 'messages', async () => await account.messages());
			expect(question.payload).toMatchObject({
				to: CUSTOMER,
				type: 'interactive',
				interactive: {
					type: 'button',
					body: { text: 'When would you like to come?' },
					action: {
						buttons: [
							{ type: 'reply', reply: { id: 'first', title: 'Tomorrow 10:00' } },
							{ type: 'reply', reply: { id: 'second', title: 'Tomorrow 15:30' } },
						],
					},
				},
			});
			await eventually(
				'the end of the script',
				async () => (await stage.call<number>('model', 'left')) === 1,
			);

			await account.inbound({
				from: CUSTOMER,
				name: 'Ana',
				message: {
					type: 'interactive',
					interactive: {
						type: 'button_reply',
						button_reply: { id: 'first', title: 'Tomorrow 10:00' },
					},
				},
				context: { id: question.id },
			});
			await eventually('the confirmation', async () =>
				(await textsTo(account, CUSTOMER)).includes('See you *tomorrow at 10:00*.'),
			);
			expect(await account.messages()).toHaveLength(3);

			interface Asked {
				messages: Array<{ role: string; content: unknown }>;
				tools: Array<{ function: { parameters: { properties: object } } }>;
			}
			const asked = await stage.call<Asked[]>('model', 'requests');
			expect(Object.keys(asked[1].tools[0].function.parameters.properties).sort()).toEqual([
				'firstButton',
				'question',
				'secondButton',
			]);
			// The tool's answer tells the model that the message was taken.
			const toolSays = asked[2].messages.filter(({ role }) => role === 'tool');
			expect(JSON.stringify(toolSays)).toContain(question.id);
			const saidByCustomer = asked[3].messages.filter(({ role }) => role === 'user');
			expect(saidByCustomer.map(({ content }) => content)).toEqual([
				'Good morning',
				'I need an appointment',
				'Tomorrow 10:00',
			]);
			const runs = await several(3, 'executions', async () => await play.executions());
			expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		},
		TEST_MS,
	);
});

describe('fallback-360dialog-bulk360', () => {
	const TO = '60123240066';

	async function run(prepare: (first: SandboxAccount) => Promise<unknown>) {
		const first = await createAccount('dialog360');
		const second = await createAccount('bulk360');
		await prepare(first);
		const play = await stage.play('fallback-360dialog-bulk360', [
			await stage.credentialOf(first),
			await stage.credentialOf(second),
		]);
		const execution = await play.run('Try it');
		return {
			sent: itemsOf(execution, 'Sent'),
			waiting: itemsOf(execution, 'Look first'),
			counts: [(await first.messages()).length, (await second.messages()).length],
			second,
		};
	}

	it(
		'sends once when the first provider takes the message',
		async () => {
			const { sent, waiting, counts } = await run(async () => undefined);
			expect(sent).toEqual([
				{ orderNumber: 'A-1042', provider: 'dialog360', messageId: expect.any(String) as string },
			]);
			expect(waiting).toEqual([]);
			expect(counts).toEqual([1, 0]);
		},
		TEST_MS,
	);

	it(
		'sends through the second when the first says no',
		async () => {
			const { sent, waiting, counts, second } = await run(
				async (first) => await first.outcome({ to: TO, refuse: { code: '131042' } }),
			);
			expect(sent).toEqual([
				{ orderNumber: 'A-1042', provider: 'bulk360', messageId: expect.any(String) as string },
			]);
			expect(waiting).toEqual([]);
			expect(counts).toEqual([0, 1]);
			expect(await textsTo(second, TO)).toEqual(['Hi Ana, your order A-1042 has shipped.']);
		},
		TEST_MS,
	);

	it(
		'leaves it to a person when nobody knows whether the first took it',
		async () => {
			const { sent, waiting, counts } = await run(
				async (first) =>
					await first.fault({ kind: 'resetAfter', method: 'POST', pathIncludes: '/messages' }),
			);
			expect(sent).toEqual([]);
			expect(waiting).toEqual([
				{
					orderNumber: 'A-1042',
					phone: '+60 12-324 0066',
					reason: expect.any(String) as string,
				},
			]);
			// It had been taken: a second provider would have told the customer twice.
			expect(counts).toEqual([1, 0]);
		},
		TEST_MS,
	);
});

describe('crm-sync-360dialog', () => {
	interface Crm {
		contacts: Array<{ id: string; properties: Json }>;
		notes: Array<{ contact: string; body: string; at: string }>;
	}
	const crm = async (): Promise<Crm> => ({
		contacts: await stage.call('hubspot', 'contacts'),
		notes: await stage.call('hubspot', 'notes'),
	});

	it(
		'keeps contacts and notes in step with WhatsApp, both ways',
		async () => {
			const account = await createAccount('dialog360');
			const hubspot = await stage.credential('hubspotAppToken', 'HubSpot', {
				appToken: stage.data.hubspotKey,
			});
			const play = await stage.play(
				'crm-sync-360dialog',
				[await stage.credentialOf(account), hubspot],
				(text) => text.split('https://api.hubapi.com').join(stage.data.hubspot),
			);
			await play.activate();

			await account.writes(CUSTOMER, 'Where is my order?');
			await account.writes(CUSTOMER, 'Hello?');
			await several(2, 'notes', async () => (await crm()).notes);
			const { contacts, notes } = await crm();
			expect(contacts).toEqual([
				{
					id: '151',
					properties: { whatsapp_number: CUSTOMER, phone: `+${CUSTOMER}`, firstname: 'Ana' },
				},
			]);
			expect(notes.map(({ contact, body }) => [contact, body]).sort()).toEqual([
				['151', 'WhatsApp: Hello?'],
				['151', 'WhatsApp: Where is my order?'],
			]);

			const shipped = async (phone: string) =>
				await http.post<Json>(`${stage.data.n8n}/webhook/hubspot-order-shipped`, {
					contactId: '151',
					phone,
					firstName: 'Ana',
					orderNumber: 'A-1042',
				});
			const answer = await shipped('+49 1520 1234567');
			const [message] = await account.messages();
			expect([answer.status, answer.data]).toEqual([200, { sent: true, messageId: message.id }]);
			await eventually('the delivery as a note', async () =>
				(await crm()).notes.some(
					({ contact, body }) => contact === '151' && body === 'WhatsApp message delivered',
				),
			);

			const refused = await shipped('12');
			expect(refused.data).toMatchObject({ sent: false, status: 'failed' });
			expect(refused.data.reason).toEqual(expect.any(String));
		},
		TEST_MS,
	);
});

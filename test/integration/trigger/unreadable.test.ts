import axios from 'axios';
import { TriggerHarness } from '../../support/triggerHarness';
import { WebhookSender, textMessage } from '../../support/webhookSender';
import { createAccount } from '../../support/sandboxClient';

let sender: WebhookSender | undefined;
afterEach(async () => {
	await sender?.close();
	sender = undefined;
});

it('a rejected call that gets 200 is emitted whole', async () => {
	sender = await WebhookSender.open({ emitRejected: true });
	const many = Array.from({ length: 60 }, (_, index) => ({
		...textMessage(`wamid.${index} ${'x'.repeat(200)}`),
		id: null,
	}));
	const answer = await sender.postEntry({ many });
	expect(answer).toMatchObject({ status: 200, outcome: 'accepted as rejected' });
	const [[, [{ json }]]] = sender.harness.outputs;
	const { body, isCut } = json.raw as { body: string; isCut: boolean };
	expect(isCut).toBe(false);
	expect(JSON.parse(body)).toMatchObject({ entry: { many } });
});

it('two equal reports hours apart are two', async () => {
	sender = await WebhookSender.open({}, { triggerOn: ['other'] });
	const report = { errors: [{ code: 131000, title: 'x' }] };
	const at = (hour: number) => jest.setSystemTime(Date.UTC(2026, 10, 20, hour, 0, 30));
	jest.useFakeTimers({ advanceTimers: true, now: Date.UTC(2026, 10, 20, 8, 0, 30) });
	try {
		expect(await sender.post(report)).toMatchObject({ outcome: 'accepted' });
		expect(await sender.post(report)).toMatchObject({ outcome: 'duplicate' });
		at(11);
		expect(await sender.post(report)).toMatchObject({ outcome: 'accepted' });
	} finally {
		jest.useRealTimers();
	}
});

it('statuses that are not asked for count for what is superseded', async () => {
	sender = await WebhookSender.open({ statuses: ['sent'] }, { triggerOn: ['status'] });
	const step = (status: string) => ({ statuses: [{ id: 'wamid.S', status, recipient_id: '1' }] });
	expect(await sender.post(step('read'))).toMatchObject({ outcome: 'ignored' });
	await sender.post(step('sent'));
	expect(sender.harness.executions).toMatchObject([[{ status: 'sent', superseded: true }]]);
});

describe('what cannot be read starts nothing, and says so', () => {
	const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
	const bodies = {
		dialog360: `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"account_update","value":{"x":${deep}}}]}]}`,
		modica: `{"id":"1","status":"sent","__proto__":1,"x":${deep}}`,
	};

	it.each(['dialog360', 'modica'] as const)('a body without end: %s', async (provider) => {
		const account = await createAccount(provider);
		const harness = await TriggerHarness.start(account, { triggerOn: ['account', 'status'] });
		await harness.activate();
		const registered = provider === 'dialog360' ? await account.webhook() : {};
		const { headers } = registered as { headers?: Record<string, string> };
		const { status, data } = await axios.post<object>(harness.url, bodies[provider], {
			headers: { ...headers, 'content-type': 'application/json' },
			validateStatus: null,
			proxy: false,
		});
		await harness.close();
		expect({ status, ...data }).toEqual({
			status: 'rejected',
			reason: 'the body cannot be read',
		});
		expect(status).toBe(400);
		expect(harness.warnings).toHaveLength(1);
	});

	it('an option whose expression fails: no execution for whoever calls, and the log says why', async () => {
		sender = await WebhookSender.open();
		sender.harness.parameters.options = { textContains: "={{ $('Gone').first().json.word }}" };
		expect(await sender.sendText('hello')).toEqual({
			status: 500,
			outcome: 'not accepted',
			reason: 'the trigger’s options cannot be read',
		});
		expect(sender.harness.warnings).toEqual([expect.stringContaining('(ExpressionError: ')]);
		expect(sender.harness.executions).toEqual([]);
	});

	it('an expression in Trigger On that fails: one line in the log, which says why', async () => {
		sender = await WebhookSender.open();
		sender.harness.parameters.triggerOn = "={{ $('Gone').first().json.kinds }}";
		expect(await sender.sendText('hello')).toMatchObject({ status: 500, outcome: 'not accepted' });
		expect(sender.harness.warnings).toEqual([expect.stringContaining('(ExpressionError: ')]);
		expect(sender.harness.executions).toEqual([]);
	});

	it('a provider that there is not: no execution for whoever calls, and the log says why', async () => {
		sender = await WebhookSender.open();
		sender.harness.parameters.provider = 'constructor';
		expect(await sender.sendText('hello')).toMatchObject({ status: 500, outcome: 'not accepted' });
		expect(sender.harness.warnings).toEqual([
			expect.stringContaining("'constructor' is not a provider of this node"),
		]);
		expect(sender.harness.executions).toEqual([]);
		await expect(sender.harness.create()).rejects.toThrow(
			"'constructor' is not a provider of this node",
		);
	});

	it('a credential that is gone costs no event that is left out, or needs none', async () => {
		sender = await WebhookSender.open({ markAsRead: true }, { triggerOn: ['message', 'contact'] });
		sender.harness.credentials = {};
		const status = { id: 'x', status: 'read', recipient_id: '1' };
		expect(await sender.post({ statuses: [status] })).toMatchObject({ outcome: 'ignored' });
		expect(sender.harness.warnings).toEqual([]);
	});

	it('a credential that is gone: the provider delivers again once it is back', async () => {
		sender = await WebhookSender.open({ markAsRead: true });
		const { credentials } = sender.harness;
		sender.harness.credentials = {};
		expect(await sender.sendText('hello')).toMatchObject({
			status: 500,
			reason: 'the credential cannot be read',
		});
		expect(sender.harness.warnings).toEqual([expect.stringContaining('rejected a call with 500')]);
		sender.harness.credentials = credentials;
		expect(await sender.sendText('hello')).toMatchObject({ status: 200, outcome: 'accepted' });
	});
});

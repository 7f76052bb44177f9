import type { AxiosInstance } from 'axios';
import { CUSTOMER, useWebhook } from '../../support/dialog360Webhook';
import { sleep } from '../../support/runtime';
import { createAccount, dialog360Http, waitFor, type Data } from '../../support/sandboxClient';

const ORDER = createTemplate('order_shipped', 'en_US', [createBody('Ana', 'A-1')]);
const OFFER = createTemplate('see_catalog', 'en', [createBody('Ana')]);
const PASSWORD = createTemplate('otp_code', 'en', [
	createBody('123456'),
	{
		type: 'button',
		sub_type: 'url',
		index: '0',
		parameters: [{ type: 'text', text: '123456' }],
	},
]);
const TEXT = { type: 'text', text: { body: 'x' } };

const { connect, getStatuses } = useWebhook();

function createBody(...texts: string[]): Data {
	return { type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) };
}

function createTemplate(name: string, code: string, components: Data[]): Data {
	return { type: 'template', template: { name, language: { code }, components } };
}

async function send(http: AxiosInstance, message: Data, path = '/messages') {
	const body = { messaging_product: 'whatsapp', to: CUSTOMER, ...message };
	const { data } = await http.post<{ messages: [Data] }>(path, body);
	return data.messages[0];
}

describe('360dialog cloud template pacing', () => {
	it.each<[string, Data, string]>([
		['a utility template', ORDER, '/messages'],
		['a marketing template', OFFER, '/messages'],
		['a marketing template as marketing message', OFFER, '/marketing_messages'],
	])('says of %s whether it is held', async (_, message, path) => {
		const { account, http } = await connect();
		const id = expect.stringMatching(/^wamid\./) as string;
		expect(await send(http, message, path)).toEqual({ id, message_status: 'accepted' });
		await account.patch({ settings: { templateHoldMs: 60_000 } });
		expect(await send(http, message, path)).toEqual({
			id,
			message_status: 'held_for_quality_assessment',
		});
	});

	it('holds no one-time password, and no message without a template', async () => {
		const { account, http } = await connect({ settings: { templateHoldMs: 60_000 } });
		await account.writeText(CUSTOMER);
		expect(await send(http, PASSWORD)).toMatchObject({ message_status: 'accepted' });
		expect(await send(http, TEXT)).not.toHaveProperty('message_status');
		await waitFor(() => getStatuses().length === 4);
	});

	it('sends what it held later', async () => {
		const { http } = await connect({ settings: { templateHoldMs: 600 } });
		await send(http, ORDER);
		await sleep(400);
		expect(getStatuses()).toEqual([]);
		await waitFor(() => getStatuses().length === 2);
		expect(getStatuses().map(({ status }) => status)).toEqual(['sent', 'delivered']);
	});

	it('drops what it held when told to', async () => {
		const { account, http } = await connect({ settings: { templateHoldMs: 200 } });
		await account.setOutcome({ to: CUSTOMER, final: 'failed', code: 132015 });
		await send(http, ORDER);
		await waitFor(() => getStatuses().length === 1);
		expect(getStatuses()).toMatchObject([{ status: 'failed', errors: [{ code: 132015 }] }]);
	});

	it('is the Cloud API’s', async () => {
		const account = await createAccount('dialog360', {
			hosting: 'onPremise',
			settings: { templateHoldMs: 60_000 },
		});
		const http = dialog360Http(account);
		const { data } = await http.get<{ waba_templates: Data[] }>('/v1/configs/templates');
		const template = {
			...(ORDER.template as Data),
			namespace: data.waba_templates[0].namespace,
			language: { policy: 'deterministic', code: 'en_US' },
		};
		const message = { to: CUSTOMER, type: 'template', template };
		const response = await http.post<{ messages: Data[] }>('/v1/messages', message);
		expect(response.data.messages).toEqual([{ id: expect.stringMatching(/^gBGH/) as string }]);
	});
});

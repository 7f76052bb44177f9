import { createAccount, type SandboxProvider } from '../../support/sandboxClient';
import { sleep } from '../../support/runtime';
import { eventually, http, getEnvironment, TEST_MS } from '../examples/environment';
import { Receiver, type WebhookResponse } from './receiver';

const log = async (name: string) => await getEnvironment().call<string>(name, 'log');

const said = async (...names: string[]) => (await Promise.all(names.map(log))).join('\n');

const MEMBERS = ['main', 'worker-1', 'worker-2', 'webhook-1', 'webhook-2'];

/** n8n gives up after 10 seconds without Redis, and its supervisor starts it again. */
async function restartIfEnded(name: string): Promise<void> {
	const isRunning = await getEnvironment().call<boolean>(name, 'running');
	if (!isRunning) await getEnvironment().call(name, 'start');
}

/** Each process does its own part, and nobody else's. */
export function processes(): void {
	describe('credentials', () => {
		it.each<SandboxProvider>(['dialog360', 'bulk360', 'socnet', 'modica'])(
			'of %s are tested',
			async (provider) => {
				const account = await createAccount(provider);
				const credential = await getEnvironment().createAccountCredential(account);
				const test = { ...credential, data: account.credentials };
				expect(await getEnvironment().call('n8n', 'testCredential', test)).toMatchObject({
					ok: true,
				});
			},
			TEST_MS,
		);
	});

	describe('the trigger', () => {
		it(
			'is registered by the main process, received by the webhook processors, run by the workers',
			async () => {
				const receiver = await Receiver.open();
				const { url } = (await receiver.account.webhook()) as { url: string };
				expect(url.startsWith(`${getEnvironment().data.n8n}/webhook/`)).toBe(true);

				const path = new URL(url).pathname;
				const main = await getEnvironment().call<string>('main', 'url');
				expect((await http.post(`${main}${path}`, {})).status).toBe(404);
				for (const processor of ['webhook-1', 'webhook-2'] as const) {
					expect(await receiver.call(processor, `wamid.${processor}`)).toEqual({
						status: 200,
						outcome: 'accepted',
					});
				}
				expect((await receiver.executions(2)).flat().sort()).toEqual([
					'wamid.webhook-1',
					'wamid.webhook-2',
				]);
				const executions = await getEnvironment().call<Array<{ id: string }>>(
					'n8n',
					'executions',
					receiver.id,
				);
				await eventually('the workers to say that they ran them', async () => {
					const workers = await said('worker-1', 'worker-2');
					return executions.every(({ id }) => workers.includes(`Worker finished execution ${id} `));
				});
			},
			TEST_MS,
		);

		it(
			'restores the previous webhook, and nothing responds any more',
			async () => {
				const account = await createAccount('dialog360');
				const http360 = { 'D360-API-KEY': account.credentials.apiKey };
				const before = { url: 'https://shop.example.com/whatsapp', headers: { 'X-Shop': '1' } };
				await http.post(`${account.credentials.baseUrl}/v1/configs/webhook`, before, {
					headers: http360,
				});
				const receiver = await Receiver.open({}, account);
				expect(await account.webhook()).not.toMatchObject(before);
				expect(await receiver.call('webhook-1', 'wamid.1')).toMatchObject({ status: 200 });

				await receiver.deactivate();
				await eventually('the earlier webhook', async () => {
					const { url } = (await account.webhook()) as { url: string };
					return url === before.url;
				});
				expect(await account.webhook()).toMatchObject(before);
				for (const processor of ['webhook-1', 'webhook-2'] as const) {
					expect(await receiver.call(processor, 'wamid.2')).toMatchObject({ status: 404 });
				}
			},
			TEST_MS,
		);
	});

	describe('an event that comes again', () => {
		it(
			'is a duplicate for the other processor as soon as it was acknowledged',
			async () => {
				const receiver = await Receiver.open();
				expect(await receiver.call('webhook-1', 'wamid.1')).toMatchObject({ outcome: 'accepted' });
				expect(await receiver.call('webhook-2', 'wamid.1')).toMatchObject({ outcome: 'duplicate' });
				expect(await receiver.call('webhook-2', 'wamid.2')).toMatchObject({ outcome: 'accepted' });
				expect(await receiver.call('webhook-1', 'wamid.2')).toMatchObject({ outcome: 'duplicate' });
				expect(await receiver.executions(2)).toEqual([['wamid.1'], ['wamid.2']]);
			},
			TEST_MS,
		);

		it(
			'goes to the same processor through the load balancer, however many come at once',
			async () => {
				const receiver = await Receiver.open();
				const { url, headers } = (await receiver.account.webhook()) as {
					url: string;
					headers: Record<string, string>;
				};
				const viaNginx = async (id: string) => {
					const message = { id, from: '49152', type: 'text', text: { body: id } };
					const { data } = await http.post<{ status: string }>(
						url,
						{ messages: [message] },
						{ headers },
					);
					return data.status;
				};
				const ids = Array.from({ length: 10 }, (_, i) => `wamid.${i}`);
				const responses = await Promise.all([...ids, ...ids].map(viaNginx));
				expect(responses.filter((outcome) => outcome === 'accepted')).toHaveLength(10);
				expect(responses.filter((outcome) => outcome === 'duplicate')).toHaveLength(10);
				expect((await receiver.executions(10)).flat().sort()).toEqual(ids);
			},
			TEST_MS,
		);
	});

	describe('a batch', () => {
		it(
			'never mixes the events of two processors, and every request is answered after its execution is created',
			async () => {
				const receiver = await Receiver.open({ batch: 'window', batchWindowMs: 250 });
				const both = async (tag: string) =>
					await Promise.all(
						Array.from({ length: 8 }, async (_, i) => {
							return await receiver.call(i % 2 ? 'webhook-1' : 'webhook-2', `wamid.${tag}${i}`);
						}),
					);
				const responses = await both('a');
				expect(responses.filter(({ status }) => status === 200)).toHaveLength(8);
				const executions = await receiver.executions(8);
				expect(new Set(executions.flat()).size).toBe(8);
				expect(executions.length).toBeLessThan(8);
				const mixed = executions.filter(
					(texts) => new Set(texts.map((text) => Number(text.slice(-1)) % 2)).size > 1,
				);
				expect(mixed).toEqual([]);
			},
			TEST_MS,
		);
	});

	describe('while Redis is away', () => {
		it.each([
			{ what: 'one by one', options: {} },
			{ what: 'in batches', options: { batch: 'window', batchWindowMs: 150 } },
		])(
			'nobody gets 200 for events that come $what, and each starts one execution once it is back',
			async ({ options }) => {
				const receiver = await Receiver.open(options);
				await receiver.call('webhook-1', 'wamid.before');
				await getEnvironment().call('redis', 'stop');
				const responses: WebhookResponse[] = [];
				const ids = Array.from({ length: 6 }, (_, i) => `wamid.${i}`);
				const call = async (id: string, i: number) =>
					await receiver.call(i % 2 ? 'webhook-1' : 'webhook-2', id);
				const calls = ids.map(async (id, i) => {
					responses[i] = await call(id, i);
				});
				await sleep(3000);
				expect(responses.filter(({ status }) => status === 200)).toEqual([]);
				await getEnvironment().call('redis', 'start');
				await Promise.all(calls);
				await Promise.all(MEMBERS.map(restartIfEnded));
				// A processor that gave up has answered nobody: 360dialog would redeliver.
				for (const [i, id] of ids.entries()) {
					if (responses[i].status === 200) continue;
					await eventually(`200 for ${id}`, async () => (await call(id, i)).status === 200);
				}
				const events = (await receiver.executions(7)).flat();
				expect(events.sort()).toEqual([...ids, 'wamid.before'].sort());
			},
			TEST_MS,
		);
	});

	describe('a webhook processor that is killed', () => {
		it(
			'has not answered requests whose events it still held, and the other one accepts them when they are redelivered',
			async () => {
				const receiver = await Receiver.open({ groupBy: 'sender', quietTimeMs: 10_000 });
				await receiver.call('webhook-2', 'wamid.before');
				const ids = Array.from({ length: 4 }, (_, i) => `wamid.${i}`);
				// Each from another customer: the last request of a group is the one that waits.
				const from = (id: string) => `49152${id.slice(-1)}`;
				let answered = 0;
				const calls = ids.map(async (id) => {
					const response = await receiver.call('webhook-1', id, from(id));
					answered++;
					return response;
				});
				await sleep(3000);
				// A connection that was rejected would have been answered by now: the processor holds all of them.
				expect(answered).toBe(0);
				await getEnvironment().call('webhook-1', 'kill9');
				const responses = await Promise.all(calls);
				expect(responses.map(({ status }) => status)).toEqual(ids.map(() => 0));

				const again = await Promise.all(
					ids.map(async (id) => await receiver.call('webhook-2', id, from(id))),
				);
				expect(again.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'accepted'));
				expect((await receiver.executions(5)).flat().sort()).toEqual([...ids, 'wamid.before']);
				await getEnvironment().call('webhook-1', 'start');
				expect(await receiver.call('webhook-1', 'wamid.0', from('wamid.0'))).toMatchObject({
					outcome: 'duplicate',
				});
			},
			TEST_MS,
		);
	});
}

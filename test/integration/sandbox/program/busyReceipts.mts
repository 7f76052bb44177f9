// Prints the receipts of 40 messages, one each 10 ms, in a sandbox that does something else for 400 ms.
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptMessage } from '../../../../sandbox/core/messages.mts';
import { Registry } from '../../../../sandbox/core/registry.mts';
import type { StoredMessage } from '../../../../sandbox/core/types.mts';

const account = new Registry().create({
	provider: 'dialog360',
	settings: { receipts: { readMs: 250 } },
});
const messages: StoredMessage[] = [];
for (let i = 0; i < 40; i++) {
	const [id, to] = [`wamid.${i}`, `491520${i}`];
	messages.push(acceptMessage(account, { id, to, type: 'text', payload: {}, category: 'service' }));
	await sleep(10);
	if (i !== 25) continue;
	const end = performance.now() + 400;
	while (performance.now() < end);
}
while (messages.some(({ statuses }) => statuses.length < 3)) await sleep(10);
const receipts = messages.map(({ statuses }) => statuses.map(({ status }) => status).join());
process.stdout.write(`${JSON.stringify({ busyReceipts: 'ready', receipts })}\n`);
process.stdin.resume();

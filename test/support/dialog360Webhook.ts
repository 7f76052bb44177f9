import type { AxiosInstance } from 'axios';
import { receiverForEach } from './receiver';
import { createAccount, dialog360Http, type Data, type NewAccountOptions } from './sandboxClient';

const ORDER = ['sent', 'delivered', 'read', 'played'];

export const CUSTOMER = '16505076520';

/** What a call of the Cloud API tells: the value of its one change. */
export const valueOf = (call: { body: unknown } | undefined) =>
	(call?.body as { entry: Array<{ changes: Array<{ value: Data }> }> }).entry[0].changes[0].value;

/** Accounts of the sandbox whose webhook is a receiver of each test's own. */
export function webhookForEach() {
	const receiver = receiverForEach();
	return {
		receiver,

		connected: async (options: NewAccountOptions = {}, headers?: Data) => {
			const account = await createAccount('dialog360', options);
			const http = dialog360Http(account);
			await http.post('/v1/configs/webhook', { url: `${receiver.url}/hook`, headers });
			return { account, http };
		},

		/** The receipts that have come so far, oldest message first: calls may overtake each other. */
		statuses: () => {
			const all = receiver.calls.flatMap(
				(call) => (valueOf(call).statuses as Data[] | undefined) ?? [],
			);
			const ids = all.map(({ id }) => id);
			const place = ({ id, status }: Data) => [ids.indexOf(id), ORDER.indexOf(String(status))];
			return all.sort((a, b) => {
				const [[aId, aStatus], [bId, bStatus]] = [place(a), place(b)];
				return aId - bId || aStatus - bStatus;
			});
		},
	};
}

/** @returns the message's id */
export const sendText = async (http: AxiosInstance, extra: Data = {}) =>
	(
		await http.post('/messages', {
			messaging_product: 'whatsapp',
			to: CUSTOMER,
			type: 'text',
			text: { body: 'x' },
			...extra,
		})
	).data.messages[0].id as string;

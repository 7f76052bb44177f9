import type { AxiosInstance } from 'axios';
import { sortByProgress } from './receipts';
import { useReceiver } from './receiver';
import {
	createAccount,
	dialog360Http,
	registerWebhook,
	type Data,
	type NewAccountOptions,
} from './sandboxClient';

export const CUSTOMER = '16505076520';

/** The value of the one change in a Cloud API webhook request. */
export const getChangeValue = (call: { body: unknown } | undefined) =>
	(call?.body as { entry: Array<{ changes: Array<{ value: Data }> }> }).entry[0].changes[0].value;

/** Accounts of the sandbox whose webhook is a receiver of each test's own. */
export function useWebhook() {
	const receiver = useReceiver();
	return {
		receiver,

		connect: async (options: NewAccountOptions = {}, headers?: Data) => {
			const account = await createAccount('dialog360', options);
			const http = dialog360Http(account);
			await registerWebhook(account, { url: `${receiver.url}/hook`, headers });
			return { account, http };
		},

		/** The receipts that have come so far, oldest message first: requests may overtake each other. */
		getStatuses: () => {
			const all = receiver.requests.flatMap(
				(call) => (getChangeValue(call).statuses as Data[] | undefined) ?? [],
			);
			const ids = all.map(({ id }) => id);
			return sortByProgress(all).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
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

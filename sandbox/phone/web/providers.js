/** What the page has to know of each provider; a fifth one is one more entry. */
const KNOWN = {
	dialog360: {
		name: '360dialog',
		customer: '4915112345678',
		portal: [],
		heard: (webhook) => webhook.url,
		deaf: 'Activate a workflow with the WhatsApp BSP Trigger: it registers itself here.',
	},
	bulk360: {
		name: 'Bulk360',
		customer: '60123240066',
		portal: [
			['moUrl', 'Incoming message URL'],
			['dnUrl', 'Delivery notification URL'],
		],
		heard: (webhook) => webhook.moUrl,
		deaf: 'Paste the trigger’s webhook URL under “Portal”, as you would at Bulk360.',
	},
	socnet: {
		name: 'Socnet',
		customer: '256772123456',
		portal: [],
		heard: () => null,
		deaf: 'Socnet documents no webhook: replies stay on the phone.',
	},
	modica: {
		name: 'Modica',
		customer: '64211234567',
		portal: [
			['moUrl', 'Incoming message (MO) URL'],
			['dlrUrl', 'Delivery receipt (DLR) URL'],
		],
		heard: (webhook) => webhook.moUrl,
		deaf: 'Paste the trigger’s webhook URL under “Portal”, as you would at Modica.',
	},
};

/** Who a phone belongs to: a name, a username, or a number. */
export const getName = ({ customer, name, username }) =>
	name || (username ? `@${username}` : getNumber({ customer }));

/** A user ID is no number. */
export const getNumber = ({ customer, username }) =>
	/^\d/.test(customer) ? `+${customer}` : username ? `@${username}` : customer;

/** Whether somebody else of the business can talk with the account's customers. */
export const isShared = (account) =>
	account.provider === 'dialog360' && account.hosting === 'cloud';

export const getProvider = (account) =>
	KNOWN[account.provider] ?? {
		name: account.provider,
		customer: '15550100000',
		portal: [],
		heard: (webhook) => webhook.url,
		deaf: 'No webhook is registered.',
	};

/** 360dialog's own sandbox sends to one number only. */
export const firstCustomer = (account) =>
	account.hosting === 'sandbox' && account.provider === 'dialog360'
		? account.settings.ownNumber
		: getProvider(account).customer;

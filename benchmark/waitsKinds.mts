/** The questions of `bench:waits`, and how a person answers each. */
import axios from 'axios';
import type { Json } from '../sandbox/n8n/workflow.mts';
import type { WaitTestAccount } from './waitsWorld.mts';

export interface Kind {
	parameters: Json;
	answer(
		account: WaitTestAccount,
		to: string,
		message: { id: string; payload: Json },
	): Promise<unknown>;
}

export const tap =
	(type: 'button_reply' | 'list_reply'): Kind['answer'] =>
	async (account, to, { payload }) => {
		const [reply] = getIds(payload);
		await account.receiveInbound(to, {
			type: 'interactive',
			interactive: { type, [type]: { id: reply, title: 'Yes' } },
		});
	};

/** The form on the page that the link at the end of the question leads to, as a browser sends it. */
const sendForm: Kind['answer'] = async (_account, _to, message) => {
	const [link] = /https?:[^"\s\\]+\/webhook-waiting\/[^"\s\\]+/.exec(JSON.stringify(message)) ?? [];
	if (!link) throw new Error(`no link in ${JSON.stringify(message)}`);
	await axios.get(link, { proxy: false });
	await axios.post(link, 'choice=0', { proxy: false });
};

function getIds(payload: Json): string[] {
	const pattern = /"(?:id|payload|flow_token)":"(n8n-wait[^"]*)"/g;
	return [...JSON.stringify(payload).matchAll(pattern)].map(([, id]) => id);
}

const choices = (count: number) => ({
	values: Array.from({ length: count }, (_, i) => ({ title: `Choice ${i}` })),
});

export const TEMPLATE = {
	name: 'confirm_visit',
	language: 'en_US',
	category: 'UTILITY',
	components: [
		{ type: 'BODY', text: 'See you tomorrow?' },
		{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Confirm' }] },
	],
};

export const KINDS: Record<string, Kind> = {
	approval: { parameters: { responseType: 'approval' }, answer: tap('button_reply') },
	'choice (buttons)': {
		parameters: { responseType: 'choice', choices: choices(3) },
		answer: tap('button_reply'),
	},
	'choice (list)': {
		parameters: { responseType: 'choice', choices: choices(10) },
		answer: tap('list_reply'),
	},
	template: {
		parameters: {
			responseType: 'template',
			template: 'confirm_visit|en_US',
			templateInput: 'values',
			quickReplies: ['Confirm'],
		},
		answer: async (account, to, { payload }) =>
			await account.receiveInbound(to, {
				type: 'button',
				button: { payload: getIds(payload)[0], text: 'Confirm' },
			}),
	},
	flow: {
		parameters: { responseType: 'flow', flowId: '1234567890123456', buttonText: 'Book' },
		answer: async (account, to, { payload }) => {
			const response_json = JSON.stringify({ flow_token: getIds(payload)[0], guests: 3 });
			const nfm_reply = { name: 'flow', body: 'Sent', response_json };
			const interactive = { type: 'nfm_reply', nfm_reply };
			await account.receiveInbound(to, { type: 'interactive', interactive });
		},
	},
	'free text': {
		parameters: { responseType: 'freeText' },
		answer: async (account, to) =>
			await account.receiveInbound(to, { type: 'text', text: { body: 'At six' } }),
	},
	delivery: {
		parameters: { responseType: 'delivery' },
		answer: async (account, _to, { id }) => await account.sendReceipt(id, 'delivered'),
	},
	'approval by link': { parameters: { responseType: 'approval' }, answer: sendForm },
	'choice by link': {
		parameters: { responseType: 'choice', choices: choices(3) },
		answer: sendForm,
	},
};

const WITH_LINKS = ['approval by link', 'choice by link'];
const WITH_BUTTONS = Object.keys(KINDS).filter((name) => !WITH_LINKS.includes(name));

export const OFFERED: Record<string, string[]> = {
	dialog360: WITH_BUTTONS,
	modica: WITH_BUTTONS,
	bulk360: ['free text', 'delivery', ...WITH_LINKS],
	socnet: WITH_LINKS,
};

import type { AxiosInstance } from 'axios';
import type {
	ConversationEntry,
	DeliveryAttempt,
	LoggedRequest,
	StoredMessage,
} from '../core/types.mts';

interface AccountLine {
	id: string;
	provider: string;
	number: string;
	credentials: object;
}

interface Result {
	data: unknown;
	lines?: string[];
}
interface Command {
	parameters: string;
	about: string;
	minArguments: number;
	run: (http: AxiosInstance, args: string[]) => Promise<Result>;
}

/** `true`, `12`, `null` and `{...}` are themselves; everything else is text. */
function parseValue(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** `receipts.readMs=300` becomes `{receipts: {readMs: 300}}`. */
function parseAssignments(args: string[]): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	for (const arg of args) {
		const split = arg.indexOf('=');
		if (split < 1) throw new Error(`"${arg}" is not key=value`);
		const keys = arg.slice(0, split).split('.');
		const last = keys.pop() ?? '';
		let target = result;
		for (const key of keys) target = (target[key] ??= {}) as Record<string, unknown>;
		target[last] = parseValue(arg.slice(split + 1));
	}
	return result;
}

const formatTime = (at: string) => at.slice(11, 19);
const getPath = (account: string | undefined, rest = '') =>
	`/accounts/${encodeURIComponent(account ?? '')}${rest}`;

const formatDelivery = (delivery: DeliveryAttempt) =>
	`${formatTime(delivery.at)}  ${delivery.status ?? delivery.error}  attempt ${delivery.attempt}  ${delivery.ms} ms  ${delivery.url}`;

export const commands: Record<string, Command> = {
	accounts: {
		parameters: '',
		about: 'the accounts with their credentials',
		minArguments: 0,
		run: async (http) => {
			const { data } = await http.get<AccountLine[]>('/accounts');
			const lines = data.map(
				({ id, provider, number, credentials }) =>
					`${id}  ${provider}  ${number}\n  ${JSON.stringify(credentials)}`,
			);
			return { data, lines };
		},
	},
	write: {
		parameters: '<account> <from> <text>',
		about: 'the customer writes a text',
		minArguments: 3,
		run: async (http, [account, from, ...words]) => {
			const message = { type: 'text', text: { body: words.join(' ') } };
			const { data } = await http.post<{ id: string; deliveries: DeliveryAttempt[] }>(
				getPath(account, '/inbound'),
				{ from, message },
			);
			const lines = data.deliveries.map(formatDelivery);
			return { data, lines: [data.id, ...(lines.length ? lines : ['no webhook is registered'])] };
		},
	},
	chat: {
		parameters: '<account> <customer>',
		about: 'the conversation with a customer',
		minArguments: 2,
		run: async (http, [account, customer]) => {
			const { data } = await http.get<ConversationEntry[]>(
				getPath(account, `/conversations/${customer}`),
			);
			const lines = data.map(
				(entry) =>
					`${formatTime(entry.at)} ${entry.direction === 'in' ? '  ←' : '→'} ${entry.text ?? `[${entry.type}]`}${entry.status ? `  (${entry.status})` : ''}`,
			);
			return { data, lines };
		},
	},
	fault: {
		parameters: '<account> <kind> [key=value ...]',
		about: 'the next request goes wrong (status, html, halfJson, cutOff, resetBefore, ...)',
		minArguments: 2,
		run: async (http, [account, kind, ...rest]) => {
			const { data } = await http.post<unknown>(getPath(account, '/faults'), {
				kind,
				...parseAssignments(rest),
			});
			return { data };
		},
	},
	outcome: {
		parameters: '<account> <to> [final=failed code=131026 times=1 ...]',
		about: 'what happens to the next message to a recipient',
		minArguments: 3,
		run: async (http, [account, to, ...rest]) => {
			const { data } = await http.post<unknown>(getPath(account, '/outcomes'), {
				to,
				...parseAssignments(rest),
			});
			return { data };
		},
	},
	set: {
		parameters: '<account> key=value ...',
		about: 'settings, e.g. latencyMs=80 receipts.readMs=300; without any: show them',
		minArguments: 1,
		run: async (http, [account, ...rest]) => {
			const settings = parseAssignments(rest);
			const { data } = await http.patch<{ settings: unknown }>(getPath(account), { settings });
			return { data: data.settings };
		},
	},
	receipts: {
		parameters: '<account>',
		about: 'the accepted messages and their statuses',
		minArguments: 1,
		run: async (http, [account]) => {
			const { data } = await http.get<StoredMessage[]>(getPath(account, '/messages'));
			const lines = data.map(
				({ id, to, statuses }) =>
					`${id}  ${to}  ${statuses.map(({ status, code }) => status + (code ? ` ${code}` : '')).join(' → ') || 'accepted'}`,
			);
			return { data, lines };
		},
	},
	deliveries: {
		parameters: '<account>',
		about: 'the webhook requests that were sent',
		minArguments: 1,
		run: async (http, [account]) => {
			const { data } = await http.get<DeliveryAttempt[]>(getPath(account, '/deliveries'));
			return { data, lines: data.map(formatDelivery) };
		},
	},
	requests: {
		parameters: '<account>',
		about: 'the requests that the provider got',
		minArguments: 1,
		run: async (http, [account]) => {
			const { data } = await http.get<LoggedRequest[]>(getPath(account, '/requests'));
			const lines = data.map(
				({ at: when, method, path, status, fault, body, response }) =>
					`${formatTime(when)}  ${method} ${path}  ${status ?? 'no response'}${fault ? `  [${fault}]` : ''}\n  > ${JSON.stringify(body)}\n  < ${JSON.stringify(response)}`,
			);
			return { data, lines };
		},
	},
	stats: {
		parameters: '<account>',
		about: 'counters',
		minArguments: 1,
		run: async (http, [account]) => ({ data: (await http.get(getPath(account, '/stats'))).data }),
	},
};

export const formatUsage = (): string =>
	[
		'npx --yes --package=node@24 -- node sandbox/cli.mts <command> [--url http://127.0.0.1:4010] [--json] [--help]',
		'',
		...Object.entries(commands).map(
			([name, { parameters, about }]) => `  ${`${name} ${parameters}`.trim()}\n      ${about}`,
		),
	].join('\n');

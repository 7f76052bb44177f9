import type { IExecuteFunctions } from 'n8n-workflow';
import { parseUrl } from '../core/url';
import type { WhatsAppEvent } from '../core/event';
import type { Provider } from '../providers/provider';
import { getHeader, VERIFICATION_HEADER, type RegisteredWebhook } from '../providers/webhook';
import type { Account } from '../providers/request';
import { catchNetworkError, NetworkError } from '../transport/networkError';
import { providerRequest } from '../transport/providerRequest';
import { redactSecrets } from '../transport/redactSecrets';
import { parseEvent } from './answer';
import { isN8nUnavailable, isStarting, postToN8n, type N8nResponse } from './postToN8n';
import {
	REGISTERED,
	REGISTRATION_HEADER,
	REGISTRATION_PURPOSE,
	type WaitRegistration,
} from './waitRegistration';

/** Where a trigger of this n8n gets the number's messages, as far as anybody can tell. */
export type TriggerSearch =
	| { urls: string[] }
	/** Why the provider couldn't be asked; absent if it does not tell. */
	| { problem?: string };

interface SearchOptions {
	/** What the user entered in 'Trigger URL'. */
	entered: string;
	/** Of this n8n: a reference is given to no other system. */
	origin: string;
}

/** Asks the provider which webhooks the number has. */
export async function findTriggers(
	context: IExecuteFunctions,
	{ webhook, credential }: Provider,
	account: Account,
	{ entered, origin }: SearchOptions,
): Promise<TriggerSearch> {
	if (entered !== '') return { urls: [entered] };
	const registration = webhook?.registration;
	if (!registration) return {};
	const webhooks: RegisteredWebhook[] = [];
	try {
		const main = registration.parseGet(
			await providerRequest(context, credential, registration.buildGet(account), account),
		);
		if (main && 'accepted' in main) return { problem: redactSecrets(main.error.title, account) };
		if (main) webhooks.push(main);
		const { additional } = registration;
		if (additional?.isSupported(account)) {
			const request = additional.buildGet(account);
			const others = additional.parseGet(
				await providerRequest(context, credential, request, account),
			);
			if ('accepted' in others) {
				const isFound = webhooks.some(({ url }) => isOwn(url, origin));
				if (!isFound) return { problem: redactSecrets(others.error.title, account) };
			} else if (others.enabled) webhooks.push(...others.webhooks);
		}
	} catch (error) {
		return { problem: (error as Error).message };
	}
	const own = webhooks.filter(({ url }) => isOwn(url, origin));
	// Another Webhook node of this n8n would start its workflow with the question.
	const ours = own.filter((webhook) => getHeader(webhook, VERIFICATION_HEADER) !== undefined);
	return { urls: (ours.length > 0 ? ours : own).map(({ url }) => url) };
}

const isOwn = (url: string, origin: string): boolean =>
	parseUrl(url)?.origin === origin && !isTestUrl(url);

/** Works only while somebody listens in the editor, for one request. */
export function isTestUrl(url: string): boolean {
	return parseUrl(url)?.pathname.includes('/webhook-test/') ?? false;
}

export interface Registered {
	/** The trigger that is to pass on the answer. */
	url: string;
	/** Other open questions to the same person. */
	openQuestions: number;
	/** A receipt that came earlier. */
	earlierStatus?: WhatsAppEvent;
}

export interface NotRegistered {
	problem: string;
	/** n8n, or a proxy in front of it, can't respond at this moment. */
	isBusy?: boolean;
	/** No connection from n8n to its own URL. */
	isUnreachable?: boolean;
}

/** Registers with the first trigger that accepts it. @returns why the last one doesn't, in words */
export async function registerWait(
	context: IExecuteFunctions,
	urls: readonly string[],
	wait: WaitRegistration,
	account: Account,
): Promise<Registered | NotRegistered> {
	let failure: NotRegistered = {
		problem: 'No published trigger of your n8n instance gets this number’s messages',
	};
	for (const url of urls) {
		const response = await catchNetworkError(
			postToN8n(context, url, {
				purpose: REGISTRATION_PURPOSE,
				content: wait,
				account,
				headers: { [REGISTRATION_HEADER]: '1' },
			}),
		);
		if (response instanceof NetworkError) {
			const problem = `${withoutSecrets(url)} can’t be reached from n8n`;
			failure = { problem, isUnreachable: true };
		} else if (response.statusCode === 200 && response.json.status === REGISTERED) {
			const { openQuestions, earlierStatus } = response.json;
			return {
				url,
				openQuestions: Number(openQuestions ?? 0),
				earlierStatus: parseEvent(earlierStatus),
			};
		} else {
			const problem = describeProblem(withoutSecrets(url), response);
			failure = { problem, isBusy: isN8nUnavailable(response) };
		}
	}
	return failure;
}

/** What was entered may hold a token or a password of whatever is in front of n8n. */
function withoutSecrets(url: string): string {
	const { origin, pathname } = parseUrl(url) ?? {};
	return origin ? `${origin}${pathname}` : "The text in 'Trigger URL'";
}

function describeProblem(url: string, response: N8nResponse): string {
	const { statusCode, json } = response;
	if (typeof json.reason === 'string') return `The trigger at ${url} says: ${json.reason}`;
	if (isStarting(response)) return `n8n is starting up, so no trigger responded at ${url}`;
	if (statusCode === 404) return `The workflow with the trigger at ${url} isn’t published`;
	return `No WhatsApp BSP Trigger responded at ${url}, only a status of ${statusCode}`;
}

import type { Account } from '../request';

/** Base URL of each hosting. Source: 360dialog, "Messaging" and "Sandbox". */
const HOSTS: Readonly<Record<string, string>> = {
	cloud: 'https://waba-v2.360dialog.io',
	onPremise: 'https://waba.360dialog.io',
	sandbox: 'https://waba-sandbox.360dialog.io',
};

/** Only the Cloud API leaves out `/v1` for messages and media, and wants `messaging_product`. */
export function isCloud(account: Account): boolean {
	return (account.hosting ?? 'cloud') === 'cloud';
}

/** 360dialog's own number for tests. */
export function isSandbox(account: Account): boolean {
	return account.hosting === 'sandbox';
}

/** The account's base URL without a slash at the end; a pasted `/v1` or `/messages` is taken off again. */
export function getBaseUrl(account: Account): string {
	const typed = String(account.baseUrl ?? '').trim();
	return (typed || HOSTS[String(account.hosting ?? 'cloud')])
		.replace(/\/+$/, '')
		.replace(/(\/v1)?(\/messages)?$/, '');
}

/** URL of messages and media, which the On-Premise API and the sandbox keep under `/v1`. */
export function getMessagingUrl(account: Account, path: string): string {
	return `${getBaseUrl(account)}${isCloud(account) ? '' : '/v1'}${path}`;
}

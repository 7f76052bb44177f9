import type { Account } from '../../providers/request';

/** Names that lead nowhere but into somebody's own network. */
const PRIVATE_NAME =
	/(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|arpa)$/;
const IP_ADDRESS = /^(\[.*\]|[\d.]+)$/;

/**
 * Why a link that stands in a call is not opened, or undefined when it may be: a customer may have
 * chosen it. What a public name leads to is for n8n's own guard (`N8N_SSRF_PROTECTION_ENABLED`).
 * @param account the provider's own host is always right
 */
export function checkMediaUrl(link: string, account: Account): string | undefined {
	const url = tryParseUrl(link);
	if (!url || !['http:', 'https:'].includes(url.protocol))
		return 'its URL doesn’t start with http:// or https://';
	if (url.username !== '' || url.password !== '') return 'its URL contains a username or password';
	if (url.host === tryParseUrl(String(account.baseUrl ?? ''))?.host) return undefined;
	const name = url.hostname.toLowerCase().replace(/\.$/, '');
	const isPublic = name.includes('.') && !IP_ADDRESS.test(name) && !PRIVATE_NAME.test(name);
	return isPublic ? undefined : 'its URL doesn’t point to a public host';
}

/** A link that a redirect names, which may be relative. */
export function resolveRedirect(location: string, from: string): string {
	return tryParseUrl(location, from)?.href ?? '';
}

function tryParseUrl(text: string, base?: string): URL | undefined {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}

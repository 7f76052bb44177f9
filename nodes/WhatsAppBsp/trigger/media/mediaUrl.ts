import { parseUrl } from '../../core/url';

/**
 * Why a link in a webhook request is not opened, or undefined when it may be: a customer may have chosen
 * it. No list of private addresses is complete, so only listed hosts are opened.
 * @param hosts with a port unless it is the protocol's own; `*.example.com` stands for all below it
 */
export function checkMediaUrl(link: string, hosts: readonly string[]): string | undefined {
	const url = parseUrl(link);
	if (!url || !['http:', 'https:'].includes(url.protocol))
		return 'its URL doesn’t start with http:// or https://';
	if (url.username !== '' || url.password !== '') return 'its URL contains a username or password';
	const isListed = hosts.some((host) => isHost(url, host));
	return isListed ? undefined : `its host ${url.host} isn’t listed in 'Media Hosts'`;
}

/** A link that a redirect names, which may be relative. */
export function resolveRedirect(location: string, from: string): string {
	return parseUrl(location, from)?.href ?? '';
}

function isHost(url: URL, listed: string): boolean {
	const isWildcard = listed.startsWith('*.');
	const host = parseHost(isWildcard ? listed.slice(2) : listed, url.protocol);
	if (host === undefined || host === '') return false;
	const actual = withoutFinalDot(url.host);
	return isWildcard ? actual.endsWith(`.${host}`) : actual === host;
}

/** A host as URLs write it, however it was typed: as a URL, in capitals, in another alphabet. */
function parseHost(typed: string, protocol: string): string | undefined {
	const url = parseUrl(typed.includes('://') ? typed : `${protocol}//${typed}`);
	return url && withoutFinalDot(url.host);
}

function withoutFinalDot(host: string): string {
	return host.replace(/\.(?=$|:)/, '');
}

import type { IHookFunctions } from 'n8n-workflow';
import { isObject, asObjects, asNonEmptyText } from '../../core/parse';
import { parseUrl } from '../../core/url';
import { parseJson } from '../../core/json';
import { getPrevious, wasRemoved } from '../state';
import type { RegistrationContext } from './context';
import { PREVIOUS_HEADER, PROBE_HEADER, TEST_HEADER } from './webhookHeaders';
import { getHeader, VERIFICATION_HEADER, type RegisteredWebhook } from '../../providers/webhook';
import { NetworkError } from '../../transport/networkError';
import { requestWithDeadline } from '../../transport/requestWithDeadline';

const PROBE_TIMEOUT_MS = 5000;
const NOT_FOUND = 404;

/** More triggers on one number than anyone has. */
const MAX_PREVIOUS = 10;

/** What to restore once this webhook has been replaced by the URL `own`, the latest first. */
export function buildPreviousList(current: RegisteredWebhook, own: string): RegisteredWebhook[] {
	const known = getPrevious(current.url, getHeader(current, VERIFICATION_HEADER));
	const all = [current, ...parsePreviousHeader(current), ...known];
	const seen = new Set([own]);
	return all.filter(({ url }) => !seen.has(url) && seen.add(url)).slice(0, MAX_PREVIOUS);
}

/** A test stores what it replaced at the provider, so that not even a crash loses it. */
export function createPreviousHeader(
	previous: readonly RegisteredWebhook[],
): Record<string, string> {
	if (previous.length === 0) return {};
	return { [PREVIOUS_HEADER]: Buffer.from(JSON.stringify(previous)).toString('base64') };
}

function parsePreviousHeader(webhook: RegisteredWebhook): RegisteredWebhook[] {
	const text = getHeader(webhook, PREVIOUS_HEADER);
	if (text === undefined) return [];
	return asObjects(parseJson(Buffer.from(text, 'base64').toString('utf8'))).flatMap(
		({ url, headers }) =>
			asNonEmptyText(url) === undefined || !isObject(headers)
				? []
				: [{ url: String(url), headers: headers as Record<string, string> }],
	);
}

/** The first of these that still exists. */
export async function findReachable(
	ctx: RegistrationContext,
	webhooks: readonly RegisteredWebhook[],
): Promise<RegisteredWebhook | undefined> {
	for (const webhook of webhooks) {
		if (!(await isGone(ctx, webhook))) return webhook;
	}
	return undefined;
}

/**
 * Whether a webhook no longer exists. Only triggers of this package are checked, with a GET to which n8n
 * responds with 404 when the workflow is off. All others are taken to exist.
 */
export async function isGone(
	ctx: RegistrationContext,
	webhook: RegisteredWebhook,
): Promise<boolean> {
	const token = getHeader(webhook, VERIFICATION_HEADER);
	if (token === undefined) return false;
	if (wasRemoved(webhook.url, token)) return true;
	if (isTestOfEarlierRun(ctx, webhook)) return true;
	return (await probeStatus(ctx.context, webhook.url)) === NOT_FOUND;
}

/** Nobody can be listening for a test event while n8n starts. */
function isTestOfEarlierRun(
	{ context, url }: RegistrationContext,
	webhook: RegisteredWebhook,
): boolean {
	return (
		getHeader(webhook, TEST_HEADER) !== undefined &&
		context.getActivationMode() === 'init' &&
		getOrigin(url) === getOrigin(webhook.url)
	);
}

/** Undefined without a response: an n8n that cannot reach its own URL proves nothing. */
async function probeStatus(context: IHookFunctions, url: string): Promise<number | undefined> {
	try {
		const probe = { url, headers: { [PROBE_HEADER]: '1' } };
		const { statusCode } = await requestWithDeadline(context, probe, PROBE_TIMEOUT_MS);
		return statusCode;
	} catch (error) {
		context.logger.debug(
			`Could not check whether an earlier webhook still exists: ${error instanceof NetworkError ? error.error.details : String(error)}`,
		);
		return undefined;
	}
}

function getOrigin(url: string): string {
	return parseUrl(url)?.origin ?? '';
}

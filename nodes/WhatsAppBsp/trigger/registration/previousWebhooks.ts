import type { IHookFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { isObject, asObjects, asNonEmptyText } from '../../core/parse';
import { parseJson } from '../../core/json';
import type { RegistrationContext } from './context';
import {
	PREVIOUS_HEADER,
	getHeader,
	TOKEN_HEADER,
	PROBE_HEADER,
	TEST_HEADER,
} from './webhookHeaders';
import type { RegisteredWebhook } from '../../providers/webhook';

const PROBE_TIMEOUT_MS = 5000;
const NOBODY_LISTENS = 404;

/** More triggers on one number than anyone has. */
const MOST_KEPT = 10;

/**
 * URL of each trigger that was registered by this process → what was there before. A workflow that
 * takes a number over from another must know what to restore once both are off.
 */
const previousByUrl = new Map<string, RegisteredWebhook[]>();

export function storePrevious(url: string, previous: readonly RegisteredWebhook[]): void {
	previousByUrl.set(url, [...previous]);
}

/** What this process knows of, where n8n has not saved it: an activation that failed half-way. */
export function getPrevious(url: string): RegisteredWebhook[] {
	return previousByUrl.get(url) ?? [];
}

/** What to restore one day, the latest first, when this webhook is replaced by that URL. */
export function buildPreviousList(current: RegisteredWebhook, own: string): RegisteredWebhook[] {
	const chain = [
		current,
		...parsePreviousHeader(current),
		...(previousByUrl.get(current.url) ?? []),
	];
	const seen = new Set([own]);
	return chain.filter(({ url }) => !seen.has(url) && seen.add(url)).slice(0, MOST_KEPT);
}

/** A test that takes over says what it took over, so that even a crash does not lose it. */
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

/** The first of these where somebody still listens. */
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
 * Whether nobody listens at a webhook any more. Only triggers of this package are asked, by a GET that
 * n8n answers with 404 when the workflow is off; everybody else is taken to be there.
 */
export async function isGone(
	ctx: RegistrationContext,
	webhook: RegisteredWebhook,
): Promise<boolean> {
	if (getHeader(webhook, TOKEN_HEADER) === undefined) return false;
	if (isTestOfEarlierRun(ctx, webhook)) return true;
	return (await probeStatus(ctx.context, webhook.url)) === NOBODY_LISTENS;
}

/** While n8n starts, nobody can be listening for a test event yet. */
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

/** Not 404 when nobody answers: an n8n that cannot reach its own address says nothing about it. */
async function probeStatus(context: IHookFunctions, url: string): Promise<number | undefined> {
	try {
		const { statusCode } = (await context.helpers.httpRequest({
			url,
			headers: { [PROBE_HEADER]: '1' },
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: PROBE_TIMEOUT_MS,
		})) as IN8nHttpFullResponse;
		return statusCode;
	} catch (error) {
		context.logger.debug(
			`Could not check whether an earlier webhook still exists: ${String(error)}`,
		);
		return undefined;
	}
}

function getOrigin(url: string): string {
	try {
		return new URL(url).origin;
	} catch {
		return '';
	}
}

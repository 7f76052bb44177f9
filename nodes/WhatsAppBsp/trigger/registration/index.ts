import { createHash } from 'crypto';
import { NodeOperationError, type IHookFunctions, type WorkflowActivateMode } from 'n8n-workflow';
import {
	addAdditional,
	findAdditional,
	removeAdditional,
	removeStaleTestWebhooks,
} from './additionalWebhooks';
import {
	createRegistrationContext,
	getWebhook,
	setWebhook,
	type RegistrationContext,
} from './context';
import { deriveTokenHeader, TEST_HEADER } from './webhookHeaders';
import { createPreviousHeader, buildPreviousList, findReachable, isGone } from './previousWebhooks';
import { getOptions } from '../options';
import { validatePattern } from '../receive/createFilter';
import {
	forgetRemoved,
	forgetRestored,
	getRestored,
	recordRemoved,
	recordRestored,
	storePrevious,
} from '../state';
import { getStaticData, REGISTRATION_KEYS, type TriggerStaticData } from '../staticData';
import { parseUrl } from '../../core/url';
import { getHeader, VERIFICATION_HEADER, type RegisteredWebhook } from '../../providers/webhook';

/** Whether this URL is registered with the secret that this node expects. */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
	const rejection = validatePattern(getOptions(this));
	if (rejection) throw new NodeOperationError(this.getNode(), rejection);
	const ctx = await createRegistrationContext(this);
	if (!ctx) return true;
	const staticData = getStaticData(this);
	const { previous, previousToken = getTokenHeader(ctx)?.value } = staticData;
	if (previous) storePrevious(ctx.url, previousToken, previous);
	if (this.getActivationMode() === 'init') await removeStaleTestWebhooks(ctx);
	const current = usesAdditionalWebhook(ctx) ? await findAdditional(ctx) : await getWebhook(ctx);
	const isRight = current?.url === ctx.url && hasExpectedHeaders(ctx, current);
	forgetRemoved(ctx.url, getTokenHeader(ctx)?.value);
	// n8n may have ended, or given the activation up, before it saved what was registered.
	if (isRight) {
		staticData.secretHeader = getTokenHeader(ctx);
		if (usesAdditionalWebhook(ctx)) staticData.additionalUrl = ctx.url;
		else {
			staticData.mainUrl = ctx.url;
			rememberPrevious(ctx, getStored(ctx, current) ?? buildPreviousList(current, ctx.url));
		}
	}
	return isRight;
}

/** Registers this URL with its secret header, and stores the previous webhook. */
export async function create(this: IHookFunctions): Promise<boolean> {
	const ctx = await createRegistrationContext(this);
	if (!ctx) return true;
	const { registration, account, url } = ctx;
	const rejection = registration.validateUrl(url, account);
	if (rejection) throw new NodeOperationError(this.getNode(), rejection);
	if (usesAdditionalWebhook(ctx)) return await registerAdditional(ctx);

	const current = await getWebhook(ctx);
	const isTest = isTestActivation(ctx);
	if (isTest && (await shouldKeepLiveWebhook(ctx, current))) return await registerAdditional(ctx);
	if (!isTest && (await wasReplaced(ctx, current))) {
		this.logger.warn(
			`The number’s webhook was changed to ${getHost(current)} while this workflow was published, and is left unchanged`,
		);
		return true;
	}
	return await replaceWebhook(ctx, current);
}

/**
 * Restores the previous webhook, unless another one has been registered meanwhile. Without a previous
 * one the URL stays: 360dialog documents no removal, and an empty URL might cut a number off for good.
 * n8n then responds with 404.
 */
export async function remove(this: IHookFunctions): Promise<boolean> {
	const ctx = await createRegistrationContext(this);
	if (!ctx) return true;
	const staticData = getStaticData(this);
	// n8n still responds at its URL until all triggers of the workflow are removed.
	recordRemoved(ctx.url, getTokenHeader(ctx)?.value);
	// Both, whatever static data says: a request in flight may have overwritten it.
	const restored = restorePrevious(ctx, staticData);
	const removed = restored.catch(() => undefined).then(async () => await removeAdditional(ctx));
	await Promise.allSettled([restored, removed]);
	// What failed first says more.
	await restored;
	await removed;
	for (const key of REGISTRATION_KEYS) delete staticData[key];
	return true;
}

async function restorePrevious(
	ctx: RegistrationContext,
	{ additionalUrl }: TriggerStaticData,
): Promise<void> {
	const { logger } = ctx.context;
	const current = await getWebhook(ctx);
	if (current?.url !== ctx.url) {
		if (additionalUrl === undefined)
			logger.info('The number’s webhook now points to another system, and is left unchanged');
		return;
	}
	// n8n saves nothing of an activation that failed.
	const earlier = await findReachable(
		ctx,
		getStored(ctx, current) ?? buildPreviousList(current, ctx.url),
	);
	if (earlier) {
		await setWebhook(ctx, earlier, 'restore');
		recordRestored(ctx.url, getTokenHeader(ctx)?.value, earlier.url);
	} else logger.info('No earlier webhook is known, so the provider keeps this workflow’s URL');
}

/** Before n8n saves it, the process remembers it. */
function rememberPrevious(ctx: RegistrationContext, previous: RegisteredWebhook[]): void {
	const token = getTokenHeader(ctx)?.value;
	Object.assign(getStaticData(ctx.context), { previous, previousToken: token });
	storePrevious(ctx.url, token, previous);
	forgetRestored(ctx.url, token);
}

/**
 * What this trigger's webhook replaced, as stored; undefined if that was of another account, as after the credential
 * was changed. After a new key of the same account, the webhook still has the token that is stored.
 */
function getStored(
	ctx: RegistrationContext,
	webhook: RegisteredWebhook,
): RegisteredWebhook[] | undefined {
	const { previous, previousToken } = getStaticData(ctx.context);
	const tokens = [undefined, getTokenHeader(ctx)?.value, getHeader(webhook, VERIFICATION_HEADER)];
	return tokens.includes(previousToken) ? previous : undefined;
}

async function replaceWebhook(
	ctx: RegistrationContext,
	current: RegisteredWebhook | undefined,
): Promise<boolean> {
	const { context, url } = ctx;
	const staticData = getStaticData(context);
	const isTest = isTestActivation(ctx);
	// This trigger's own webhook: what it replaced is in static data.
	const isOwn = current !== undefined && isOfThisNode(ctx, current);
	const known = current && (isTest || !isOwn) ? buildPreviousList(current, url) : [];
	// A test URL is only worth restoring after another test.
	const worthwhile = isTest
		? known
		: known.filter((each) => getHeader(each, TEST_HEADER) === undefined);
	const previous = isOwn && worthwhile.length === 0 ? (getStored(ctx, current) ?? []) : worthwhile;
	// Before the request: the provider may register the URL although no response arrives. n8n then calls `remove`.
	rememberPrevious(ctx, previous);
	await setWebhook(ctx, {
		url,
		headers: { ...buildHeaders(ctx), ...(isTest ? createPreviousHeader(previous) : {}) },
	});
	staticData.secretHeader = getTokenHeader(ctx);
	staticData.mainUrl = url;
	delete staticData.additionalUrl;
	return true;
}

async function registerAdditional(ctx: RegistrationContext): Promise<boolean> {
	const { context } = ctx;
	const problem = await addAdditional(ctx, {
		name: getDestinationName(ctx),
		url: ctx.url,
		headers: buildHeaders(ctx),
	});
	if (problem === undefined) {
		const staticData = getStaticData(context);
		staticData.secretHeader = getTokenHeader(ctx);
		staticData.additionalUrl = ctx.url;
		delete staticData.mainUrl;
		return true;
	}
	throw new NodeOperationError(context.getNode(), getConflictMessage(ctx), {
		description: `${problem}. ${getConflictAdvice(ctx)}`,
	});
}

/** Nodes of several workflows have the same name, as do a node's live URL and its test URL. */
function getDestinationName({ context, url }: RegistrationContext): string {
	const name = context
		.getNode()
		.name.replace(/[^\w -]/g, '')
		.slice(0, 40);
	return `n8n ${name} ${createHash('sha256').update(url).digest('hex').slice(0, 8)}`;
}

/**
 * A test must not take a live number's messages away, unless the user wants that. A webhook that no
 * longer exists, and a number that is for tests, have none to take.
 */
async function shouldKeepLiveWebhook(
	ctx: RegistrationContext,
	current: RegisteredWebhook | undefined,
): Promise<boolean> {
	const { options, registration, account, url } = ctx;
	if (options.takeOverWhileTesting || registration.isTestAccount(account)) return false;
	if (!current || current.url === url) return false;
	return !(await isGone(ctx, current));
}

/** n8n activates every published workflow again when it starts, and when another main process takes over. */
const REACTIVATIONS: WorkflowActivateMode[] = ['init', 'leadershipChange'];

/** Whether another webhook was registered after this trigger's: only publishing takes the number back. */
async function wasReplaced(
	ctx: RegistrationContext,
	current: RegisteredWebhook | undefined,
): Promise<boolean> {
	const { context } = ctx;
	const { secretHeader } = getStaticData(context);
	if (!REACTIVATIONS.includes(context.getActivationMode())) return false;
	if (!secretHeader || !current) return false;
	if (isOfThisNode(ctx, current)) return false;
	if (current.url === getRestored(ctx.url, getTokenHeader(ctx)?.value)) return false;
	return !(await isGone(ctx, current));
}

/**
 * This node's live webhook, even from before n8n's public URL changed. The token alone may be that of another n8n with
 * the same workflow.
 */
function isOfThisNode(ctx: RegistrationContext, webhook: RegisteredWebhook): boolean {
	if (webhook.url === ctx.url) return true;
	const own = getTokenHeader(ctx);
	return (
		own !== undefined &&
		webhook.url === getStaticData(ctx.context).mainUrl &&
		getHeader(webhook, TEST_HEADER) === undefined &&
		getHeader(webhook, own.name) === own.value
	);
}

/** A test decides for itself; see `shouldKeepLiveWebhook`. */
function usesAdditionalWebhook(ctx: RegistrationContext): boolean {
	const { options, registration } = ctx;
	const isWanted = options.registerAs === 'additional' && registration.additional !== undefined;
	return isWanted && !isTestActivation(ctx);
}

function isTestActivation({ context }: RegistrationContext): boolean {
	return context.getActivationMode() === 'manual';
}

function getTokenHeader({ context, registration, account }: RegistrationContext) {
	return deriveTokenHeader(context, registration.getSecret(account));
}

function buildHeaders(ctx: RegistrationContext): Record<string, string> {
	const header = getTokenHeader(ctx);
	return {
		...(header ? { [header.name]: header.value } : {}),
		...(isTestActivation(ctx) ? { [TEST_HEADER]: '1' } : {}),
	};
}

function hasExpectedHeaders(ctx: RegistrationContext, webhook: RegisteredWebhook): boolean {
	return Object.entries(buildHeaders(ctx)).every(
		([name, value]) => getHeader(webhook, name) === value,
	);
}

function getConflictMessage(ctx: RegistrationContext): string {
	return isTestActivation(ctx)
		? 'Listening for a test event would replace this number’s live webhook'
		: 'Couldn’t register an additional webhook for this number';
}

function getConflictAdvice(ctx: RegistrationContext): string {
	return isTestActivation(ctx)
		? "Turn on 'Take Over While Testing' to receive all messages in the editor while you listen, or publish the workflow and check its executions."
		: "Set 'Register As' to 'Main Webhook'. It replaces the number’s current webhook, and restores it when you unpublish the workflow.";
}

function getHost(webhook: RegisteredWebhook | undefined): string {
	return parseUrl(webhook?.url ?? '')?.host ?? 'another URL';
}

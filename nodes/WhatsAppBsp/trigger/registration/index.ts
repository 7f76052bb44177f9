import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
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
import { getHeader, deriveTokenHeader, TEST_HEADER } from './webhookHeaders';
import {
	createPreviousHeader,
	getPrevious,
	buildPreviousList,
	findReachable,
	isGone,
	storePrevious,
} from './previousWebhooks';
import { patternRefusal, getOptions } from '../settings';
import { getStaticData } from '../staticData';
import type { RegisteredWebhook } from '../../providers/webhook';

/** Whether the provider calls this URL with the secret that this node expects. */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
	const rejection = patternRefusal(getOptions(this));
	if (rejection) throw new NodeOperationError(this.getNode(), rejection);
	const ctx = await createRegistrationContext(this);
	if (!ctx) return true;
	const memory = getStaticData(this);
	if (memory.previous) storePrevious(ctx.url, memory.previous);
	if (this.getActivationMode() === 'init') await removeStaleTestWebhooks(ctx);
	const current = usesAdditionalWebhook(ctx) ? await findAdditional(ctx) : await getWebhook(ctx);
	const isRight = current?.url === ctx.url && hasExpectedHeaders(ctx, current);
	// Also when n8n ended before it saved what was registered.
	if (isRight) {
		memory.secretHeader = deriveTokenHeader(this, ctx.account);
		if (usesAdditionalWebhook(ctx)) memory.isAdditional = true;
	}
	return isRight;
}

/** Registers this URL with its secret header, and remembers what was there before. */
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
 * Restores the webhook that was there before, unless somebody else has registered theirs meanwhile.
 * Without an earlier one the URL stays: 360dialog documents no removal, and an empty URL might silence
 * a number for good. Calls to it then end at n8n with 404.
 */
export async function remove(this: IHookFunctions): Promise<boolean> {
	const ctx = await createRegistrationContext(this);
	if (!ctx) return true;
	const memory = getStaticData(this);
	// Both, whatever is remembered: a call in flight may have saved what it had read before.
	await restorePrevious(ctx, memory.previous ?? getPrevious(ctx.url));
	if (ctx.registration.additional?.isSupported(ctx.account)) await removeAdditional(ctx);
	delete memory.previous;
	delete memory.secretHeader;
	delete memory.isAdditional;
	return true;
}

async function restorePrevious(
	ctx: RegistrationContext,
	previous: RegisteredWebhook[],
): Promise<void> {
	const { logger } = ctx.context;
	const current = await getWebhook(ctx);
	if (current?.url !== ctx.url) {
		logger.info('The number’s webhook now points to another system, and is left unchanged');
		return;
	}
	const earlier = await findReachable(ctx, previous);
	if (earlier) await setWebhook(ctx, earlier);
	else logger.info('No earlier webhook is known, so the provider keeps this workflow’s URL');
}

async function replaceWebhook(
	ctx: RegistrationContext,
	current: RegisteredWebhook | undefined,
): Promise<boolean> {
	const { context, url } = ctx;
	const memory = getStaticData(context);
	const isTest = isTestActivation(ctx);
	// Found again as it was left: what is behind it is what was remembered then.
	const isOwn = current !== undefined && isOfThisNode(ctx, current);
	const known = current && (isTest || !isOwn) ? buildPreviousList(current, url) : [];
	// A test URL is not worth going back to, but for another test.
	const worthwhile = isTest
		? known
		: known.filter((each) => getHeader(each, TEST_HEADER) === undefined);
	const previous = isOwn && worthwhile.length === 0 ? (memory.previous ?? []) : worthwhile;
	await setWebhook(ctx, {
		url,
		headers: { ...buildHeaders(ctx), ...(isTest ? createPreviousHeader(previous) : {}) },
	});
	memory.secretHeader = deriveTokenHeader(context, ctx.account);
	memory.previous = previous;
	delete memory.isAdditional;
	storePrevious(url, previous);
	return true;
}

async function registerAdditional(ctx: RegistrationContext): Promise<boolean> {
	const { context, account } = ctx;
	const { name } = context.getNode();
	const trouble = await addAdditional(ctx, {
		name: `n8n ${name}`.replace(/[^\w -]/g, '').slice(0, 50),
		url: ctx.url,
		headers: buildHeaders(ctx),
	});
	if (trouble === undefined) {
		const memory = getStaticData(context);
		memory.secretHeader = deriveTokenHeader(context, account);
		memory.isAdditional = true;
		return true;
	}
	throw new NodeOperationError(context.getNode(), getConflictMessage(ctx), {
		description: `${trouble}. ${getConflictAdvice(ctx)}`,
	});
}

/**
 * A test must not take a live number's messages away, unless it was told to. Where nobody listens at
 * the number's webhook, or the number is 360dialog's own for tests, there is nothing to take away.
 */
async function shouldKeepLiveWebhook(
	ctx: RegistrationContext,
	current: RegisteredWebhook | undefined,
): Promise<boolean> {
	const { options, account, url } = ctx;
	if (options.takeOverWhileTesting === true || account.hosting === 'sandbox') return false;
	if (!current || current.url === url) return false;
	return !(await isGone(ctx, current));
}

/**
 * Whether somebody registered theirs after this trigger had. n8n activates every workflow again when it
 * starts: that must not take a number back from whoever got it since.
 */
async function wasReplaced(
	ctx: RegistrationContext,
	current: RegisteredWebhook | undefined,
): Promise<boolean> {
	const { context } = ctx;
	const { secretHeader, previous = [] } = getStaticData(context);
	if (context.getActivationMode() !== 'init' || !secretHeader || !current) return false;
	if (isOfThisNode(ctx, current)) return false;
	const isGivenBack = previous.some((each) => each.url === current.url);
	return !isGivenBack && !(await isGone(ctx, current));
}

/** This node's live webhook, also from before n8n's public address changed. */
function isOfThisNode(
	{ context, account, url }: RegistrationContext,
	webhook: RegisteredWebhook,
): boolean {
	const own = deriveTokenHeader(context, account);
	const isTestUrl = getHeader(webhook, TEST_HEADER) !== undefined;
	return (
		webhook.url === url ||
		(own !== undefined && !isTestUrl && getHeader(webhook, own.name) === own.value)
	);
}

function usesAdditionalWebhook(ctx: RegistrationContext): boolean {
	return ctx.options.registerAs === 'additional' && ctx.registration.additional !== undefined;
}

function isTestActivation({ context }: RegistrationContext): boolean {
	return context.getActivationMode() === 'manual';
}

function buildHeaders(ctx: RegistrationContext): Record<string, string> {
	const header = deriveTokenHeader(ctx.context, ctx.account);
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
	try {
		return new URL(webhook?.url ?? '').host;
	} catch {
		return 'another URL';
	}
}

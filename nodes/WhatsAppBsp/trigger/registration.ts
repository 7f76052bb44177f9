import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import type { RegisteredWebhook } from '../providers/provider';
import { addBeside, findBeside, removeBeside, sweepBeside } from './beside';
import { officeOf, readMain, writeMain, type Office } from './office';
import { headerOf, secretHeaderFor, TEST_HEADER } from './ownHeaders';
import { beforeHeader, behindOf, chainFrom, firstAlive, isDead, rememberBehind } from './previous';
import { patternRefusal, optionsOf } from './settings';
import { remembered } from './staticData';

/** Whether the provider calls this URL with the secret that this node expects. */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
	const refusal = patternRefusal(optionsOf(this));
	if (refusal) throw new NodeOperationError(this.getNode(), refusal);
	const office = await officeOf(this);
	if (!office) return true;
	const memory = remembered(this);
	if (memory.previous) rememberBehind(office.url, memory.previous);
	if (this.getActivationMode() === 'init') await sweepBeside(office);
	const current = isBeside(office) ? await findBeside(office) : await readMain(office);
	const isRight = current?.url === office.url && headersAreRight(office, current);
	// Also when n8n ended before it saved what was registered.
	if (isRight) {
		memory.secretHeader = secretHeaderFor(this, office.account);
		if (isBeside(office)) memory.isBeside = true;
	}
	return isRight;
}

/** Registers this URL with its secret header, and remembers what was there before. */
export async function create(this: IHookFunctions): Promise<boolean> {
	const office = await officeOf(this);
	if (!office) return true;
	const { registration, account, url } = office;
	const refusal = registration.refusal(url, account);
	if (refusal) throw new NodeOperationError(this.getNode(), refusal);
	if (isBeside(office)) return await registerBeside(office);

	const current = await readMain(office);
	const isTest = isListening(office);
	if (isTest && (await mustNotTakeOver(office, current))) return await registerBeside(office);
	if (!isTest && (await isTakenByAnother(office, current))) {
		this.logger.warn(
			`The number’s webhook was changed to ${hostOf(current)} while this workflow was published, and is left unchanged`,
		);
		return true;
	}
	return await takeOver(office, current);
}

/**
 * Restores the webhook that was there before, unless somebody else has registered theirs meanwhile.
 * Without an earlier one the URL stays: 360dialog documents no removal, and an empty URL might silence
 * a number for good. Calls to it then end at n8n with 404.
 */
export async function remove(this: IHookFunctions): Promise<boolean> {
	const office = await officeOf(this);
	if (!office) return true;
	const memory = remembered(this);
	// Both, whatever is remembered: a call in flight may have saved what it had read before.
	await giveBack(office, memory.previous ?? behindOf(office.url));
	if (office.registration.additional?.available(office.account)) await removeBeside(office);
	delete memory.previous;
	delete memory.secretHeader;
	delete memory.isBeside;
	return true;
}

async function giveBack(office: Office, previous: RegisteredWebhook[]): Promise<void> {
	const { logger } = office.context;
	const current = await readMain(office);
	if (current?.url !== office.url) {
		logger.info('The number’s webhook now points to another system, and is left unchanged');
		return;
	}
	const earlier = await firstAlive(office, previous);
	if (earlier) await writeMain(office, earlier);
	else logger.info('No earlier webhook is known, so the provider keeps this workflow’s URL');
}

async function takeOver(office: Office, current: RegisteredWebhook | undefined): Promise<boolean> {
	const { context, url } = office;
	const memory = remembered(context);
	const isTest = isListening(office);
	// Found again as it was left: what is behind it is what was remembered then.
	const isOwn = current !== undefined && isOfThisNode(office, current);
	const known = current && (isTest || !isOwn) ? chainFrom(current, url) : [];
	// A test URL is not worth going back to, but for another test.
	const worthwhile = isTest
		? known
		: known.filter((each) => headerOf(each, TEST_HEADER) === undefined);
	const previous = isOwn && worthwhile.length === 0 ? (memory.previous ?? []) : worthwhile;
	await writeMain(office, {
		url,
		headers: { ...headersFor(office), ...(isTest ? beforeHeader(previous) : {}) },
	});
	memory.secretHeader = secretHeaderFor(context, office.account);
	memory.previous = previous;
	delete memory.isBeside;
	rememberBehind(url, previous);
	return true;
}

async function registerBeside(office: Office): Promise<boolean> {
	const { context, account } = office;
	const { name } = context.getNode();
	const trouble = await addBeside(office, {
		name: `n8n ${name}`.replace(/[^\w -]/g, '').slice(0, 50),
		url: office.url,
		headers: headersFor(office),
	});
	if (trouble === undefined) {
		const memory = remembered(context);
		memory.secretHeader = secretHeaderFor(context, account);
		memory.isBeside = true;
		return true;
	}
	throw new NodeOperationError(context.getNode(), messageFor(office), {
		description: `${trouble}. ${adviceFor(office)}`,
	});
}

/**
 * A test must not take a live number's messages away, unless it was told to. Where nobody listens at
 * the number's webhook, or the number is 360dialog's own for tests, there is nothing to take away.
 */
async function mustNotTakeOver(
	office: Office,
	current: RegisteredWebhook | undefined,
): Promise<boolean> {
	const { options, account, url } = office;
	if (options.takeOverWhileTesting === true || account.hosting === 'sandbox') return false;
	if (!current || current.url === url) return false;
	return !(await isDead(office, current));
}

/**
 * Whether somebody registered theirs after this trigger had. n8n activates every workflow again when it
 * starts: that must not take a number back from whoever got it since.
 */
async function isTakenByAnother(
	office: Office,
	current: RegisteredWebhook | undefined,
): Promise<boolean> {
	const { context } = office;
	const { secretHeader, previous = [] } = remembered(context);
	if (context.getActivationMode() !== 'init' || !secretHeader || !current) return false;
	if (isOfThisNode(office, current)) return false;
	const isGivenBack = previous.some((each) => each.url === current.url);
	return !isGivenBack && !(await isDead(office, current));
}

/** This node's live webhook, also from before n8n's public address changed. */
function isOfThisNode({ context, account, url }: Office, webhook: RegisteredWebhook): boolean {
	const own = secretHeaderFor(context, account);
	const isTestUrl = headerOf(webhook, TEST_HEADER) !== undefined;
	return (
		webhook.url === url ||
		(own !== undefined && !isTestUrl && headerOf(webhook, own.name) === own.value)
	);
}

function isBeside(office: Office): boolean {
	return office.options.registerAs === 'additional' && office.registration.additional !== undefined;
}

function isListening({ context }: Office): boolean {
	return context.getActivationMode() === 'manual';
}

function headersFor(office: Office): Record<string, string> {
	const header = secretHeaderFor(office.context, office.account);
	return {
		...(header ? { [header.name]: header.value } : {}),
		...(isListening(office) ? { [TEST_HEADER]: '1' } : {}),
	};
}

function headersAreRight(office: Office, webhook: RegisteredWebhook): boolean {
	return Object.entries(headersFor(office)).every(
		([name, value]) => headerOf(webhook, name) === value,
	);
}

function messageFor(office: Office): string {
	return isListening(office)
		? 'Listening for a test event would replace this number’s live webhook'
		: 'Couldn’t register an additional webhook for this number';
}

function adviceFor(office: Office): string {
	return isListening(office)
		? "Turn on 'Take Over While Testing' to receive all messages in the editor while you listen, or publish the workflow and check its executions."
		: "Set 'Register As' to 'Main Webhook'. It replaces the number’s current webhook, and restores it when you unpublish the workflow.";
}

function hostOf(webhook: RegisteredWebhook | undefined): string {
	try {
		return new URL(webhook?.url ?? '').host;
	} catch {
		return 'another URL';
	}
}

import {
	isRejected,
	getAdditionalWebhooks,
	toRegistrationError,
	setAdditionalWebhooks,
	type RegistrationContext,
} from './context';
import { getHeader, TEST_HEADER } from './webhookHeaders';
import { isGone } from './previousWebhooks';
import type { AdditionalWebhook } from '../../providers/webhook';

/** This node's additional webhook, if it is registered. */
export async function findAdditional(
	ctx: RegistrationContext,
): Promise<AdditionalWebhook | undefined> {
	const { additional } = ctx.registration;
	if (!additional?.isSupported(ctx.account)) return undefined;
	const found = await getAdditionalWebhooks(ctx, additional);
	if (isRejected(found)) throw toRegistrationError(ctx, found.error, 'getAdditional');
	return found.find(({ url }) => url === ctx.url);
}

/**
 * Adds this node's webhook to the number's additional ones, and removes tests that nobody listens to.
 * @returns why that is not possible, or undefined
 */
export async function addAdditional(
	ctx: RegistrationContext,
	own: AdditionalWebhook,
): Promise<string | undefined> {
	const { additional } = ctx.registration;
	if (!additional?.isSupported(ctx.account))
		return 'Only numbers on the Cloud API support additional webhooks';
	const found = await getAdditionalWebhooks(ctx, additional);
	if (isRejected(found)) throw toRegistrationError(ctx, found.error, 'getAdditional');
	const others = await withoutStaleTests(ctx, found);
	const all = [...others.filter(({ url }) => url !== own.url), own];
	if (all.length > additional.max)
		return `All ${additional.max} additional webhooks of this number are in use`;
	const rejection = await setAdditionalWebhooks(ctx, additional, all);
	if (rejection) throw toRegistrationError(ctx, rejection.error, 'setAdditional');
	return undefined;
}

/** Removes this node's webhook from the number's additional ones. */
export async function removeAdditional(ctx: RegistrationContext): Promise<void> {
	const { additional } = ctx.registration;
	if (!additional) return;
	const found = await getAdditionalWebhooks(ctx, additional);
	if (isRejected(found)) throw toRegistrationError(ctx, found.error, 'getAdditional');
	const others = found.filter(({ url }) => url !== ctx.url);
	if (others.length === found.length) return;
	const rejection = await setAdditionalWebhooks(ctx, additional, others, 'removeAdditional');
	if (rejection) throw toRegistrationError(ctx, rejection.error, 'removeAdditional');
}

/** Removes what a test left when n8n crashed. Nothing depends on it, so failures are only logged. */
export async function removeStaleTestWebhooks(ctx: RegistrationContext): Promise<void> {
	const { additional } = ctx.registration;
	if (!additional?.isSupported(ctx.account)) return;
	try {
		const found = await getAdditionalWebhooks(ctx, additional);
		if (isRejected(found)) return;
		const alive = await withoutStaleTests(ctx, found);
		if (alive.length < found.length)
			await setAdditionalWebhooks(ctx, additional, alive, 'removeAdditional');
	} catch (error) {
		ctx.context.logger.debug(`Could not check the additional webhooks: ${String(error)}`);
	}
}

async function withoutStaleTests(
	ctx: RegistrationContext,
	webhooks: readonly AdditionalWebhook[],
): Promise<AdditionalWebhook[]> {
	const alive: AdditionalWebhook[] = [];
	for (const webhook of webhooks) {
		const isTest = getHeader(webhook, TEST_HEADER) !== undefined;
		if (!isTest || !(await isGone(ctx, webhook))) alive.push(webhook);
	}
	return alive;
}

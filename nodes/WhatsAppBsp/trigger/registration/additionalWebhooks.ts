import { getAdditionalWebhooks, setAdditionalWebhooks, type RegistrationContext } from './context';
import { deriveTokenHeader, TEST_HEADER } from './webhookHeaders';
import { isGone } from './previousWebhooks';
import { getStaticData } from '../staticData';
import { withLock } from '../../core/mutex';
import { getHeader, type AdditionalWebhook } from '../../providers/webhook';

/** This node's additional webhook, if it is registered. */
export async function findAdditional(
	ctx: RegistrationContext,
): Promise<AdditionalWebhook | undefined> {
	const { additional } = ctx.registration;
	if (!additional?.isSupported(ctx.account)) return undefined;
	const { enabled, webhooks } = await getAdditionalWebhooks(ctx, additional);
	return enabled ? webhooks.find(({ url }) => url === ctx.url) : undefined;
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
	const isAdded = await changeAdditional(ctx, 'setAdditional', async (found) => {
		const others = await withoutStaleTests(ctx, found);
		const all = [...others.filter((each) => !isOwn(ctx, each)), own];
		return all.length > additional.max ? undefined : all;
	});
	return isAdded
		? undefined
		: `All ${additional.max} additional webhooks of this number are in use`;
}

/** Removes this node's webhook from the number's additional ones. */
export async function removeAdditional(ctx: RegistrationContext): Promise<void> {
	await changeAdditional(ctx, 'removeAdditional', async (found) => {
		const others = found.filter((each) => !isOwn(ctx, each));
		return others.length < found.length ? others : undefined;
	});
}

/**
 * This node's additional webhook, even from before n8n's public URL changed. The stored URL may have come with a
 * copy of the workflow, and the token may be that of another n8n with the same workflow: both together are neither,
 * except in a copy of n8n's whole database. Tried on a laptop, it has a URL that the provider rejects: what is registered
 * isn't its own.
 */
function isOwn(
	{ context, url, registration, account }: RegistrationContext,
	webhook: AdditionalWebhook,
): boolean {
	if (webhook.url === url) return true;
	if (registration.validateUrl(url, account) !== undefined) return false;
	const own = deriveTokenHeader(context, registration.getSecret(account));
	return (
		own !== undefined &&
		webhook.url === getStaticData(context).additionalUrl &&
		getHeader(webhook, own.name) === own.value
	);
}

/** Removes what a test left when n8n crashed. Nothing depends on it, so failures are only logged. */
export async function removeStaleTestWebhooks(ctx: RegistrationContext): Promise<void> {
	try {
		await changeAdditional(ctx, 'removeAdditional', async (found) => {
			const alive = await withoutStaleTests(ctx, found);
			return alive.length < found.length ? alive : undefined;
		});
	} catch (error) {
		ctx.context.logger.debug(`Could not check the additional webhooks: ${String(error)}`);
	}
}

/**
 * Changes the number's additional webhooks. A change depends on what was looked up before, so the changes of this
 * process take turns.
 * @param change the new list, or undefined to leave it as it is
 * @returns whether the list was changed
 */
async function changeAdditional(
	ctx: RegistrationContext,
	step: 'removeAdditional' | 'setAdditional',
	change: (found: AdditionalWebhook[]) => Promise<AdditionalWebhook[] | undefined>,
): Promise<boolean> {
	const { registration, account } = ctx;
	const { additional } = registration;
	if (!additional?.isSupported(account)) return false;
	// The secret stands for the number: credentials that share it share the list.
	return await withLock(`additional webhooks ${registration.getSecret(account)}`, async () => {
		const found = await getAdditionalWebhooks(ctx, additional);
		const changed = await change(found.webhooks);
		if (!changed) return false;
		await setAdditionalWebhooks(ctx, additional, found, changed, step);
		return true;
	});
}

/** Checks all of them at once, because other workflows wait for the list meanwhile. */
async function withoutStaleTests(
	ctx: RegistrationContext,
	webhooks: readonly AdditionalWebhook[],
): Promise<AdditionalWebhook[]> {
	const areStale = await Promise.all(
		webhooks.map(
			async (webhook) =>
				getHeader(webhook, TEST_HEADER) !== undefined && (await isGone(ctx, webhook)),
		),
	);
	return webhooks.filter((_, index) => !areStale[index]);
}

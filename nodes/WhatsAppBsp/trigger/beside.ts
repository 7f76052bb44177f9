import type { AdditionalWebhook } from '../providers/provider';
import { isRefused, readAdditional, shown, writeAdditional, type Office } from './office';
import { headerOf, TEST_HEADER } from './ownHeaders';
import { isDead } from './previous';

/** This node's webhook beside the number's own, if it is there. */
export async function findBeside(office: Office): Promise<AdditionalWebhook | undefined> {
	const { additional } = office.registration;
	if (!additional?.available(office.account)) return undefined;
	const found = await readAdditional(office, additional);
	if (isRefused(found)) throw shown(office, found.error);
	return found.find(({ url }) => url === office.url);
}

/**
 * Adds this node's webhook to those beside the number's own, and takes tests out that nobody listens
 * to any more.
 * @returns why that is not possible, or undefined
 */
export async function addBeside(
	office: Office,
	own: AdditionalWebhook,
): Promise<string | undefined> {
	const { additional } = office.registration;
	if (!additional?.available(office.account))
		return 'Only numbers on the Cloud API support additional webhooks';
	const found = await readAdditional(office, additional);
	if (isRefused(found)) return found.error.title;
	const others = await withoutDeadTests(office, found);
	const all = [...others.filter(({ url }) => url !== own.url), own];
	if (all.length > additional.most)
		return `All ${additional.most} additional webhooks of this number are in use`;
	return (await writeAdditional(office, additional, all))?.error.title;
}

/** Takes this node's webhook out of those beside the number's own. */
export async function removeBeside(office: Office): Promise<void> {
	const { additional } = office.registration;
	if (!additional) return;
	const found = await readAdditional(office, additional);
	if (isRefused(found)) throw shown(office, found.error);
	const others = found.filter(({ url }) => url !== office.url);
	if (others.length === found.length) return;
	const refused = await writeAdditional(office, additional, others);
	if (refused) throw shown(office, refused.error);
}

/** After a crash: takes out what a test left behind. Nothing depends on it, so nothing stops for it. */
export async function sweepBeside(office: Office): Promise<void> {
	const { additional } = office.registration;
	if (!additional?.available(office.account)) return;
	try {
		const found = await readAdditional(office, additional);
		if (isRefused(found)) return;
		const alive = await withoutDeadTests(office, found);
		if (alive.length < found.length) await writeAdditional(office, additional, alive);
	} catch (error) {
		office.context.logger.debug(`Could not check the additional webhooks: ${String(error)}`);
	}
}

async function withoutDeadTests(
	office: Office,
	webhooks: readonly AdditionalWebhook[],
): Promise<AdditionalWebhook[]> {
	const alive: AdditionalWebhook[] = [];
	for (const webhook of webhooks) {
		const isTest = headerOf(webhook, TEST_HEADER) !== undefined;
		if (!isTest || !(await isDead(office, webhook))) alive.push(webhook);
	}
	return alive;
}

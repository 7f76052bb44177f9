import { z } from 'zod';
import type { Account } from '../../core/account.mts';
import type { ProviderResponse, Json, ProviderRequest } from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { check, text, webUrl } from '../cloudApi/shapes.mts';
import { objectBody } from './envelope.mts';
import { CLOUD, EVERYWHERE, ok, type Route } from './route.mts';

function health(account: Account): ProviderResponse {
	const status = account.settings.healthStatus;
	const entity = (type: string, id: string, canSend: string) => ({
		entity_type: type,
		id,
		can_send_message: canSend,
		...(canSend !== 'AVAILABLE' && {
			errors: [
				{
					error_code: 141006,
					error_description: 'There is an error with the payment method.',
					possible_solution: 'Add a payment method.',
				},
			],
		}),
	});
	return ok({
		health_status: {
			can_send_message: status,
			entities: [
				entity('PHONE_NUMBER', account.phoneNumberId, 'AVAILABLE'),
				entity('WABA', account.wabaId, status),
				entity('BUSINESS', '100000000000001', 'AVAILABLE'),
			],
		},
		id: account.phoneNumberId,
	});
}

function getProfile(account: Account, request: ProviderRequest): ProviderResponse {
	const fields = request.query.fields?.split(',').map((field) => field.trim());
	const known = Object.entries(account.profile).filter(
		([key]) => key === 'messaging_product' || !fields || fields.includes(key),
	);
	return ok({ data: [Object.fromEntries(known)] });
}

const profile = z.strictObject({
	messaging_product: z.literal('whatsapp'),
	about: text(139).optional(),
	address: text(256, 0).optional(),
	description: text(512, 0).optional(),
	email: text(128, 0).optional(),
	profile_picture_handle: z.string().optional(),
	vertical: z.string().optional(),
	websites: z.array(webUrl).max(2).optional(),
});

function setProfile(account: Account, request: ProviderRequest): ProviderResponse {
	const input = check(profile, objectBody(request), 'profile', account.settings.strictKeys);
	account.profile = { ...account.profile, ...input };
	return ok({ success: true });
}

const block = z.strictObject({
	messaging_product: z.literal('whatsapp'),
	block_users: z
		.array(z.strictObject({ user: z.string().optional(), user_id: z.string().optional() }))
		.min(1),
});

function blockUsers(account: Account, request: ProviderRequest): ProviderResponse {
	const { block_users: users } = check(block, objectBody(request), 'block_users', true);
	const added: Json[] = [];
	const failed: Json[] = [];
	for (const entry of users) {
		const key = (entry.user ?? entry.user_id ?? '').replace(/^\+/, '');
		const last = account.contacts.find(key)?.lastInboundAt;
		// Only customers who have written in the last 24 hours can be blocked.
		if (last === undefined || account.now() - last > 24 * 3_600_000) {
			const error = {
				message: 'Re-engagement message',
				code: 139101,
				error_data: { details: key },
			};
			failed.push({ input: key, errors: [error] });
		} else {
			const blocked = entry.user_id ? { user_id: key } : { wa_id: key };
			account.blockedUsers.set(key, blocked);
			added.push({ input: key, ...blocked });
		}
	}
	if (failed.length && !added.length) throw new CloudError(131047, 'Failed to block all users');
	return ok({
		messaging_product: 'whatsapp',
		block_users: { added_users: added, ...(failed.length && { failed_users: failed }) },
	});
}

function unblockUsers(account: Account, request: ProviderRequest): ProviderResponse {
	const { block_users: users } = check(block, objectBody(request), 'block_users', true);
	const removed = users.map((entry) => {
		const key = (entry.user ?? entry.user_id ?? '').replace(/^\+/, '');
		account.blockedUsers.delete(key);
		return { input: key, ...(entry.user_id ? { user_id: key } : { wa_id: key }) };
	});
	return ok({ messaging_product: 'whatsapp', block_users: { removed_users: removed } });
}

function listBlocked(account: Account, request: ProviderRequest): ProviderResponse {
	const { limit, after } = request.query;
	const all = [...account.blockedUsers.values()];
	const start = Number(after ?? 0) || 0;
	const page = all.slice(start, start + (Number(limit) || 25));
	const end = start + page.length;
	return ok({
		data: page.map((user) => ({ messaging_product: 'whatsapp', ...user })),
		paging: { cursors: { before: String(start), ...(end < all.length && { after: String(end) }) } },
	});
}

const PROFILE = /^\/whatsapp_business_profile$/;
const BLOCK = /^\/block_users$/;

export const accountRoutes: Route[] = [
	{ hostings: EVERYWHERE, method: 'GET', path: /^(?:\/v1)?\/health_status$/, handle: health },
	{ hostings: CLOUD, method: 'GET', path: PROFILE, handle: getProfile },
	{ hostings: CLOUD, method: 'POST', path: PROFILE, handle: setProfile },
	{ hostings: CLOUD, method: 'GET', path: BLOCK, handle: listBlocked },
	{ hostings: CLOUD, method: 'POST', path: BLOCK, handle: blockUsers },
	{ hostings: CLOUD, method: 'DELETE', path: BLOCK, handle: unblockUsers },
];

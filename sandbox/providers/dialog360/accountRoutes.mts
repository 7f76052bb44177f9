import { z } from 'zod';
import type { Account } from '../../core/account.mts';
import { createAlphanumeric } from '../../core/ids.mts';
import type { ProviderResponse, Json, ProviderRequest } from '../../core/types.mts';
import { check, text, webUrl } from '../cloudApi/shapes.mts';
import { getBody } from './envelope.mts';
import { CLOUD, EVERYWHERE, ok, type Route } from './route.mts';

function getHealth(account: Account): ProviderResponse {
	const status = account.settings.healthStatus;
	const toEntity = (type: string, id: string, canSend: string) => ({
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
				toEntity('PHONE_NUMBER', account.phoneNumberId, 'AVAILABLE'),
				toEntity('WABA', account.wabaId, status),
				toEntity('BUSINESS', '100000000000001', 'AVAILABLE'),
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
	const input = check(profile, getBody(request), 'profile', account.settings.strictKeys);
	account.profile = { ...account.profile, ...input };
	return ok({ success: true });
}

const block = z.strictObject({
	messaging_product: z.literal('whatsapp'),
	block_users: z
		.array(z.strictObject({ user: z.string().optional(), user_id: z.string().optional() }))
		.min(1),
});

const REASONS = {
	131021: ['Self Block', 'Failed to block self phone number'],
	131047: ['Re-engagement required', 'User has not messaged in the last 24 hours'],
} as const;

const NOT_ALL = {
	message: '(#139100) Failed to block/unblock users',
	type: 'OAuthException',
	code: 139100,
};

type BlockList = 'added_users' | 'removed_users';

/** Why a user can't be blocked or unblocked; a number without WhatsApp gets 131047 as well. */
function findProblem(account: Account, key: string, list: BlockList): keyof typeof REASONS | null {
	if (key === account.number) return 131021;
	if (!account.isRegistered(key)) return 131047;
	if (list === 'removed_users') return null;
	// Only customers who have written in the last 24 hours can be blocked.
	const last = account.contacts.find(key)?.lastInboundAt;
	return last === undefined || account.now() - last > 24 * 3_600_000 ? 131047 : null;
}

function describeProblem(input: string, code: keyof typeof REASONS): Json {
	const [message, details] = REASONS[code];
	return { input, errors: [{ message, code, error_data: { details } }] };
}

/** Source: Meta, "Block users": 400 with an `error` and both lists if some or all users fail. */
function respondToBlocks(list: BlockList, done: Json[], failed: Json[]): ProviderResponse {
	const response = { messaging_product: 'whatsapp', block_users: { [list]: done } as Json };
	if (failed.length === 0) return ok(response);
	response.block_users.failed_users = failed;
	const verb = list === 'added_users' ? 'block' : 'unblock';
	const details = `Failed to ${verb} some users, see the block_users response list for details`;
	const error = { ...NOT_ALL, error_data: { details }, fbtrace_id: `A${createAlphanumeric(22)}` };
	return { status: 400, body: { ...response, error } };
}

function changeBlocks(list: BlockList): Route['handle'] {
	return (account, request) => {
		const { block_users: users } = check(block, getBody(request), 'block_users', true);
		const done: Json[] = [];
		const failed: Json[] = [];
		for (const entry of users) {
			const key = (entry.user ?? entry.user_id ?? '').replace(/^\+/, '');
			const user = entry.user_id ? { user_id: key } : { wa_id: key };
			const problem = findProblem(account, key, list);
			if (problem) {
				failed.push(describeProblem(key, problem));
				continue;
			}
			if (list === 'added_users') account.blockedUsers.set(key, user);
			else account.blockedUsers.delete(key);
			done.push({ input: key, ...user });
		}
		if (done.length === 0) account.stats.rejected += 1;
		return respondToBlocks(list, done, failed);
	};
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
	{ hostings: EVERYWHERE, method: 'GET', path: /^(?:\/v1)?\/health_status$/, handle: getHealth },
	{ hostings: CLOUD, method: 'GET', path: PROFILE, handle: getProfile },
	{ hostings: CLOUD, method: 'POST', path: PROFILE, handle: setProfile },
	{ hostings: CLOUD, method: 'GET', path: BLOCK, handle: listBlocked },
	{ hostings: CLOUD, method: 'POST', path: BLOCK, handle: changeBlocks('added_users') },
	{ hostings: CLOUD, method: 'DELETE', path: BLOCK, handle: changeBlocks('removed_users') },
];

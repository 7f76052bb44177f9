import type { IDataObject } from 'n8n-workflow';
import { isBsuid } from '../../../messages/recipient';
import type { CallInputs, ProviderCall, ProviderCalls } from '../../calls';
import type { Account } from '../../provider';
import { asText, isRecord } from '../../reply';
import { baseUrl } from '../host';
import { registration } from '../registration';
import { confirming, onCloud, one, reading } from './shared';

const PROFILE_FIELDS =
	'about,address,description,email,profile_picture_url,websites,vertical' as const;

/** Users a page. Assumption: the highest `limit` is not documented; the cursor tells when it ends. */
const PAGE = 100;

function records(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Source: 360dialog, "Health status". Works on every hosting that has the path. */
function getHealth(): ProviderCall {
	return {
		request: (account) => ({ method: 'GET', url: `${baseUrl(account)}/health_status` }),
		reply: reading(({ id, health_status: status }) => {
			const { can_send_message: canSend, entities } = isRecord(status) ? status : {};
			return one({
				canSendMessage: asText(canSend) ?? null,
				id: asText(id) ?? null,
				entities: records(entities),
			});
		}),
	};
}

function profileUrl(account: Account): string {
	return `${baseUrl(account)}/whatsapp_business_profile`;
}

/** Source: 360dialog, "Business profile"; Meta's shape `{"data": [{…}]}`. */
function getProfile(): ProviderCall {
	return {
		request: onCloud((account) => ({
			method: 'GET',
			url: profileUrl(account),
			qs: { fields: PROFILE_FIELDS },
		})),
		reply: reading(({ data }) => {
			const profile = { ...records(data)[0] };
			delete profile.messaging_product;
			return one(profile);
		}),
	};
}

function updateProfile({ profile }: CallInputs['account']['updateProfile']): ProviderCall {
	return {
		request: onCloud((account) => ({
			method: 'POST',
			url: profileUrl(account),
			body: { messaging_product: 'whatsapp', ...profile },
		})),
		reply: confirming({ updated: true, ...profile }),
	};
}

function blockUrl(account: Account): string {
	return `${baseUrl(account)}/block_users`;
}

/** Source: 360dialog, "Block users"; body as Meta has it, `user_id` for a BSUID. */
function blockBody(users: string[]): IDataObject {
	return {
		messaging_product: 'whatsapp',
		block_users: users.map((user) => (isBsuid(user) ? { user_id: user } : { user })),
	};
}

/** The user of an entry in an answer: as it was asked for, else as WhatsApp calls it. */
function userOf({ input, wa_id: waId, user_id: userId }: IDataObject): string | null {
	return asText(input) ?? asText(waId) ?? asText(userId) ?? null;
}

function reasonOf({ errors }: IDataObject): string {
	return (
		records(errors)
			.map(({ message }) => asText(message))
			.filter(Boolean)
			.join('; ') || 'WhatsApp gave no reason'
	);
}

/** Some may be blocked and others not: one item a user, with the reason where it was refused. */
function blockUsers({ users }: CallInputs['account']['blockUsers']): ProviderCall {
	return {
		request: onCloud((account) => ({
			method: 'POST',
			url: blockUrl(account),
			body: blockBody(users),
		})),
		reply: reading(({ block_users: blocked }) => {
			const { failed_users: failed } = isRecord(blocked) ? blocked : {};
			const reasons = new Map(records(failed).map((entry) => [userOf(entry), reasonOf(entry)]));
			const json = users.map((user) => ({
				user,
				blocked: !reasons.has(user),
				reason: reasons.get(user) ?? null,
			}));
			return { result: { json } };
		}),
	};
}

function unblockUsers({ users }: CallInputs['account']['unblockUsers']): ProviderCall {
	return {
		request: onCloud((account) => ({
			method: 'DELETE',
			url: blockUrl(account),
			body: blockBody(users),
		})),
		reply: reading(() => ({
			result: { json: users.map((user) => ({ user, blocked: false })) },
		})),
	};
}

function getBlockedUsers(
	{ limit }: CallInputs['account']['getBlockedUsers'],
	after = '',
	soFar: IDataObject[] = [],
): ProviderCall {
	return {
		request: onCloud((account) => ({
			method: 'GET',
			url: blockUrl(account),
			qs: { limit: String(Math.min(limit ?? PAGE, PAGE)), ...(after ? { after } : {}) },
		})),
		reply: reading(({ data, paging }) => {
			const all = [...soFar, ...records(data).map((entry) => ({ user: userOf(entry) }))];
			const { cursors } = isRecord(paging) ? paging : {};
			const next = isRecord(cursors) ? asText(cursors.after) : undefined;
			const isEnd = !next || next === after || all.length === soFar.length;
			return isEnd || (limit !== undefined && all.length >= limit)
				? { result: { json: all.slice(0, limit) } }
				: { next: getBlockedUsers({ limit }, next, all) };
		}),
	};
}

/** The values are secrets of whoever receives the calls: the names are enough to recognise them by. */
function webhookOutput(url: string | null, headers: Record<string, string>): IDataObject {
	return { url, headerNames: Object.keys(headers) };
}

function getWebhook(): ProviderCall {
	return {
		request: registration.read,
		reply: (reply) => {
			const found = registration.readReply(reply);
			if (found && 'accepted' in found) return found;
			return one(webhookOutput(found?.url ?? null, found?.headers ?? {}));
		},
	};
}

function setWebhook({ url, headers }: CallInputs['account']['setWebhook']): ProviderCall {
	return {
		request: (account) => {
			const title = url === '' ? undefined : registration.refusal(url, account);
			if (title === undefined) return registration.write({ url, headers }, account);
			const advice = 'Nothing was changed. Enter a URL that 360dialog accepts.';
			const error = { code: 'webhook-url', title, category: 'parameter' as const, advice };
			return { accepted: false, error: { ...error, retryable: false, retryAfterMs: null } };
		},
		reply: (reply) => registration.writeReply(reply) ?? one(webhookOutput(url || null, headers)),
	};
}

export const account: ProviderCalls['account'] = {
	getHealth,
	getProfile,
	updateProfile,
	blockUsers,
	unblockUsers,
	getBlockedUsers,
	getWebhook,
	setWebhook,
};

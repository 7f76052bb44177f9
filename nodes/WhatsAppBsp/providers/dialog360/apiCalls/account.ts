import type { IDataObject } from 'n8n-workflow';
import { isBsuid } from '../../../core/phoneNumber';
import { singleItem, type ApiCallInputs, type ApiCall, type ApiCalls } from '../../apiCalls';
import { asObject, asObjects, asText } from '../../../core/parse';
import { parseTimestamp } from '../../../core/toIsoTimestamp';
import { getMetaDetails } from '../../cloudApi/response';
import { createRejection } from '../../shared/response';
import { getBaseUrl } from '../urls';
import { registration } from '../registration';
import { parseConfirmation, cloudApiOnly, readObject } from './shared';
import type { Account, ProviderResponse } from '../../request';

const PROFILE_FIELDS =
	'about,address,description,email,profile_picture_url,websites,vertical' as const;

/** Users a page. Assumption: the highest `limit` is not documented; the cursor tells when it ends. */
const PAGE = 100;

/** Source: 360dialog, "Health status". Works on every hosting that has the path. */
function getHealth(): ApiCall {
	return {
		buildRequest: (account) => ({ method: 'GET', url: `${getBaseUrl(account)}/health_status` }),
		parseResponse: (response) =>
			readObject(response, ({ id, health_status: status }) => {
				const { can_send_message: canSend, entities } = asObject(status);
				return singleItem({
					canSendMessage: asText(canSend) ?? null,
					id: asText(id) ?? null,
					entities: asObjects(entities),
				});
			}),
	};
}

function getProfileUrl(account: Account): string {
	return `${getBaseUrl(account)}/whatsapp_business_profile`;
}

/** Source: 360dialog, "Business profile"; Meta's shape `{"data": [{…}]}`. */
function getProfile(): ApiCall {
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'GET',
			url: getProfileUrl(account),
			qs: { fields: PROFILE_FIELDS },
		})),
		parseResponse: (response) =>
			readObject(response, ({ data }) => {
				const profile = { ...asObjects(data)[0] };
				delete profile.messaging_product;
				return singleItem(profile);
			}),
	};
}

function updateProfile({ profile }: ApiCallInputs['account']['updateProfile']): ApiCall {
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'POST',
			url: getProfileUrl(account),
			body: { messaging_product: 'whatsapp', ...profile },
		})),
		parseResponse: parseConfirmation({ updated: true, ...profile }),
	};
}

function getBlockUrl(account: Account): string {
	return `${getBaseUrl(account)}/block_users`;
}

/** Source: 360dialog, "Block users"; body as Meta has it, `user_id` for a BSUID. */
function buildBlockBody(users: string[]): IDataObject {
	return {
		messaging_product: 'whatsapp',
		block_users: users.map((user) => (isBsuid(user) ? { user_id: user } : { user })),
	};
}

/** The user of an entry in a response: as it was asked for, else as WhatsApp calls it. */
function getUser({ input, wa_id: waId, user_id: userId }: IDataObject): string | null {
	return asText(input) ?? asText(waId) ?? asText(userId) ?? null;
}

function getReason({ errors }: IDataObject): string {
	return (
		asObjects(errors).map(getMetaDetails).filter(Boolean).join('; ') || 'WhatsApp gave no reason'
	);
}

/** Why users were rejected, and whether others were not. Source: Meta, "Block users". */
function parseLists({ json }: ProviderResponse): { reasons: Map<unknown, string>; some: boolean } {
	const { block_users: lists } = asObject(json);
	const { added_users, removed_users, failed_users } = asObject(lists);
	return {
		reasons: new Map(asObjects(failed_users).map((entry) => [getUser(entry), getReason(entry)])),
		some: asObjects(added_users ?? removed_users).length > 0,
	};
}

/** One item a user, with the reason if it was rejected; an error only if all of them were. */
function changeBlocks(method: 'POST' | 'DELETE', users: string[]): ApiCall {
	const isBlocking = method === 'POST';
	return {
		buildRequest: cloudApiOnly((account) => ({
			method,
			url: getBlockUrl(account),
			body: buildBlockBody(users),
		})),
		parseResponse: (response) => {
			const { reasons, some } = parseLists(response);
			const json = users.map((user) => {
				const reason = reasons.get(user);
				const blocked = isBlocking === !reason;
				return { user, blocked, ...(isBlocking && { reason: null }), ...(reason && { reason }) };
			});
			const result = { result: { json } };
			// The response to a request that succeeded for some has an error as well.
			const outcome = some ? result : readObject(response, () => result);
			if ('result' in outcome || reasons.size === 0) return outcome;
			const details = Array.from(reasons, (entry) => entry.join(': ')).join('; ');
			return { ...outcome, error: { ...outcome.error, details } };
		},
	};
}

function getBlockedUsers(
	{ limit }: ApiCallInputs['account']['getBlockedUsers'],
	after = '',
	soFar: IDataObject[] = [],
): ApiCall {
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'GET',
			url: getBlockUrl(account),
			qs: { limit: String(Math.min(limit ?? PAGE, PAGE)), ...(after ? { after } : {}) },
		})),
		parseResponse: (response) =>
			readObject(response, ({ data, paging }) => {
				// Meta's guide and its reference show two shapes.
				const users = asObjects(data).flatMap((entry) =>
					Array.isArray(entry.block_users) ? asObjects(entry.block_users) : [entry],
				);
				const all = [...soFar, ...users.map((user) => ({ user: getUser(user) }))];
				const { cursors } = asObject(paging);
				const next = asText(asObject(cursors).after);
				const isEnd = !next || next === after || all.length === soFar.length;
				return isEnd || (limit !== undefined && all.length >= limit)
					? { result: { json: all.slice(0, limit) } }
					: { next: getBlockedUsers({ limit }, next, all) };
			}),
	};
}

/**
 * Source: 360dialog, "Calling"; Meta, "User call permissions". Assumption: a BSUID takes the number's
 * place in the path.
 */
function getCallPermission({ user }: ApiCallInputs['account']['getCallPermission']): ApiCall {
	return {
		buildRequest: cloudApiOnly((account) => ({
			method: 'GET',
			url: `${getBaseUrl(account)}/calling/permissions/${encodeURIComponent(user)}`,
		})),
		parseResponse: (response) =>
			readObject(response, ({ permission, actions }) => {
				const { status, expiration_time: end } = asObject(permission);
				const can = (name: string) =>
					asObjects(actions).some(
						(action) => action.action_name === name && action.can_perform_action === true,
					);
				return singleItem({
					user,
					status: asText(status) ?? null,
					expiresAt: parseTimestamp(end) ?? null,
					canRequest: can('send_call_permission_request'),
					canCall: can('start_call'),
				});
			}),
	};
}

/** The values are secrets of whoever receives the calls: the names are enough to recognize them by. */
function toOutputWebhook(url: string | null, headers: Record<string, string>): IDataObject {
	return { url, headerNames: Object.keys(headers) };
}

function getWebhook(): ApiCall {
	return {
		buildRequest: registration.buildGet,
		parseResponse: (response) => {
			const found = registration.parseGet(response);
			if (found && 'accepted' in found) return found;
			return singleItem(toOutputWebhook(found?.url ?? null, found?.headers ?? {}));
		},
	};
}

function setWebhook({ url, headers }: ApiCallInputs['account']['setWebhook']): ApiCall {
	return {
		buildRequest: (account) => {
			const title = registration.validateUrl(url, account);
			if (title === undefined) return registration.buildSet({ url, headers }, account);
			const advice = 'Nothing was changed. Enter a URL that 360dialog accepts.';
			return createRejection({ code: 'webhook-url', title, category: 'parameter', advice });
		},
		parseResponse: (response) =>
			registration.parseSet(response) ?? singleItem(toOutputWebhook(url, headers)),
	};
}

export const account: ApiCalls['account'] = {
	getHealth,
	getProfile,
	updateProfile,
	blockUsers: ({ users }) => changeBlocks('POST', users),
	unblockUsers: ({ users }) => changeBlocks('DELETE', users),
	getBlockedUsers,
	getCallPermission,
	getWebhook,
	setWebhook,
};

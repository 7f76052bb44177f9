import type { Account } from '../../core/account.mts';
import type { Json, StoredMessage } from '../../core/types.mts';
import type { Content } from '../cloudApi/content.mts';
import { CloudError } from '../cloudApi/errors.mts';

/** What reaches a group. Source: Meta, "Groups". */
const TYPES = ['text', 'image', 'video', 'audio', 'document', 'sticker', 'template', 'pin'];

/** Member by member; `sent` and `failed` are about the group as a whole. */
const OF_MEMBERS = ['delivered', 'read', 'played'];

/** The group is there and can get messages. Throws Meta's error. */
export function checkGroup(account: Account, id: string): void {
	const group = account.findGroup(id);
	if (!group) throw new CloudError(131041, 'The group does not exist, or this number is not in it');
	if (group.suspended) throw new CloudError(131207);
	if (group.members.length === 0) throw new CloudError(131020);
	account.contacts.identify(account.contacts.get(id), { name: group.subject });
}

export function checkGroupContent(body: Json, content: Content): void {
	const isPossible = TYPES.includes(content.type) && content.category !== 'authentication';
	if (!isPossible || body.category !== undefined) {
		throw new CloudError(131051, 'Groups get text, media, templates of these, and pins only');
	}
}

/** A status of a group's message, as often as it has members who got that far. */
export function toGroupStatuses(account: Account, message: StoredMessage, status: Json): Json[] {
	const group = account.findGroup(message.to);
	if (!group) return [status];
	const { pricing, ...rest } = { recipient_type: 'group', ...status } as Json;
	const priced = pricing as Json | undefined;
	const common = {
		...rest,
		...(priced && { pricing: { ...priced, category: `group_${String(priced.category)}` } }),
	};
	if (!OF_MEMBERS.includes(String(status.status))) return [common];
	return group.members.map((member) => ({ ...common, recipient_participant_id: member }));
}

import type { IDataObject } from 'n8n-workflow';
import type { EventGroup, WhatsAppEvent } from '../../core/event';
import { asNonEmptyText, asObject, asObjects } from '../../core/parse';
import { isBsuid, normalizePhoneNumber } from '../../core/phoneNumber';
import { getFirstError, type EventContext } from './eventContext';

/** Parts of a group that its business sets: name in the webhook → name in the event. */
const SETTINGS = {
	group_subject: 'subject',
	group_description: 'description',
	profile_picture: 'picture',
};

function toMember(person: IDataObject): EventGroup['members'][number] {
	// Whoever was removed by a user ID is named by it.
	const input = asNonEmptyText(person.input);
	const inputId = input !== undefined && isBsuid(input) ? input : undefined;
	return {
		number: normalizePhoneNumber(person.wa_id ?? (inputId ? undefined : input)) ?? null,
		userId: asNonEmptyText(person.user_id) ?? inputId ?? null,
		username: asNonEmptyText(person.username) ?? null,
	};
}

/**
 * What happened to a group, or in it: one entry of `groups`. Source: Meta, "Groups API", webhooks.
 * `initiated_by` stands next to the entries in Meta's examples and in them in its text: both are read.
 */
export function parseGroupChange(
	entry: IDataObject,
	value: IDataObject,
	{ errors }: EventContext,
): Partial<WhatsAppEvent> {
	const get = (name: string) => asNonEmptyText(entry[name]) ?? null;
	const toFailure = (input: unknown, reasons: unknown): EventGroup['failed'][number] => {
		const { code, title } = getFirstError(reasons, errors) ?? { code: null, title: null };
		return { input: asNonEmptyText(input) ?? null, code, title };
	};
	const settings = Object.entries(SETTINGS).map(([field, name]) => {
		const { text, update_successful: isDone, errors: reasons } = asObject(entry[field]);
		const isFailed = isDone === false || asObjects(reasons).length > 0;
		return { name, text: asNonEmptyText(text) ?? null, reasons, isFailed };
	});
	const [subject, description] = settings.map(({ text }) => text);
	const failed = asObjects(entry.failed_participants).map((person) =>
		toFailure(person.input ?? person.wa_id ?? person.user_id, person.errors),
	);
	const people = [...asObjects(entry.added_participants), ...asObjects(entry.removed_participants)];
	// A request to join is about one person, who stands in the entry itself.
	const joining = entry.wa_id || entry.user_id ? [entry] : [];
	return {
		// As with the other events of WhatsApp: `group_join_request_created` is `groupJoinRequestCreated`.
		type: get('type')?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
		groupId: asNonEmptyText(entry.group_id),
		group: {
			subject: get('subject') ?? subject,
			description: get('description') ?? description,
			inviteLink: get('invite_link'),
			joinApprovalMode: get('join_approval_mode'),
			members: [...people, ...joining].map(toMember),
			failed: [
				...failed,
				...settings
					.filter(({ isFailed }) => isFailed)
					.map(({ name, reasons }) => toFailure(name, reasons)),
			],
			by: get('initiated_by') ?? asNonEmptyText(value.initiated_by) ?? null,
			reason: get('reason'),
			requestId: get('request_id'),
			joinRequestId: get('join_request_id'),
		},
	};
}

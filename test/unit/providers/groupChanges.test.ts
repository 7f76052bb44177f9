import { cloudApiChange, parseEvents } from '../../support/parseEvents';
import { triggerSchema } from '../../support/schemas';

const ID = 'Y2FwaV9ncm91cDox';
const metadata = { phone_number_id: '11', display_phone_number: '60377220000' };
const value = (entry: object, beside: object = {}) => ({
	messaging_product: 'whatsapp',
	metadata,
	groups: [{ timestamp: '1796000850', group_id: ID, ...entry }],
	...beside,
});
const readAll = (field: string, given: object) =>
	parseEvents('dialog360', cloudApiChange(given, field));
const read = (field: string, entry: object, beside?: object) =>
	readAll(field, value(entry, beside))[0];

const NOTHING = {
	subject: null,
	description: null,
	inviteLink: null,
	joinApprovalMode: null,
	members: [],
	failed: [],
	by: null,
	reason: null,
	requestId: null,
	joinRequestId: null,
};
const member = (
	number: string | null,
	userId: string | null = null,
	username: string | null = null,
) => ({
	number,
	userId,
	username,
});

const PARTICIPANTS = 'group_participants_update';

/** Every type of the four fields, as Meta's page on the webhooks of groups has them. */
it.each<[string, string, object, object]>([
	[
		'group_lifecycle_update',
		'groupCreate',
		{
			type: 'group_create',
			request_id: 'rq-1',
			subject: 'Fishing',
			description: 'Sundays',
			invite_link: 'https://chat.whatsapp.com/AbC',
			join_approval_mode: 'auto_approve',
		},
		{
			requestId: 'rq-1',
			subject: 'Fishing',
			description: 'Sundays',
			inviteLink: 'https://chat.whatsapp.com/AbC',
			joinApprovalMode: 'auto_approve',
		},
	],
	[
		'group_lifecycle_update',
		'groupDelete',
		{ type: 'group_delete', request_id: 'rq-2' },
		{ requestId: 'rq-2' },
	],
	[
		PARTICIPANTS,
		'groupParticipantsAdd',
		{
			type: 'group_participants_add',
			reason: 'invite_link',
			added_participants: [
				{ wa_id: '60123000111' },
				{ input: '+60 12-300 0112', user_id: 'MY.8812', username: 'mei' },
			],
		},
		{
			reason: 'invite_link',
			members: [member('60123000111'), member('60123000112', 'MY.8812', 'mei')],
		},
	],
	[
		PARTICIPANTS,
		'groupParticipantsRemove',
		{
			type: 'group_participants_remove',
			request_id: 'rq-3',
			initiated_by: 'business',
			removed_participants: [{ input: '60123000111' }],
			failed_participants: [
				{ input: '60123000112', errors: [{ code: '131026', title: 'Undeliverable' }] },
				{ input: '60123000113' },
			],
		},
		{
			requestId: 'rq-3',
			by: 'business',
			members: [member('60123000111')],
			failed: [
				{ input: '60123000112', code: '131026', title: expect.any(String) as string },
				{ input: '60123000113', code: null, title: null },
			],
		},
	],
	[
		PARTICIPANTS,
		'groupJoinRequestCreated',
		{ type: 'group_join_request_created', join_request_id: 'jr-1', wa_id: '60123000111' },
		{ joinRequestId: 'jr-1', members: [member('60123000111')] },
	],
	[
		PARTICIPANTS,
		'groupJoinRequestRevoked',
		{
			type: 'group_join_request_revoked',
			join_request_id: 'jr-1',
			wa_id: '60123000111',
			reason: 'withdrawn',
		},
		{ joinRequestId: 'jr-1', members: [member('60123000111')], reason: 'withdrawn' },
	],
	[
		'group_settings_update',
		'groupSettingsUpdate',
		{
			type: 'group_settings_update',
			request_id: 'rq-4',
			profile_picture: { mime_type: 'image/jpeg', sha256: 'abc', update_successful: true },
			group_subject: { text: 'Angling', update_successful: true },
			group_description: {
				text: 'Mondays',
				update_successful: false,
				errors: [{ code: '131000', title: 'Something went wrong' }],
			},
		},
		{
			requestId: 'rq-4',
			subject: 'Angling',
			description: 'Mondays',
			failed: [{ input: 'description', code: '131000', title: expect.any(String) as string }],
		},
	],
	['group_status_update', 'groupSuspend', { type: 'group_suspend' }, {}],
	['group_status_update', 'groupSuspendCleared', { type: 'group_suspend_cleared' }, {}],
	['group_status_update', 'groupTypeOfTheFuture', { type: 'group_type_of_the_future' }, {}],
])('%s: %s', (field, type, entry, group) => {
	const event = read(field, entry);
	expect(event).toMatchObject({
		event: 'other',
		type,
		groupId: ID,
		to: '60377220000',
		timestamp: '2026-11-30T01:07:30.000Z',
	});
	expect(event.group).toEqual({ ...NOTHING, ...group });
	expect(event).not.toHaveProperty('error');
});

it('says why a group could not be made, which has no ID then', () => {
	const event = read('group_lifecycle_update', {
		group_id: undefined,
		type: 'group_create',
		request_id: 'rq-1',
		errors: [{ code: '131008', title: 'Required parameter is missing' }],
	});
	expect(event).toMatchObject({ type: 'groupCreate', error: { code: '131008' } });
	expect(event.group?.requestId).toBe('rq-1');
	expect(event).not.toHaveProperty('groupId');
});

it('names whoever was removed by a user ID as such', () => {
	const removed_participants = [{ input: 'US.13491208655302741918' }, { input: '60123000111' }];
	const entry = { type: 'group_participants_remove', removed_participants };
	expect(read(PARTICIPANTS, entry).group?.members).toEqual([
		member(null, 'US.13491208655302741918'),
		member('60123000111'),
	]);
});

it('reads who did it beside the entry as well, where Meta’s examples have it', () => {
	const entry = { type: 'group_participants_remove', removed_participants: [{ wa_id: '601' }] };
	expect(read(PARTICIPANTS, entry, { initiated_by: 'participant' }).group?.by).toBe('participant');
});

it('reads a field of another name alike, and an entry without a type is called by its field', () => {
	const added = { added_participants: [{ wa_id: '601' }] };
	const event = read('group_add_participants', { type: 'group_participants_add', ...added });
	expect(event).toMatchObject({
		type: 'groupParticipantsAdd',
		group: { members: [member('601')] },
	});
	expect(read(PARTICIPANTS, added)).toMatchObject({ type: PARTICIPANTS, groupId: ID });
});

it('one event for each group', () => {
	const given = value({ type: 'group_suspend' });
	const other = { timestamp: '1796000850', type: 'group_suspend', group_id: 'Y2Fw' };
	const events = readAll('group_status_update', { ...given, groups: [...given.groups, other] });
	expect(events.map(({ groupId }) => groupId)).toEqual([ID, 'Y2Fw']);
	expect(new Set(events.map(({ id }) => id)).size).toBe(2);
});

it('garbage in place of people and settings is nothing', () => {
	const event = read(PARTICIPANTS, {
		type: 'group_participants_add',
		added_participants: ['x', null],
		failed_participants: 7,
		group_subject: 'x',
	});
	expect(event.group).toEqual(NOTHING);
});

it('the output schema knows every field', () => {
	const { group } = triggerSchema().properties ?? {};
	expect(Object.keys(group.properties ?? {}).sort()).toEqual(Object.keys(NOTHING).sort());
	expect(Object.keys(group.properties?.members.items?.properties ?? {})).toEqual(
		Object.keys(member(null)),
	);
	expect(Object.keys(group.properties?.failed.items?.properties ?? {})).toEqual([
		'input',
		'code',
		'title',
	]);
});

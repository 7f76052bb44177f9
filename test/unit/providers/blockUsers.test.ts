import { dialog360 } from '../../../nodes/WhatsAppBsp/providers/dialog360';
import { createResponse } from '../../support/response';

const [GOOD, BAD] = ['60123000111', '60123000222'];
const cloud = { hosting: 'cloud' };

const changed = { input: GOOD, wa_id: GOOD };
const failed = (input: string) => ({
	input,
	wa_id: input,
	errors: [
		{
			message: 'Re-engagement required',
			code: 131047,
			error_data: { details: `${input} has not written in the last 24 hours` },
		},
	],
});
const reasonOf = (input: string) =>
	`Re-engagement required: ${input} has not written in the last 24 hours`;

/** As Meta's "Block users" prints it. */
const error = {
	message: '(#139100) Failed to block/unblock users',
	type: 'OAuthException',
	code: 139100,
	error_data: {
		details: 'Failed to block some users, see the block_users response list for details',
	},
	fbtrace_id: 'A1',
};

describe.each([
	['blockUsers', 'added_users', true],
	['unblockUsers', 'removed_users', false],
] as const)('360dialog, %s', (name, list, blocked) => {
	const parse = (body: object, status: number) =>
		dialog360.apiCalls?.account?.[name]?.({ users: [GOOD, BAD] }).parseResponse(
			createResponse({ messaging_product: 'whatsapp', ...body }, status),
			cloud,
		);

	it.each([
		['400 with an error for all', 400, { error }],
		['200', 200, {}],
	])('an item a user, where it was done for some: %s', (_, status, more) => {
		const body = { block_users: { [list]: [changed], failed_users: [failed(BAD)] }, ...more };
		expect(parse(body, status)).toEqual({
			result: {
				json: [
					expect.objectContaining({ user: GOOD, blocked }),
					{ user: BAD, blocked: !blocked, reason: reasonOf(BAD) },
				],
			},
		});
	});

	it('fails with the reasons, where it was done for nobody', () => {
		const lists = { [list]: [], failed_users: [failed(GOOD), failed(BAD)] };
		expect(parse({ block_users: lists, error }, 400)).toMatchObject({
			accepted: false,
			error: {
				code: '139100',
				details: `${GOOD}: ${reasonOf(GOOD)}; ${BAD}: ${reasonOf(BAD)}`,
			},
		});
	});

	it('fails with an error that lists no users', () => {
		expect(parse({ error: { ...error, code: 130429 } }, 400)).toMatchObject({
			accepted: false,
			error: { code: '130429', details: expect.stringContaining('Failed to block some users') },
		});
	});
});

it.each([
	['Meta’s reference', { data: [{ input: GOOD, wa_id: GOOD }, { wa_id: BAD }] }],
	['Meta’s guide', { data: [{ block_users: [{ input: GOOD, wa_id: GOOD }, { wa_id: BAD }] }] }],
])('reads the list of blocked users as in %s', (_where, body) => {
	const call = dialog360.apiCalls?.account?.getBlockedUsers?.({});
	expect(call?.parseResponse(createResponse(body), cloud)).toEqual({
		result: { json: [{ user: GOOD }, { user: BAD }] },
	});
});

import type { Account } from '../../core/account.mts';
import type {
	ConversationEntry,
	Json,
	ProviderRequest,
	ProviderResponse,
} from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { isUserId } from './envelope.mts';
import { CLOUD, ok, type Route } from './route.mts';

const DAY_MS = 24 * 3_600_000;

const getInteractive = ({ payload }: ConversationEntry): Json =>
	((payload as Json | null)?.interactive ?? {}) as Json;

/** Requests of the last 24 hours and 7 days; a customer is asked once and twice in them. */
function countRequests(account: Account, customer: string): { day: number; week: number } {
	const ages = (account.contacts.find(customer)?.entries ?? [])
		.filter(({ direction }) => direction === 'out')
		.filter((entry) => getInteractive(entry).type === 'call_permission_request')
		.map(({ at }) => account.now() - Date.parse(at));
	const within = (ms: number) => ages.filter((age) => age < ms).length;
	return { day: within(DAY_MS), week: within(7 * DAY_MS) };
}

const isRequestAllowed = (account: Account, customer: string): boolean => {
	const { day, week } = countRequests(account, customer);
	return day < 1 && week < 2;
};

/** What calling asks of a message: it is set up, and nobody is asked too often. Throws Meta's error. */
export function checkCalling(account: Account, customer: string, body: Json): void {
	const type = ((body.interactive ?? {}) as Json).type;
	if (type !== 'voice_call' && type !== 'call_permission_request') return;
	if (!account.settings.calling) throw new CloudError(138000);
	if (type === 'voice_call' || isRequestAllowed(account, customer)) return;
	throw new CloudError(138009, 'One request in 24 hours and two in 7 days are allowed.');
}

interface Permission {
	status: 'no_permission' | 'temporary' | 'permanent';
	expiration_time?: number;
}

/** The customer's latest reply decides. Source: Meta, "User call permissions". */
function getPermission(account: Account, customer: string): Permission {
	const reply = (account.contacts.find(customer)?.entries ?? [])
		.filter(({ direction }) => direction === 'in')
		.map((entry) => getInteractive(entry).call_permission_reply as Json | undefined)
		.findLast((each) => each !== undefined);
	if (reply?.response !== 'accept') return { status: 'no_permission' };
	if (reply.is_permanent === true) return { status: 'permanent' };
	const end = Number(reply.expiration_timestamp);
	return end * 1000 > account.now()
		? { status: 'temporary', expiration_time: end }
		: { status: 'no_permission' };
}

function getCallPermissions(
	account: Account,
	_request: ProviderRequest,
	[id = '']: string[],
): ProviderResponse {
	const customer = decodeURIComponent(id);
	if (!isUserId(customer) && !/^[1-9]\d{6,14}$/.test(customer)) {
		throw new CloudError(100, 'wa_id is no phone number');
	}
	if (!account.settings.calling) throw new CloudError(138000);
	const permission = getPermission(account, customer);
	const toAction = (name: string, can: boolean, most: number, used: number) => ({
		action_name: name,
		can_perform_action: can,
		limits: [{ time_period: 'PT24H', max_allowed: most, current_usage: used }],
	});
	return ok({
		messaging_product: 'whatsapp',
		permission,
		actions: [
			toAction(
				'send_call_permission_request',
				isRequestAllowed(account, customer),
				1,
				countRequests(account, customer).day,
			),
			toAction('start_call', permission.status !== 'no_permission', 10, 0),
		],
	});
}

export const callRoutes: Route[] = [
	{
		hostings: CLOUD,
		method: 'GET',
		path: /^\/calling\/permissions\/([^/]+)$/,
		handle: getCallPermissions,
	},
];

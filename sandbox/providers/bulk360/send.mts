import type { Account } from '../../core/account.mts';
import { acceptMessage } from '../../core/messages.mts';
import { getBodyText } from '../../core/templates.mts';
import type { ProviderResponse, ProviderRequest } from '../../core/types.mts';
import type { StatusEvent } from '../provider.mts';
import { respond, reject } from './responses.mts';

const MAX_TO_LENGTH = 150;
/** Of an SMS, in its older document. */
const MAX_SMS_LENGTH = 960;
const PREFIX = 'whatsapp:';

/** GET query or POST form, which its document names each by itself; a JSON body is not documented. */
export function parseParameters(request: ProviderRequest): Record<string, string> {
	if (request.method === 'GET') return request.query;
	const isForm = request.encoding === 'form' || request.encoding === 'multipart';
	return isForm ? (request.body as Record<string, string>) : {};
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a text is that of an approved template, character for character, with anything in place of its variables. */
function isApproved(account: Account, text: string): boolean {
	return account.templates.some((template) => {
		if (template.status !== 'APPROVED') return false;
		const pattern = getBodyText(template)
			.trim()
			.split(/\{\{\s*\w+\s*\}\}/)
			.map(escape)
			.join('[\\s\\S]+?');
		return new RegExp(`^${pattern}$`).test(text);
	});
}

export function getCredentialsError(
	account: Account,
	given: Record<string, string>,
): number | undefined {
	if (!given.user || !given.pass) return 400;
	if (given.user !== account.secrets.appKey || given.pass !== account.secrets.appSecret) return 401;
	if (!account.settings.apiEnabled) return 403;
	return undefined;
}

function getAccountError(account: Account, recipients: number): number | undefined {
	if (account.settings.accountState === 'suspended') return 412;
	if (account.settings.accountState === 'observation') return 413;
	// Hair's breadth for what decimals do to sums.
	return account.balance + 1e-9 < account.settings.price * recipients ? 402 : undefined;
}

/**
 * "We will accept the traffic [...] we will return send status (such as [...] Insufficient balance,
 * Account suspended) in Delivery Notification", says the document next to its codes 402 and 412.
 * Its DN table has a code for the first only.
 */
const DN_FAILURES: Record<number, StatusEvent> = {
	402: { status: 'failed', title: 'Insufficient balance', code: '553' },
	412: { status: 'failed', title: 'Account suspended', code: '50' },
};
const NO_WHATSAPP: StatusEvent = { status: 'failed', code: '505' };

interface AccountError {
	code?: number;
	dn?: StatusEvent;
}

function checkAccount(account: Account, recipients: number): AccountError {
	const code = getAccountError(account, recipients);
	if (code === undefined || account.settings.accountRejections === 'inResponse') return { code };
	const dn = DN_FAILURES[code];
	return dn ? { dn } : { code };
}

function getContentError(account: Account, numbers: string[], text: string): number | undefined {
	const lower = text.toLowerCase();
	if (account.settings.bannedWords.some((word) => lower.includes(word.toLowerCase()))) {
		account.settings.accountState = 'suspended';
		return 407;
	}
	if (isApproved(account, text)) return undefined;
	return numbers.every((number) => account.isWindowOpen(number)) ? undefined : 406;
}

/** One `ref` for the whole request; each recipient's id is `ref-index`. */
function createReference(account: Account): string {
	account.sequence += 1;
	const tail = String(account.sequence % 10_000).padStart(4, '0');
	return `78-${Math.floor(account.now() / 1000)}.${tail}`;
}

export function send(account: Account, request: ProviderRequest): ProviderResponse {
	const given = parseParameters(request);
	const { to, text, detail } = given;
	if (!to || !text) return reject(account, 400);
	const credentialsError = getCredentialsError(account, given);
	if (credentialsError) return reject(account, credentialsError);
	if (!account.acquireMessage()) {
		// No rate limit is documented; the general code of its table comes nearest.
		account.stats.rateLimited += 1;
		return reject(account, 500);
	}
	if (to.length > MAX_TO_LENGTH) return reject(account, 400);
	const entries = to.split(',');
	const onWhatsApp = entries.filter((entry) => entry.startsWith(PREFIX));
	const numbers = entries.map((entry) =>
		entry.startsWith(PREFIX) ? entry.slice(PREFIX.length) : entry,
	);
	if (numbers.some((number) => !/^[1-9]\d{6,14}$/.test(number))) return reject(account, 400);
	if (onWhatsApp.length > 0 && onWhatsApp.length < entries.length) return reject(account, 405);
	const isSms = onWhatsApp.length === 0;
	// The table of parameters for WhatsApp has no sender.
	if (given.from && !isSms) return reject(account, 400);
	if (isSms && [...text].length > MAX_SMS_LENGTH) return reject(account, 400);
	const { code, dn } = checkAccount(account, numbers.length);
	const problem = code ?? (isSms ? undefined : getContentError(account, numbers, text));
	if (problem) return reject(account, problem);
	const outcomes = numbers.map((number) => account.consumeOutcome(number));
	const rejection = outcomes.find((outcome) => outcome?.reject)?.reject;
	if (rejection) return reject(account, Number(rejection.code) || 500);
	const ref = createReference(account);
	for (const [index, number] of numbers.entries()) {
		const failure = dn ?? (isSms || account.isRegistered(number) ? undefined : NO_WHATSAPP);
		acceptMessage(
			account,
			{
				id: `${ref}-${index}`,
				to: number,
				type: isSms ? 'sms' : 'text',
				payload: { to, text, ...(detail && { detail }), ...(given.from && { from: given.from }) },
				text,
				category: 'service',
				reference: ref,
			},
			{
				outcome: outcomes[index],
				failure,
				neverSent: dn !== undefined,
			},
		);
	}
	const before = account.balance;
	const charge = dn ? 0 : account.settings.price * numbers.length;
	account.balance = Number((before - charge).toFixed(4));
	return respond(account, 200, {
		to,
		ref,
		...(detail === '1' && { currency: account.settings.currency, balance: before.toFixed(4) }),
	});
}

import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sift } from '../events/filter';
import type { WhatsAppEvent } from '../events/types';
import { sameSecret } from '../providers/genuine';
import type { Account, SecretHeader, Verdict } from '../providers/provider';
import { afterwards } from './afterwards';
import { answer, openCall, warn, type Call } from './call';
import { handOver } from './handOver';
import { PROBE_HEADER, secretHeaderFor } from './ownHeaders';
import { NOT_UNDERSTOOD, refuse, type Refusal } from './refuse';
import { fieldNamesOf, filterOf, patternRefusal } from './settings';
import { remembered } from './staticData';

/**
 * One call of the provider: judged, read, filtered, and handed on as one item per event.
 * 200 goes out only after n8n has taken the execution over; whatever is not taken has its own status,
 * so that the provider delivers it again.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const call = openCall(this);
	// Another trigger of this package asks whether this one still listens; see `previous.ts`.
	if (PROBE_HEADER.toLowerCase() in call.request.headers) return answer(call, 204, {});
	const isProven = isProvenWithoutKey(call);
	// n8n reads a credential from its database and decrypts it for each call: only where it is needed.
	const account = isProven && !asksProvider(call) ? NO_ACCOUNT : await accountOf(call);
	if (!account) return refuse(call, { status: 500, reason: 'the credential cannot be read' });
	const read = eventsOf(call, isProven ? GENUINE : judge(call, account));
	if (!Array.isArray(read)) {
		// Genuine, only not understood here: the second system may understand it.
		if (read.status === NOT_UNDERSTOOD) afterwards(call, account, [], Promise.resolve(true));
		return refuse(call, read);
	}
	// Also what is not asked for says how far a message is.
	const { chosen, reasons } = sift(call.memory.progress.marked(read), filterFor(call));
	return await handOver(call, account, chosen, reasons);
}

const GENUINE: Verdict = { genuine: true };

/** For a call that is proven without, and about which nobody is asked anything. */
const NO_ACCOUNT: Account = {};

/** Undefined when it is gone: n8n would start an execution with what is thrown here, for any caller. */
async function accountOf({ context, provider }: Call): Promise<Account | undefined> {
	try {
		return await context.getCredentials<Account>(provider.credential);
	} catch {
		return undefined;
	}
}

/** Whether the account's key is needed for more than the proof. */
function asksProvider({ options }: Call): boolean {
	return options.downloadMedia === true || options.markAsRead === true;
}

/** The header that was registered, as it was saved with the workflow. */
function isProvenWithoutKey({ context, request, provider: { webhook } }: Call): boolean {
	const { secretHeader } = remembered(context);
	// It may be left from another provider, whose calls had a header.
	if (!webhook?.registration || !secretHeader) return false;
	return sameSecret(request.headers[secretHeader.name.toLowerCase()], secretHeader.value);
}

function eventsOf(call: Call, verdict: Verdict): WhatsAppEvent[] | Refusal {
	const { request, provider } = call;
	const { webhook } = provider;
	if (!webhook?.methods.some((method) => method === request.method)) {
		return { status: 405, reason: `this URL does not accept ${request.method} requests` };
	}
	if (!verdict.genuine) return { status: 401, reason: verdict.reason };
	try {
		const events = webhook.events(request, new Date(), fieldNamesOf(call.options));
		return (
			events ?? {
				status: NOT_UNDERSTOOD,
				reason: 'the body is not a webhook call from this provider',
			}
		);
	} catch {
		return { status: NOT_UNDERSTOOD, reason: 'the body cannot be read' };
	}
}

/** Genuine with the header that follows from the key, or with the one that was registered before it. */
function judge({ context, request, provider: { webhook } }: Call, account: Account): Verdict {
	if (!webhook) return { genuine: false, reason: 'this provider does not send webhook calls' };
	const saved = remembered(context).secretHeader;
	const derived = webhook.registration ? secretHeaderFor(context, account) : undefined;
	const headers = [derived, saved].filter((header): header is SecretHeader => header !== undefined);
	const verdicts = (headers.length > 0 ? headers : [undefined]).map((header) =>
		webhook.verify(request, account, header),
	);
	return verdicts.find(({ genuine }) => genuine) ?? verdicts[0];
}

/** Patterns that an expression spoils later on must cost no event: they then let everything through. */
function filterFor(call: Call) {
	const refusal = patternRefusal(call.options);
	if (refusal) warn(call, `ignores the text filter, so all texts pass: ${refusal}`);
	return filterOf(call.context, refusal ? { ...call.options, textMatches: '' } : call.options);
}

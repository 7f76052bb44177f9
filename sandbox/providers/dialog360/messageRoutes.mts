import type { Account } from '../../core/account.mts';
import { takeBySending } from '../../core/handover.mts';
import { createDigits, createOnPremiseId, createWamid } from '../../core/ids.mts';
import { acceptMessage } from '../../core/messages.mts';
import type { ProviderResponse, Json, ProviderRequest, StoredMessage } from '../../core/types.mts';
import type { StatusEvent } from '../provider.mts';
import { checkContent, type Content } from '../cloudApi/content.mts';
import { checkDirectSend, type DirectSend } from '../cloudApi/directSend.mts';
import { CloudError, getTitle } from '../cloudApi/errors.mts';
import { checkCalling } from './callRoutes.mts';
import { checkGroupContent } from './groups.mts';
import { META, reject, rejectRateLimited } from './responses.mts';
import { checkEnvelope, getBody, getUserIds, isUserId, type Target } from './envelope.mts';
import { markRead, markReadOnPremise } from './markRead.mts';
import { CLOUD, ok, ON_PREMISE, V1, type Route } from './route.mts';

/** Failures that the API reports by webhook, after it has responded with 200. */
function getLateFailure(
	account: Account,
	target: Target,
	content: Content,
	body: Json,
): StatusEvent | undefined {
	const fail = (code: string, details: string): StatusEvent => ({
		status: 'failed',
		code,
		title: getTitle(code),
		details,
	});
	if (!account.isRegistered(target.customer) || account.blockedUsers.has(target.customer)) {
		return fail('131026', 'Message Undeliverable.');
	}
	if (content.freeForm && !account.isWindowOpen(target.customer)) {
		return fail(
			'131047',
			'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
		);
	}
	const { marketingStopped } = account.contacts.find(target.customer) ?? {};
	if (content.category.startsWith('marketing') && marketingStopped) {
		return fail('131050', 'The customer has stopped marketing messages from this business.');
	}
	const reactedTo = (body.reaction as Json | undefined)?.message_id;
	if (reactedTo !== undefined) {
		const known = account.inbound.get(String(reactedTo)) ?? account.messages.get(String(reactedTo));
		if (!known) return fail('131009', 'The message that is reacted to does not exist.');
	}
	return undefined;
}

/** A named utility message becomes a template, whose name somebody may have used. */
function getNameClash(account: Account, { templateName }: DirectSend): StatusEvent | undefined {
	const isTaken = account.templates.some(({ name }) => name === templateName);
	return isTaken ? { status: 'failed', code: '132021', title: getTitle('132021') } : undefined;
}

/** Source: 360dialog, "Marketing Messages API". */
function checkMarketing(body: Json, content: Content): void {
	const { product_policy: policy, message_activity_sharing: sharing } = body;
	if (policy !== undefined && !['CLOUD_API_FALLBACK', 'STRICT'].includes(String(policy))) {
		throw new CloudError(100, 'Param product_policy must be one of {CLOUD_API_FALLBACK, STRICT}.');
	}
	if (sharing !== undefined && typeof sharing !== 'boolean') {
		throw new CloudError(100, 'Param message_activity_sharing must be true or false.');
	}
	if (content.type !== 'template') {
		throw new CloudError(131055, 'Message must be a template message.');
	}
	if (content.category !== 'marketing') {
		throw new CloudError(131055, 'Only marketing template messages are supported');
	}
}

/** How long a template message waits for its template's quality. Source: Meta, "Template pacing". */
function getHoldMs({ hosting, settings }: Account, { type, category }: Content): number | null {
	const isPaced = hosting === 'cloud' && type === 'template' && category !== 'authentication';
	return isPaced ? settings.templateHoldMs : null;
}

function respondAccepted(
	account: Account,
	target: Target,
	{ id, type }: StoredMessage,
	isHeld: boolean,
): ProviderResponse {
	if (account.hosting === 'onPremise') return ok({ messages: [{ id }], meta: META });
	if (account.hosting === 'sandbox') {
		return ok(account.settings.sandboxResponse === 'id' ? { messages: [{ id }] } : { meta: META });
	}
	const contact = isUserId(target.customer)
		? { input: target.customer, user_id: target.customer }
		: { input: target.input, wa_id: target.customer };
	const status = isHeld ? 'held_for_quality_assessment' : 'accepted';
	const message = { id, ...(type === 'template' && { message_status: status }) };
	return ok({ messaging_product: 'whatsapp', contacts: [contact], messages: [message] });
}

/** 360dialog's sandbox sends text and two templates, to your own phone only, and `maxMessages` of them. */
function checkSandbox(account: Account, target: Target, type: unknown): void {
	if (account.hosting !== 'sandbox') return;
	if (type !== 'text' && type !== 'template') {
		throw new CloudError(131009, 'The sandbox sends text and predefined templates only');
	}
	if (target.customer !== account.settings.ownNumber) {
		throw new CloudError(131009, 'The sandbox sends only to the number that requested the key');
	}
	const { maxMessages } = account.settings;
	if (maxMessages !== null && account.stats.accepted >= maxMessages) {
		throw new CloudError(131009, `The sandbox is limited to ${maxMessages} messages`);
	}
}

/** Interactive types that are newer than the last version of the On-Premise API with new features. */
const CLOUD_ONLY = ['call_permission_request', 'carousel', 'request_contact_info', 'voice_call'];

/** "Starting from On-Premise client v2.53, all new feature updates will be exclusively delivered to Cloud API." */
function checkOnPremise(account: Account, body: Json): void {
	if (account.hosting === 'cloud') return;
	const { type } = (body.interactive ?? {}) as Json;
	if (CLOUD_ONLY.includes(String(type))) {
		throw new CloudError(131009, `Unsupported interactive type ${String(type)}`);
	}
	if (((body.audio ?? {}) as Json).voice !== undefined) {
		throw new CloudError(100, 'Unexpected key "voice" on param "audio".');
	}
}

function sendMessage(account: Account, body: Json, marketing: boolean): ProviderResponse {
	if (!account.acquireMessage()) {
		return rejectRateLimited(account, new CloudError(130429));
	}
	const target = checkEnvelope(account, body, marketing);
	checkSandbox(account, target, body.type);
	checkOnPremise(account, body);
	const toUserId = isUserId(target.customer);
	const toGroup = body.recipient_type === 'group';
	const direct = checkDirectSend(account, body);
	const content =
		direct?.content ??
		checkContent(account, body, {
			toUserId,
			toGroup,
			needsNamespace: account.hosting === 'onPremise',
		});
	if (direct && content.category === 'authentication' && toUserId) throw new CloudError(131062);
	if (toGroup) checkGroupContent(body, content);
	if (marketing) checkMarketing(body, content);
	if (account.hosting === 'cloud') checkCalling(account, target.customer, body);
	if (!account.acquirePair(target.customer)) {
		account.stats.rateLimited += 1;
		throw new CloudError(131056);
	}
	const outcome = account.consumeOutcome(target.customer);
	if (outcome?.reject) throw new CloudError(outcome.reject.code);
	const holdMs = getHoldMs(account, content);
	const message = acceptMessage(
		account,
		{
			id: account.hosting === 'cloud' ? createWamid(target.customer) : createOnPremiseId(),
			to: target.customer,
			type: content.type,
			payload: body,
			category: marketing ? 'marketing_lite' : content.category,
			...(content.text !== undefined && { text: content.text }),
			...getUserIds(account, target.customer),
			...(direct && { templateId: createDigits(16) }),
			...(typeof body.biz_opaque_callback_data === 'string' && {
				callbackData: body.biz_opaque_callback_data,
			}),
		},
		{
			outcome,
			failure:
				getLateFailure(account, target, content, body) ?? (direct && getNameClash(account, direct)),
			// Such a message was accepted in a public test, and neither arrived nor failed.
			...(direct && { ttlMs: toUserId ? 0 : direct.ttlMs }),
			holdMs: holdMs ?? 0,
		},
	);
	if (message.type !== 'template') takeBySending(account, account.contacts.get(target.customer));
	return respondAccepted(account, target, message, holdMs !== null);
}

function postMessage(account: Account, request: ProviderRequest): ProviderResponse {
	const body = getBody(request);
	if (account.hosting === 'cloud' && body.status !== undefined) return markRead(account, body);
	return sendMessage(account, body, false);
}

/** Rejections are wrapped in `detail`. Source: 360dialog, "Expected Errors & Programming Languages". */
function postMarketingMessage(account: Account, request: ProviderRequest): ProviderResponse {
	try {
		if (!account.settings.marketingTermsAccepted) {
			throw new CloudError(
				200,
				'You must accept the Marketing Messages Lite API terms to use the API.',
			);
		}
		return sendMessage(account, getBody(request), true);
	} catch (error) {
		if (!(error instanceof CloudError)) throw error;
		const { status, body } = reject(account, error);
		return { status, body: { detail: body } };
	}
}

/** Always "valid" since v2.43 of the on-premise client. */
function checkContacts(_account: Account, request: ProviderRequest): ProviderResponse {
	const list = getBody(request).contacts;
	if (!Array.isArray(list)) throw new CloudError(131008, 'The parameter contacts is required.');
	return ok({
		contacts: list.map((input: unknown) => ({
			input,
			status: 'valid',
			wa_id: String(input).replace(/\D/g, ''),
		})),
		meta: META,
	});
}

export const messageRoutes: Route[] = [
	{ hostings: CLOUD, method: 'POST', path: /^\/messages$/, handle: postMessage },
	{ hostings: V1, method: 'POST', path: /^\/v1\/messages$/, handle: postMessage },
	{
		hostings: ON_PREMISE,
		method: 'PUT',
		path: /^\/v1\/messages\/([^/]+)$/,
		handle: markReadOnPremise,
	},
	{ hostings: CLOUD, method: 'POST', path: /^\/marketing_messages$/, handle: postMarketingMessage },
	{ hostings: ON_PREMISE, method: 'POST', path: /^\/v1\/contacts$/, handle: checkContacts },
];

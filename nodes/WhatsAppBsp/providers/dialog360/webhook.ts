import { isUrlTest, parseJsonBody } from '../shared/parseBody';
import { isObject } from '../../core/parse';
import type { WhatsAppEvent } from '../../core/event';
import { META_ERRORS } from '../cloudApi/errors';
import { parseCloudApiEvents, parseValueEvents } from '../cloudApi/events';
import { safeEqual } from '../../core/safeEqual';
import { verifySignature } from '../shared/verifyWebhook';
import { isEnvelope, parseEnvelope } from './envelope';
import { ON_PREMISE_API_ERRORS } from './errors';
import { registration } from './registration';
import type { Account } from '../request';
import type { WebhookRequest, VerificationResult, SecretHeader, WebhookAdapter } from '../webhook';

/** HMAC-SHA256 of the raw body, hex. Source: 360dialog, "Signature validation" (partners). */
const SIGNATURE_HEADER = 'x-360dialog-signature';

/**
 * 360dialog's webhooks: the Cloud API's envelope, the v1 dialect with the same lists at the top, or
 * 360dialog's own envelope. Which of them a number gets is not documented, so all are always read.
 */
export const webhook: WebhookAdapter = {
	methods: ['POST'],
	notice:
		'No setup needed. Publishing the workflow registers its URL and a secret header with 360dialog. Unpublishing it restores the previous webhook. While you listen for a test event, the editor gets a copy of each webhook call, and a live webhook keeps working.',
	eventKinds: ['message', 'status', 'contact', 'template', 'account', 'other'],
	verify,
	// The header that the activation registers; its name is the trigger's own.
	secretLocations: {},
	parseEvents,
	redelivers: true,
	quotesSentIds: true,
	registration,
};

function verify(
	{ headers, rawBody }: WebhookRequest,
	account: Account,
	secretHeader?: SecretHeader,
): VerificationResult {
	const signatureSecret = String(account.signatureSecret ?? '');
	const registered = secretHeader ? headers[secretHeader.name.toLowerCase()] : undefined;
	const signature = headers[SIGNATURE_HEADER];
	if (secretHeader && safeEqual(registered, secretHeader.value)) return { valid: true };
	if (verifySignature(rawBody, signature, signatureSecret)) return { valid: true };
	return {
		valid: false,
		reason: describeRejection({ registered, signature, signatureSecret }, secretHeader),
	};
}

function describeRejection(
	{
		registered,
		signature,
		signatureSecret,
	}: { registered?: string; signature?: string; signatureSecret: string },
	secretHeader?: SecretHeader,
): string {
	if (signature !== undefined && signatureSecret !== '')
		return `the signature in ${SIGNATURE_HEADER} is wrong`;
	if (!secretHeader) {
		return 'this workflow has no webhook registered with 360dialog, unpublish it and publish it again';
	}
	return registered === undefined
		? `the header ${secretHeader.name} is missing`
		: `the value of the header ${secretHeader.name} is wrong`;
}

function parseEvents(request: WebhookRequest, receivedAt: Date): WhatsAppEvent[] | undefined {
	const body = parseJsonBody(request);
	const cloudApi = { provider: 'dialog360', receivedAt, errors: META_ERRORS };
	if (isEnvelope(body) && !isUrlTest(request)) return parseEnvelope(body, cloudApi);
	const events =
		isObject(body) && body.entry === undefined
			? parseValueEvents(body, { ...cloudApi, errors: ON_PREMISE_API_ERRORS })
			: parseCloudApiEvents(body, cloudApi);
	return events ?? (isUrlTest(request) ? [] : undefined);
}

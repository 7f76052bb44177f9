import { jsonBody } from '../../events/body';
import { isObject } from '../../events/fields';
import type { WhatsAppEvent } from '../../events/types';
import { META_ERRORS } from '../cloudApi/errors';
import { cloudApiEvents, valueEvents } from '../cloudApi/events';
import { sameSecret, verifySignature } from '../genuine';
import type { Account, SecretHeader, Verdict, WebhookAdapter, WebhookRequest } from '../provider';
import { V1_ERRORS } from './errors';
import { registration } from './registration';

/** HMAC-SHA256 of the raw body, hex. Source: 360dialog, "Signature validation" (partners). */
const SIGNATURE_HEADER = 'x-360dialog-signature';

/**
 * 360dialog's webhooks: the Cloud API's envelope, or the v1 dialect with the same lists at the top.
 * Which of the two its own sandbox sends is not documented, so both are always read.
 */
export const webhook: WebhookAdapter = {
	methods: ['POST'],
	notice:
		'No setup needed. Publishing the workflow registers its URL and a secret header with 360dialog. Unpublishing it restores the previous webhook. While you listen for a test event, the editor gets a copy of each webhook call, and a live webhook keeps working.',
	sends: ['message', 'status', 'template', 'account', 'other'],
	verify,
	// The header that the activation registers; its name is the trigger's own.
	secretPlaces: {},
	events,
	registration,
};

function verify(
	{ headers, rawBody }: WebhookRequest,
	account: Account,
	secretHeader?: SecretHeader,
): Verdict {
	const signatureSecret = String(account.signatureSecret ?? '');
	const registered = secretHeader ? headers[secretHeader.name.toLowerCase()] : undefined;
	const signature = headers[SIGNATURE_HEADER];
	if (secretHeader && sameSecret(registered, secretHeader.value)) return { genuine: true };
	if (verifySignature(rawBody, signature, signatureSecret)) return { genuine: true };
	return {
		genuine: false,
		reason: reasonFor({ registered, signature, signatureSecret }, secretHeader),
	};
}

function reasonFor(
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

function events(request: WebhookRequest, receivedAt: Date): WhatsAppEvent[] | undefined {
	const body = jsonBody(request);
	const origin = { provider: 'dialog360', receivedAt } as const;
	return isObject(body) && body.entry === undefined
		? valueEvents(body, { ...origin, errors: V1_ERRORS })
		: cloudApiEvents(body, { ...origin, errors: META_ERRORS });
}

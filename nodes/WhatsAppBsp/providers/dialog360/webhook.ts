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
		'Nothing to paste: publishing the workflow registers its URL at 360dialog with a secret header, and unpublishing it restores the webhook that was there. Listening for a test event gets a copy of each call and leaves a live webhook alone.',
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
	if (signature !== undefined && signatureSecret !== '') return `wrong ${SIGNATURE_HEADER}`;
	if (!secretHeader) {
		return 'this workflow has registered no webhook at 360dialog: deactivate it and activate it again';
	}
	return registered === undefined
		? `the header ${secretHeader.name} is missing`
		: `wrong value in the header ${secretHeader.name}`;
}

function events(request: WebhookRequest, receivedAt: Date): WhatsAppEvent[] | undefined {
	const body = jsonBody(request);
	const origin = { provider: 'dialog360', receivedAt } as const;
	return isObject(body) && body.entry === undefined
		? valueEvents(body, { ...origin, errors: V1_ERRORS })
		: cloudApiEvents(body, { ...origin, errors: META_ERRORS });
}

import type { IDataObject } from 'n8n-workflow';
import type { RawContent } from './types';
import type { Violation } from '../core/validation';

const FIELD = 'Message (JSON)';

/** Set from 'To' and by the provider, so that a message copied from a document can stay as it is. */
const ENVELOPE = ['messaging_product', 'recipient_type', 'to', 'recipient', 'destination'];

/** Only what makes it a message at all: the rest may be newer than this node. */
export function validateRaw({ body }: RawContent): Violation[] {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return [{ field: FIELD, problem: 'must be a JSON object' }];
	}
	return typeof body.type === 'string' && body.type !== ''
		? []
		: [{ field: FIELD, problem: 'has no "type"; add one, such as "text" or "interactive"' }];
}

export function buildRaw({ body }: RawContent): IDataObject {
	return Object.fromEntries(Object.entries(body).filter(([key]) => !ENVELOPE.includes(key)));
}

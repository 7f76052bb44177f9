import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../core/parse';
import type { Violation } from '../core/validation';
import type { ContentRules } from './contentRules';

/** A message in the Cloud API's JSON, as the user wrote it: `type` and the object named after it. */
export interface RawContent {
	type: 'raw';
	body: IDataObject;
}

const FIELD = 'Message (JSON)';

/** Set from 'To' and by the provider, so that a message copied from a document can stay as it is. */
const ENVELOPE = ['messaging_product', 'recipient_type', 'to', 'recipient', 'destination'];

/** Only what makes it a message at all: the rest may be newer than this node. */
function validate({ body }: RawContent): Violation[] {
	if (!isObject(body)) return [{ field: FIELD, problem: 'must be a JSON object' }];
	return typeof body.type === 'string' && body.type !== ''
		? []
		: [{ field: FIELD, problem: 'has no "type"; add one, such as "text" or "interactive"' }];
}

export const raw: ContentRules<RawContent> = {
	validate,
	preview: () => null,
	toCloudApi: ({ body }) =>
		Object.fromEntries(Object.entries(body).filter(([key]) => !ENVELOPE.includes(key))),
};

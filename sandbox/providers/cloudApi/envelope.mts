import { isObject } from '../../core/json.mts';
import type { Json } from '../../core/types.mts';
import { CloudError } from './errors.mts';
import { countCodePoints } from './shapes.mts';

const MAX_CALLBACK_DATA = 512;

function checkContext(context: unknown, type: unknown, strictKeys: boolean): void {
	if (!isObject(context)) throw new CloudError(100, 'Param context must be a JSON object.');
	const { message_id: id, ...rest } = context;
	if (typeof id !== 'string' || id === '') {
		throw new CloudError(131008, "The parameter context['message_id'] is required.");
	}
	const [unknown] = Object.keys(rest);
	if (unknown && strictKeys) {
		throw new CloudError(100, `Unexpected key "${unknown}" on param "context".`);
	}
	if (type === 'reaction') throw new CloudError(131009, 'A reaction cannot carry a context');
}

/** What stands around a message of any type; throws Meta's error. Source: Meta, "Messages". */
export function checkOptions(body: Json, options: { strictKeys: boolean; groups: boolean }): void {
	const {
		recipient_type: recipientType,
		recipient_identity_key_hash: keyHash,
		biz_opaque_callback_data: callback,
	} = body;
	const kinds: unknown[] = options.groups ? ['individual', 'group'] : ['individual'];
	if (recipientType !== undefined && !kinds.includes(recipientType)) {
		throw new CloudError(100, `Param recipient_type must be one of {${kinds.join(', ')}}.`);
	}
	if (keyHash !== undefined && typeof keyHash !== 'string') {
		throw new CloudError(100, 'Param recipient_identity_key_hash must be a string.');
	}
	if (body.context !== undefined) checkContext(body.context, body.type, options.strictKeys);
	const isTooLong = typeof callback !== 'string' || countCodePoints(callback) > MAX_CALLBACK_DATA;
	if (callback !== undefined && isTooLong) {
		throw new CloudError(
			100,
			`Param biz_opaque_callback_data must be at most ${MAX_CALLBACK_DATA} characters long.`,
		);
	}
}

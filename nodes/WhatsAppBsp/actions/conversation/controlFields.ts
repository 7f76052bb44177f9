import type { INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import type { ControlInput } from '../../providers/apiCalls';
import { parseUser } from '../fields/parseUser';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';

const MAX_NOTE = 2000;

export const toField: INodeProperties = {
	displayName: 'To',
	name: 'to',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. +60 12-324 0066',
	description:
		'The customer whose conversation it is: phone number with country code, or business-scoped user ID (BSUID)',
};

export const noteField: INodeProperties = {
	displayName: 'Note',
	name: 'note',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Wants a refund for order A-1042',
	description: `What the other side should know, up to ${MAX_NOTE} characters`,
};

/** One customer, and what to tell the other side. */
export function readControl(reader: ParameterReader, { provider }: RunContext): ControlInput {
	const [to = '', ...others] = reader.recipients('to');
	const note = reader.text('note');
	reader.assertValid([
		...validateText('To', to),
		...(others.length > 0 ? [{ field: 'To', problem: 'must be one customer' }] : []),
		...validateText('Note', note, { limit: MAX_NOTE, required: false }),
	]);
	return { to: parseUser(provider, to), note: note || undefined };
}

import type { INodeProperties } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import { parseUser } from '../fields/parseUser';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';

export const usersField: INodeProperties = {
	displayName: 'Users',
	name: 'users',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. +60 12-324 0066',
	description:
		'Phone numbers with country code, or business-scoped user IDs (BSUIDs), separated by commas',
};

/** Digits with country code, or BSUIDs, each once. */
export function readUsers(reader: ParameterReader, { provider }: RunContext): string[] {
	const entries = reader.recipients('users');
	reader.assertValid(validateText('Users', entries[0] ?? ''));
	return [...new Set(entries.map((entry) => parseUser(provider, entry)))];
}

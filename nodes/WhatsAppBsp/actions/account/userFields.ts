import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { splitRecipients } from '../../core/phoneNumber';
import { assertValid } from '../fields';
import type { Run } from '../operation';

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
export function readUsers(context: IExecuteFunctions, itemIndex: number, run: Run): string[] {
	const entries = splitRecipients(context.getNodeParameter('users', itemIndex));
	if (entries.length === 0) assertValid([{ field: 'Users', problem: 'is empty' }]);
	return [...new Set(entries.map((entry) => run.provider.parseRecipient(entry)))];
}

import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { noteField, readControl, toField } from './controlFields';

const roleField: INodeProperties = {
	displayName: 'Role',
	name: 'role',
	type: 'options',
	options: [
		{ name: 'Ads', value: 'ctwa', description: 'Whoever handles chats that an ad led to' },
		{ name: 'AI Agent', value: 'ai_agent' },
		{ name: 'Customer Service', value: 'customer_service' },
		{ name: 'Escalation', value: 'escalation', description: 'People who help when an agent can’t' },
		{ name: 'Marketing', value: 'marketing' },
		{ name: 'Utility', value: 'utility' },
	],
	default: 'escalation',
	description: 'Who holds the conversation from now on',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['conversation'], operation: ['passControl'] } },
	[toField, roleField, noteField],
);

export const kind = 'apiCall';

export function buildApiCall(reader: ParameterReader, run: RunContext): ApiCall {
	const role = reader.option('role', 'escalation');
	return run.createApiCall('conversation', 'passControl', { ...readControl(reader, run), role });
}

import type { INodeProperties } from 'n8n-workflow';
import type { ApiCall, ControlRole } from '../../providers/apiCalls';
import type { ParameterReader } from '../parameterReader';
import type { RunContext } from '../runContext';
import { updateDisplayOptions } from '../fields/updateDisplayOptions';
import { noteField, readControl, toField } from './controlFields';

const roleField: INodeProperties = {
	displayName: 'Role',
	name: 'role',
	type: 'options',
	options: [
		{ name: 'AI Agent', value: 'ai_agent', description: 'Meta Business Agent' },
		{
			name: 'Escalation',
			value: 'escalation',
			description: 'The number’s escalation partner, who helps when an agent can’t',
		},
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
	const role = reader.option<ControlRole>('role', 'escalation');
	return run.createApiCall('conversation', 'passControl', { ...readControl(reader, run), role });
}

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { compareTexts } from '../../core/compareTexts';
import { getOperations, PROVIDERS } from '../../providers';

export type OperationOption = Omit<INodePropertyOptions, 'value'>;

/**
 * One 'Operation' field per provider that has the resource, with what the provider offers.
 * @param preferred the default where the provider has it, else the first in the list
 */
export function createOperationFields(
	resource: string,
	choices: Readonly<Record<string, OperationOption>>,
	preferred: string,
): INodeProperties[] {
	return Object.values(PROVIDERS)
		.map((provider) => ({ provider, offered: getOperations(provider, resource) }))
		.filter(({ offered }) => offered.length > 0)
		.map(({ provider, offered }) => ({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: offered
				.map((value) => ({ value, ...choices[value] }))
				.sort((a, b) => compareTexts(a.name, b.name)),
			default: getDefault(offered, preferred),
			displayOptions: { show: { resource: [resource], provider: [provider.name] } },
		}));
}

function getDefault(offered: readonly string[], preferred: string): string {
	return offered.includes(preferred) ? preferred : offered[0];
}

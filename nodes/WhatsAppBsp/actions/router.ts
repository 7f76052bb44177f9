import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { getOwn } from '../core/parse';
import { getOperations, PROVIDERS } from '../providers';
import { getAccount } from '../providers/credentials';
import type { Provider } from '../providers/provider';
import { operations as account } from './account';
import { operations as conversation } from './conversation';
import { operations as event } from './event';
import { operations as media } from './media';
import { operations as message } from './message';
import type { Operation } from './operation';
import { OutputCollector } from './outputCollector';
import { readSelection } from './parameterReader';
import { RunContext } from './runContext';
import { runOperation } from './runners';
import { operations as template } from './template';

/** Every resource's operations. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	account,
	conversation,
	event,
	media,
	message,
	template,
};

/** Runs the chosen operation for every item. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { provider, operationName, operation } = resolveOperation(this);
	const isAnonymous = operation.requiresCredential === false;
	const account = isAnonymous ? {} : await getAccount(this, provider.credential);
	const output = new OutputCollector(this, provider, operationName);
	await runOperation(operation, new RunContext(this, provider, account, output));
	return [output.getItems()];
}

function resolveOperation(context: IExecuteFunctions): {
	provider: Provider;
	operationName: string;
	operation: Operation;
} {
	const { provider: providerName, resource, operation: operationName } = readSelection(context);
	const provider: Provider | undefined = getOwn(PROVIDERS, providerName);
	const operation = OPERATIONS[resource]?.[operationName];
	const offered = provider ? getOperations(provider, resource) : [];
	if (!provider || !operation || !offered.includes(operationName)) {
		throw new NodeOperationError(
			context.getNode(),
			`${provider?.displayName ?? `'${providerName}'`} has no operation '${operationName}' for resource '${resource}'`,
			{
				itemIndex: 0,
				description:
					"Choose a 'Resource' and an 'Operation' from the lists, or a different 'Provider'.",
			},
		);
	}
	return { provider, operationName, operation };
}

import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { getOwn } from '../core/parse';
import type { Rejected } from '../core/result';
import { getOperations, PROVIDERS } from '../providers';
import { getAccount, isCredentialMissing } from '../providers/credentials';
import type { Provider } from '../providers/provider';
import type { Account } from '../providers/request';
import { CREDENTIAL_NOT_READ, NETWORK_ERRORS } from '../transport/networkErrors';
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
	const selection = readSelection(this);
	const provider: Provider | undefined = getOwn(PROVIDERS, selection.provider);
	const output = new OutputCollector(
		this,
		provider ?? { name: selection.provider },
		selection.operation,
	);
	const operation = provider && findOperation(provider, selection);
	if (operation) await runWithAccount(this, provider, operation, output);
	else {
		const error = createNoOperationError(this, provider, selection);
		failItems(this, (itemIndex) => output.addError(itemIndex, error));
	}
	return [output.getItems()];
}

type Selection = ReturnType<typeof readSelection>;

function findOperation(
	provider: Provider,
	{ resource, operation }: Selection,
): Operation | undefined {
	const isOffered = getOperations(provider, resource).includes(operation);
	return isOffered ? OPERATIONS[resource]?.[operation] : undefined;
}

async function runWithAccount(
	context: IExecuteFunctions,
	provider: Provider,
	operation: Operation,
	output: OutputCollector,
): Promise<void> {
	const isAnonymous = operation.requiresCredential === false;
	let account: Account = {};
	try {
		if (!isAnonymous) account = await getAccount(context, provider.credential);
	} catch (error) {
		const rejected = describeUnreadCredential(error);
		failItems(context, (itemIndex) => output.add(itemIndex, null, rejected, { raw: null }));
		return;
	}
	await runOperation(operation, new RunContext(context, provider, account, output));
}

/** What goes wrong for all items goes wrong for each: of a node that throws, n8n passes the input on as its output. */
function failItems(context: IExecuteFunctions, fail: (itemIndex: number) => void): void {
	context.getInputData().forEach((_, itemIndex) => fail(itemIndex));
}

function describeUnreadCredential(error: unknown): Rejected {
	const { title, advice } = NETWORK_ERRORS[CREDENTIAL_NOT_READ];
	const isMissing = isCredentialMissing(error);
	return {
		accepted: false,
		error: {
			code: CREDENTIAL_NOT_READ,
			title,
			category: isMissing ? 'auth' : 'temporary',
			retryable: !isMissing,
			retryAfterMs: null,
			advice,
			details: error instanceof Error ? error.message : String(error),
		},
	};
}

function createNoOperationError(
	context: IExecuteFunctions,
	provider: Provider | undefined,
	selection: Selection,
): NodeOperationError {
	const name = provider?.displayName ?? `'${selection.provider}'`;
	return new NodeOperationError(
		context.getNode(),
		`${name} has no operation '${selection.operation}' for resource '${selection.resource}'`,
		{
			itemIndex: 0,
			description:
				"Choose a 'Resource' and an 'Operation' from the lists, or a different 'Provider'.",
		},
	);
}

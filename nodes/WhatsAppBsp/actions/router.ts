import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { getOperations, PROVIDERS, type ProviderName } from '../providers';
import type { Provider } from '../providers/provider';
import { executeApiCalls, type PlannedApiCall } from './executeApiCalls';
import {
	MessageBatch,
	type PlannedMessage,
	type PlannedReadReceipt,
} from '../sending/sendMessages';
import { operations as account } from './account';
import { operations as event } from './event';
import { filterDuplicates, type PlannedEvent } from './event/filterDuplicates';
import { operations as media } from './media';
import { dryRun } from './dryRun';
import { operations as message } from './message';
import { getOptions } from './message/commonFields';
import { operations as template } from './template';
import type { Operation } from './operation';
import { OutputCollector } from './outputCollector';
import { NoText, textsRefused } from './parameterReader';
import { parseRecipients } from './parseRecipients';
import { RunContext } from './runContext';
import { InvalidInputError } from '../core/errors';

/** Every resource's operations. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	account,
	event,
	media,
	message,
	template,
};

/** What a run has to do, every item read and checked before the first message leaves. */
interface Plan {
	parcels: PlannedMessage[];
	receipts: PlannedReadReceipt[];
	calls: PlannedApiCall[];
	events: PlannedEvent[];
}

/** Runs the chosen operation for every item. */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { provider, operationName, operation } = resolveOperation(this);
	const account = operation.needsNoAccount ? {} : await this.getCredentials(provider.credential);
	const output = new OutputCollector(this, provider.name, operationName);
	const plan: Plan = { parcels: [], receipts: [], calls: [], events: [] };
	const run = new RunContext(this, provider, account);

	for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
		try {
			const outbound = await operation.build.call(this, itemIndex, run);
			if (outbound.kind === 'read') {
				plan.receipts.push({ itemIndex, receipt: outbound.receipt });
				continue;
			}
			if (outbound.kind === 'call') {
				plan.calls.push({ itemIndex, call: outbound.call });
				continue;
			}
			if (outbound.kind === 'event') {
				plan.events.push({ itemIndex, key: outbound.key });
				continue;
			}
			const messages = [outbound.message, ...(outbound.following ?? [])];
			const { recipients, invalid, typed } = parseRecipients(this, provider, messages, itemIndex);
			output.reserve(itemIndex, typed, messages);
			invalid.forEach((error) => output.addError(itemIndex, error));
			const isRehearsal = getOptions(this, itemIndex).dryRun === true;
			for (const message of messages) {
				if (isRehearsal) {
					const rehearsals = await dryRun(provider, account, message, recipients);
					rehearsals.forEach((rehearsal) => output.addDryRun(itemIndex, rehearsal));
				} else {
					plan.parcels.push({ itemIndex, message, recipients });
				}
			}
		} catch (error) {
			output.addError(itemIndex, describeTextErrors(this, operation, itemIndex, error));
		}
	}

	const dispatch = new MessageBatch(this, provider, account, output);
	for (const parcel of plan.parcels) {
		try {
			dispatch.addMessage(parcel);
		} catch (error) {
			output.addError(
				parcel.itemIndex,
				describeTextErrors(this, operation, parcel.itemIndex, error),
			);
		}
	}
	plan.receipts.forEach((receipt) => dispatch.addReadReceipt(receipt));
	await dispatch.send();
	await executeApiCalls(this, provider, account, plan.calls, output);
	await filterDuplicates(this, plan.events, output);
	return [output.items()];
}

/** What was no text is named by its field, and all such fields of the item with it. */
function describeTextErrors(
	context: IExecuteFunctions,
	{ description }: Operation,
	itemIndex: number,
	error: unknown,
): unknown {
	if (!(error instanceof NoText)) return error;
	const violations = textsRefused(context, description, itemIndex);
	return violations.length > 0 ? InvalidInputError.fromViolations(violations) : error;
}

function resolveOperation(context: IExecuteFunctions): {
	provider: Provider;
	operationName: string;
	operation: Operation;
} {
	const providerName = context.getNodeParameter('provider', 0) as ProviderName;
	const resource = context.getNodeParameter('resource', 0, '') as string;
	const operationName = context.getNodeParameter('operation', 0, '') as string;
	const provider = PROVIDERS[providerName];
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

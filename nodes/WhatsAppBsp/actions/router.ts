import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { operationsOf, PROVIDERS } from '../providers';
import type { Provider, ProviderName } from '../providers/provider';
import { carryOut, type PlannedCall } from './calls';
import { Dispatch, type Parcel, type PlannedReceipt } from './delivery';
import { operations as account } from './account';
import { operations as event } from './event';
import { letThrough, type PlannedEvent } from './event/seen';
import { operations as media } from './media';
import { rehearse } from './dryRun';
import { operations as message } from './message';
import { optionsOf } from './message/common.description';
import { operations as template } from './template';
import type { Operation } from './operation';
import { Output } from './output';
import { NoText, textsRefused } from './plain';
import { recipientsOf } from './recipients';
import { TemplateRun } from './templateRun';
import { InvalidInput } from '../transport/errors';

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
	parcels: Parcel[];
	receipts: PlannedReceipt[];
	calls: PlannedCall[];
	events: PlannedEvent[];
}

/** Runs the chosen operation for every item. */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { provider, operationName, operation } = chosen(this);
	const account = operation.needsNoAccount ? {} : await this.getCredentials(provider.credential);
	const output = new Output(this, provider.name, operationName);
	const plan: Plan = { parcels: [], receipts: [], calls: [], events: [] };
	const run = new TemplateRun(this, provider, account);

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
			const { recipients, invalid, typed } = recipientsOf(this, provider, messages, itemIndex);
			output.expect(itemIndex, typed, messages);
			invalid.forEach((error) => output.addError(itemIndex, error));
			const isRehearsal = optionsOf(this, itemIndex).dryRun === true;
			for (const message of messages) {
				if (isRehearsal) {
					const rehearsals = await rehearse(provider, account, message, recipients);
					rehearsals.forEach((rehearsal) => output.addRehearsal(itemIndex, rehearsal));
				} else {
					plan.parcels.push({ itemIndex, message, recipients });
				}
			}
		} catch (error) {
			output.addError(itemIndex, named(this, operation, itemIndex, error));
		}
	}

	const dispatch = new Dispatch(this, provider, account, output);
	for (const parcel of plan.parcels) {
		try {
			dispatch.addParcel(parcel);
		} catch (error) {
			output.addError(parcel.itemIndex, named(this, operation, parcel.itemIndex, error));
		}
	}
	plan.receipts.forEach((receipt) => dispatch.addReceipt(receipt));
	await dispatch.send();
	await carryOut(this, provider, account, plan.calls, output);
	await letThrough(this, plan.events, output);
	return [output.items()];
}

/** What was no text is named by its field, and all such fields of the item with it. */
function named(
	context: IExecuteFunctions,
	{ description }: Operation,
	itemIndex: number,
	error: unknown,
): unknown {
	if (!(error instanceof NoText)) return error;
	const violations = textsRefused(context, description, itemIndex);
	return violations.length > 0 ? InvalidInput.fromViolations(violations) : error;
}

function chosen(context: IExecuteFunctions): {
	provider: Provider;
	operationName: string;
	operation: Operation;
} {
	const providerName = context.getNodeParameter('provider', 0) as ProviderName;
	const resource = context.getNodeParameter('resource', 0, '') as string;
	const operationName = context.getNodeParameter('operation', 0, '') as string;
	const provider = PROVIDERS[providerName];
	const operation = OPERATIONS[resource]?.[operationName];
	const offered = provider ? operationsOf(provider, resource) : [];
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

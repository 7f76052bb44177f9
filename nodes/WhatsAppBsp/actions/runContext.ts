import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InvalidInputError } from '../core/errors';
import { systemClock } from '../core/clock';
import { WorkSlice } from '../core/workSlice';
import type { TemplateDefinition } from '../messages/template/parseTemplate';
import { isSameTemplate, type TemplateKey } from '../messages/template/templateKey';
import type { ApiCall, ApiCallInputs, ApiCallResource } from '../providers/apiCalls';
import type { Provider } from '../providers/provider';
import type { Account } from '../providers/request';
import { getRetryDelayMs, isWithinRetryTime, type RetryTime } from '../sending/retryPolicy';
import { runApiCall } from '../transport/apiCall';
import { providerRequest } from '../transport/providerRequest';
import type { OutputCollector } from './outputCollector';
import { ParameterReader } from './parameterReader';
import { RunParameters } from './parameters/runParameters';

/** Items read before other work of the process gets its turn; fewer when they take long. */
const ITEMS_PER_SLICE = 100;

const MAX_RETRIES = 3;

/** Less than a timeout takes: that was long enough. */
const MAX_RETRY_TIME_MS = 30_000;

const createNoListError = () =>
	InvalidInputError.create({
		title: 'This provider doesn’t offer a list of templates',
		category: 'template',
		advice: "Choose a different option in 'Fill In With'.",
	});

/**
 * What the items of one run have in common. It goes when the run ends, so nothing is shared with
 * another account or kept after a change of the template.
 */
export class RunContext {
	private templates?: Promise<TemplateDefinition[]>;

	constructor(
		readonly context: IExecuteFunctions,
		readonly provider: Provider,
		readonly account: Account,
		readonly output: OutputCollector,
	) {}

	/** Somebody has stopped the execution: its output will be discarded. */
	get isStopped(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	/**
	 * Reads every item, unless the execution is stopped. What is wrong with one becomes its output, and the
	 * others go on. Thousands of items are read in slices: meanwhile, n8n responds to webhooks and editors.
	 */
	async readItems(
		properties: INodeProperties[],
		read: (reader: ParameterReader, itemIndex: number) => void | Promise<void>,
	): Promise<void> {
		const { context, provider, output } = this;
		const { length } = context.getInputData();
		const parameters = new RunParameters(context, provider.name);
		const slice = new WorkSlice();
		for (let itemIndex = 0; itemIndex < length; itemIndex++) {
			if (this.isStopped) return;
			const item = { context, itemIndex, run: parameters };
			try {
				await read(ParameterReader.forItem(item, properties), itemIndex);
			} catch (error) {
				output.addError(itemIndex, error);
			}
			if (slice.isOver() || (itemIndex + 1) % ITEMS_PER_SLICE === 0) await slice.renew();
		}
	}

	/** The provider's own call for an operation, which the router has checked that it offers. */
	createApiCall<R extends ApiCallResource, O extends keyof ApiCallInputs[R] & string>(
		resource: R,
		operation: O,
		input: ApiCallInputs[R][O],
	): ApiCall {
		const { apiCalls, displayName } = this.provider;
		const calls = apiCalls[resource] as
			| Record<string, ((input: ApiCallInputs[R][O]) => ApiCall) | undefined>
			| undefined;
		const create = calls?.[operation];
		if (!create) throw new Error(`${displayName} has no ${resource} operation '${operation}'`);
		return create(input);
	}

	/**
	 * The definition of an approved template. The list is downloaded once, however many items ask.
	 * @throws InvalidInputError if there is no such template, or if it cannot be sent
	 */
	async getTemplate(key: TemplateKey): Promise<TemplateDefinition> {
		this.templates ??= this.downloadTemplates();
		const templates = await this.templates;
		const definition = templates.find((each) => isSameTemplate(each, key));
		const error = this.provider.templates?.getTemplateError(key, templates);
		if (error) throw new InvalidInputError(error);
		if (!definition) throw createNoListError();
		return definition;
	}

	/** The same, or undefined if there is none or the list can't be had. */
	async findTemplate(key: TemplateKey): Promise<TemplateDefinition | undefined> {
		return await this.getTemplate(key).catch((error: unknown) => {
			if (error instanceof InvalidInputError) return undefined;
			throw error;
		});
	}

	/** After a failure that lasts it is not tried again: every item gets the same error. */
	private async downloadTemplates(): Promise<TemplateDefinition[]> {
		const { context, provider, account } = this;
		if (!provider.templates) throw createNoListError();
		const { credential, templates } = provider;
		const retryTime: RetryTime = { maxMs: MAX_RETRY_TIME_MS, startedAt: systemClock.now() };
		for (let attempt = 1; ; attempt++) {
			const response = await runApiCall(
				templates.list(),
				account,
				async (request) => await providerRequest(context, credential, request, account),
			);
			if (!('accepted' in response)) return response.result;
			const { error } = response;
			const mayPass = error.retryable || error.category === 'rateLimit';
			const delayMs = getRetryDelayMs(response, attempt, Math.random());
			const isInTime = isWithinRetryTime(retryTime, systemClock.now(), delayMs);
			if (!mayPass || attempt > MAX_RETRIES || !isInTime) throw new InvalidInputError(error);
			await systemClock.sleep(delayMs);
			if (this.isStopped) throw new InvalidInputError(error);
		}
	}
}

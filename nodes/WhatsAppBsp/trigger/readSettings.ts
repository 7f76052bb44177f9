import type { INode, IWebhookFunctions } from 'n8n-workflow';
import { getProvider } from '../providers';
import type { Provider } from '../providers/provider';
import type { FieldAliases } from '../providers/webhook';
import type { Filter } from './receive/filter';
import type { OptOutWords } from './receive/optOut';
import { getFieldAliases, getOptions, getOptOutWords, type Options } from './options';

/** What the trigger's parameters say. */
export interface Settings {
	/** The parameters that they were read from, as JSON. */
	source: string;
	provider: Provider;
	options: Options;
	fieldAliases: FieldAliases;
	optOutWords: OptOutWords;
	/** From the first request that is filtered. */
	filter?: Filter;
}

/** A value that begins with `=`, which may come out differently for each request. */
const HAS_EXPRESSION = /[:,[]"=/;

/**
 * n8n makes a new node object for each request, and none says which version of the workflow it is from: the
 * same parameters without an expression are the one sure sign that nothing changed.
 */
export function readSettings(
	context: IWebhookFunctions,
	{ parameters }: INode,
	known?: Settings,
): Settings {
	const source = JSON.stringify(parameters);
	if (known?.source === source && !HAS_EXPRESSION.test(source)) return known;
	const options = getOptions(context);
	return {
		source,
		provider: getProvider(context.getNodeParameter('provider')),
		options,
		fieldAliases: getFieldAliases(options),
		optOutWords: getOptOutWords(options),
	};
}

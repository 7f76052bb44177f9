import type { IDataObject, IHookFunctions, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { asBoolean, asObject, asObjects, asNonEmptyText } from '../core/parse';
import { options as optionsField } from './description/options';
import { createOptOutWords, type OptOutWords } from './receive/optOut';
import type { FieldAliases } from '../providers/webhook';

type SwitchName =
	| 'downloadMedia'
	| 'emitRejected'
	| 'finalStatusesOnly'
	| 'ignoreCase'
	| 'includeEchoes'
	| 'includeStandby'
	| 'markAsRead'
	| 'showTyping'
	| 'startOnAnswers'
	| 'takeOverWhileTesting';

type NumberName = 'batchCount' | 'batchWindowMs' | 'maxMediaMb' | 'mediaTimeoutMs' | 'quietTimeMs';

/** The trigger's `options`: switches and numbers as they are used, the rest as the user saved it. */
export type Options = IDataObject & Record<SwitchName, boolean> & Record<NumberName, number>;

const PARSED_FIELDS = (optionsField.options as INodeProperties[]).filter(
	({ type }) => type === 'boolean' || type === 'number',
);

/** Values that the log has warned about; expressions may give any number of them. */
const warnedValues = new Set<string>();
const MAX_WARNED_VALUES = 1000;

export function getOptions(context: IHookFunctions | IWebhookFunctions): Options {
	const options = { ...(context.getNodeParameter('options', {}) as IDataObject) };
	for (const field of PARSED_FIELDS) {
		const given = options[field.name];
		const isBlank = given === undefined || given === null || String(given).trim() === '';
		const { value, problem } = isBlank
			? ({ value: field.default } as ParsedOption)
			: parseOption(field, given);
		options[field.name] = value;
		if (problem) warnOnce(context, field, given, `${problem}, so ${value} is used`);
	}
	return options as Options;
}

interface ParsedOption {
	value: boolean | number;
	/** Why it is not the value that was given. */
	problem?: string;
}

/** An expression may give a text, or anything. No event is lost for that: it is corrected. */
function parseOption(
	{ type, default: byDefault, typeOptions }: INodeProperties,
	given: unknown,
): ParsedOption {
	if (type === 'boolean') {
		const value = asBoolean(given);
		return value === undefined
			? { value: byDefault as boolean, problem: 'is neither true nor false' }
			: { value };
	}
	const { minValue: min = -Infinity, maxValue: max = Infinity } = typeOptions ?? {};
	const isNumeric = typeof given === 'number' || typeof given === 'string';
	const number = isNumeric ? Number(given) : NaN;
	const value = Number.isFinite(number)
		? Math.min(Math.max(Math.round(number), min), max)
		: (byDefault as number);
	if (value === number) return { value };
	return { value, problem: `is not a whole number from ${min} to ${max}` };
}

/** Once for each value of a trigger, not for each request. */
function warnOnce(
	context: IHookFunctions | IWebhookFunctions,
	{ name, displayName }: INodeProperties,
	given: unknown,
	problem: string,
): void {
	const node = context.getNode();
	const workflowId = context.getWorkflow().id;
	const key = JSON.stringify([workflowId, node.id, name, given]);
	if (warnedValues.has(key)) return;
	if (warnedValues.size >= MAX_WARNED_VALUES) warnedValues.clear();
	warnedValues.add(key);
	context.logger.warn(`'${node.name}': the value of '${displayName}' ${problem}`, { workflowId });
}

/** How the user's account spells its parameters. */
export function getFieldAliases({ fieldNames }: Options): FieldAliases {
	const rows = asObjects(asObject(fieldNames).names);
	return Object.fromEntries(
		rows.flatMap(({ field, name }) => {
			const own = asNonEmptyText(name)?.trim();
			return own ? [[String(field), own]] : [];
		}),
	) as FieldAliases;
}

export function getOptOutWords({ optOutWords, optInWords }: Options): OptOutWords {
	return createOptOutWords(parseList(optOutWords, /[,\n]/), parseList(optInWords, /[,\n]/));
}

/** Hosts whose media links may be opened, next to the provider's own; see `checkMediaUrl`. */
export function getMediaHosts({ mediaHosts }: Options): string[] {
	return parseList(mediaHosts, /[\s,]+/).map((host) => host.toLowerCase());
}

/** A list, or the parts of a text. */
export function parseList(value: unknown, separator: RegExp | string = ','): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(separator);
	return parts.map((part) => String(part).trim()).filter((part) => part !== '');
}

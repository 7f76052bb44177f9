import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { asObject, normalizePhoneNumber, asObjects, asNonEmptyText } from '../core/parse';
import { DEFAULT_TRIGGER_ON, type Filter } from './receive/filter';
import type { EventKind, MessageStatus } from '../core/event';
import { parsePhoneNumber, splitRecipients } from '../core/phoneNumber';
import type { OptOutWords } from './receive/optOut';
import { createTextMatcher, type InvalidPatternError } from './receive/textMatches';
import type { FieldAliases } from '../providers/webhook';

/** The trigger's `options`, as the user saved them. Any may be missing. */
export type Options = IDataObject;

export function getOptions(context: IHookFunctions | IWebhookFunctions): Options {
	return context.getNodeParameter('options', {}) as Options;
}

/**
 * What is asked for, from `triggerOn` and `options`.
 * @throws InvalidPatternError when `textMatches` cannot be used
 */
export function getFilter(context: IHookFunctions | IWebhookFunctions, options: Options): Filter {
	return {
		triggerOn: context.getNodeParameter('triggerOn', [...DEFAULT_TRIGGER_ON]) as EventKind[],
		includeEchoes: isOn(options.includeEchoes),
		includeStandby: isOn(options.includeStandby),
		allowedSenders: parseNumbers(options.allowedSenders),
		blockedSenders: parseNumbers(options.blockedSenders),
		businessNumbers: parseNumbers(options.businessNumbers),
		messageTypes: parseList(options.messageTypes),
		matchesText: createTextFilter(options),
		statuses: parseList(options.statuses) as MessageStatus[],
		finalStatusesOnly: isOn(options.finalStatusesOnly),
	};
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
	return { optOut: parseList(optOutWords, /[,\n]/), optIn: parseList(optInWords, /[,\n]/) };
}

/** Hosts whose media links may be opened, next to the provider's own; see `checkMediaUrl`. */
export function getMediaHosts({ mediaHosts }: Options): string[] {
	return parseList(mediaHosts, /[\s,]+/).map((host) => host.toLowerCase());
}

/** A switch. An expression may give a text instead of a boolean. */
export function isOn(value: unknown): boolean {
	return value === true || String(value).trim().toLowerCase() === 'true';
}

function isOff(value: unknown): boolean {
	return value === false || String(value).trim().toLowerCase() === 'false';
}

/** A whole number between two bounds; the default instead of anything else. */
export function clamp(value: unknown, min: number, defaultValue: number, max: number): number {
	const number = Number(value ?? defaultValue);
	return Number.isFinite(number) ? Math.min(Math.max(Math.round(number), min), max) : defaultValue;
}

function createTextFilter({
	textContains,
	textMatches,
	ignoreCase,
}: Options): Filter['matchesText'] {
	const words = parseList(textContains).map((word) => word.toLowerCase());
	const patterns = parseList(textMatches, '\n');
	const tests: Array<(text: string) => boolean> = [];
	if (words.length > 0) {
		tests.push((text) => words.some((word) => text.toLowerCase().includes(word)));
	}
	if (patterns.length > 0) tests.push(createTextMatcher(patterns, !isOff(ignoreCase)));
	if (tests.length === 0) return undefined;
	return (text) => tests.every((test) => test(text));
}

/** What is wrong with the patterns of 'Text Matches', or undefined. */
export function validatePattern(options: Options): string | undefined {
	try {
		createTextFilter(options);
		return undefined;
	} catch (error) {
		return `'Text Matches' can’t be used: ${(error as InvalidPatternError).message}`;
	}
}

/** Numbers as events show them, however they were typed; user IDs stay as they are. */
function parseNumbers(value: unknown): string[] {
	return splitRecipients(value).flatMap((typed) => {
		try {
			return parsePhoneNumber(typed);
		} catch {
			return normalizePhoneNumber(typed) ?? [];
		}
	});
}

/** A list, or the parts of a text. */
function parseList(value: unknown, separator: RegExp | string = ','): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(separator);
	return parts.map((part) => String(part).trim()).filter((part) => part !== '');
}

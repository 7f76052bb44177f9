import type { IWebhookFunctions } from 'n8n-workflow';
import type { EventKind, MessageStatus } from '../../core/event';
import { normalizePhoneNumber, parsePhoneNumber, splitRecipients } from '../../core/phoneNumber';
import { parseList, type Options } from '../options';
import { DEFAULT_TRIGGER_ON, type Filter } from './filter';
import { createTextMatcher, type InvalidPatternError } from './textMatches';

/**
 * What is asked for, from `triggerOn` and `options`.
 * @throws InvalidPatternError when `textMatches` cannot be used
 */
export function createFilter(context: IWebhookFunctions, options: Options): Filter {
	return {
		triggerOn: getEventKinds(context.getNodeParameter('triggerOn', null)),
		includeEchoes: options.includeEchoes,
		includeStandby: options.includeStandby,
		allowedSenders: parseNumbers(options.allowedSenders),
		blockedSenders: parseNumbers(options.blockedSenders),
		businessNumbers: parseNumbers(options.businessNumbers),
		messageTypes: parseList(options.messageTypes),
		matchesText: createTextFilter(options),
		statuses: parseList(options.statuses) as MessageStatus[],
		finalStatusesOnly: options.finalStatusesOnly,
	};
}

/** An expression may give a text, or nothing, which isn't meant to leave out everything. */
function getEventKinds(given: unknown): readonly EventKind[] {
	const kinds = parseList(given) as EventKind[];
	return kinds.length > 0 || Array.isArray(given) ? kinds : DEFAULT_TRIGGER_ON;
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
	if (patterns.length > 0) tests.push(createTextMatcher(patterns, ignoreCase));
	if (tests.length === 0) return undefined;
	return (text) => tests.every((test) => test(text));
}

/** What is wrong with the patterns of 'Text Matches', or undefined. */
export function validatePattern(options: Options): string | undefined {
	try {
		createTextFilter(options);
		return undefined;
	} catch (error) {
		return (error as InvalidPatternError).message;
	}
}

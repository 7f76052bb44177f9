import { isObject } from '../../../core/parse';
import type { ParameterReader } from '../../parameterReader';
import type { RunContext } from '../../runContext';

/** What an expression prints for an object; n8n's own text for approving a tool does that. */
const UNREADABLE = '[object Object]';

/** The question with the arguments of the AI agent's tool that waits for approval, where it has one. */
export function readApprovalText(reader: ParameterReader, { context }: RunContext): string {
	const { toolParameters } = context.getInputData()[0]?.json ?? {};
	if (!isObject(toolParameters)) return reader.text('message');
	// A message that is one expression is the object itself.
	const text = isObject(reader.value('message')) ? UNREADABLE : reader.text('message');
	const lines = Object.entries(toolParameters).map((entry) => entry.map(toLine).join(': '));
	return text.split(UNREADABLE).join(lines.join('\n'));
}

/** What begins a line, or changes the order in which a text is read. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** On one line: the model, which chooses the values, must not forge another argument. */
const toLine = (value: unknown): string =>
	typeof value === 'string' && !UNSAFE.test(value)
		? value
		: JSON.stringify(value).replace(new RegExp(UNSAFE, 'gu'), toEscape);

const toEscape = (character: string): string =>
	`\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

import { isObject } from '../../../core/parse';
import type { RunContext } from '../../runContext';

/** What an expression prints for an object; n8n's own text for approving a tool does that. */
const UNREADABLE = '[object Object]';

/** The question with the arguments of the AI agent's tool that waits for approval, where it has one. */
export function showToolArguments(text: string, { context }: RunContext): string {
	const { toolParameters } = context.getInputData()[0]?.json ?? {};
	if (!isObject(toolParameters)) return text;
	const lines = Object.entries(toolParameters).map((entry) => entry.map(toLine).join(': '));
	return text.split(UNREADABLE).join(lines.join('\n'));
}

/** On one line: the model, which chooses the values, must not forge another argument. */
const toLine = (value: unknown): string =>
	typeof value === 'string' && !/[\n\r\u2028\u2029]/.test(value) ? value : JSON.stringify(value);

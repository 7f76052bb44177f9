import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../transport/errors';
import type { Outbound } from '../operation';
import { envelope, optionsField, optionsOf, toFields, windowNotice } from './common.description';
import { outsideWindowFields } from './outsideWindow';
import { interactiveFields, interactiveIn } from './interactive';
import { formOf } from './interactive/form';

const properties: INodeProperties[] = [
	windowNotice,
	...toFields('sendInteractive'),
	...interactiveFields,
	optionsField(outsideWindowFields),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendInteractive'] } },
	properties,
);

export async function build(this: IExecuteFunctions, itemIndex: number): Promise<Outbound> {
	const form = formOf(this, itemIndex);
	const interactive = await interactiveIn(form);
	if (!interactive) {
		const problem = `is '${form.word('interactiveType')}', which isn’t a known type; choose one from the list`;
		throw InvalidInput.fromViolations([{ field: 'Interactive Type', problem }]);
	}
	return {
		kind: 'message',
		message: {
			content: { type: 'interactive', interactive },
			...envelope(optionsOf(this, itemIndex)),
		},
	};
}

import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Outbound } from '../operation';
import {
	getCommonFields,
	optionsField,
	getOptions,
	createRecipientFields,
	windowNotice,
} from './commonFields';
import { outsideWindowFields } from './windowFallback';
import { interactiveFields, readInteractive } from './interactive';
import { createForm } from './interactive/form';
import { InvalidInputError } from '../../core/errors';

const properties: INodeProperties[] = [
	windowNotice,
	...createRecipientFields('sendInteractive'),
	...interactiveFields,
	optionsField(outsideWindowFields),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendInteractive'] } },
	properties,
);

export async function build(this: IExecuteFunctions, itemIndex: number): Promise<Outbound> {
	const form = createForm(this, itemIndex);
	const interactive = await readInteractive(form);
	if (!interactive) {
		const problem = `is '${form.word('interactiveType')}', which isn’t a known type; choose one from the list`;
		throw InvalidInputError.fromViolations([{ field: 'Interactive Type', problem }]);
	}
	return {
		kind: 'message',
		message: {
			content: { type: 'interactive', interactive },
			...getCommonFields(getOptions(this, itemIndex)),
		},
	};
}

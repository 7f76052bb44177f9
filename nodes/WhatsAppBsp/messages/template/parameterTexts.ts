import type { IDataObject } from 'n8n-workflow';
import { asArray, asObjects, asText, isObject } from '../../core/parse';
import type { Violation } from '../../core/validation';

/** Everything that ends a line in Unicode, and tabs. */
const BREAK = /[\t\n\v\f\r\x85\u2028\u2029]/;

/** Spaces of any width. Assumption: WhatsApp counts no-break and wide ones like ordinary ones. */
const GAP = /\s{5,}/;

/** What WhatsApp rejects about a value of a template, with code 132018. */
export function getTextProblem(text: string): string | undefined {
	return BREAK.test(text) || GAP.test(text)
		? 'contains a line break, a tab, or more than 4 consecutive spaces, which WhatsApp rejects'
		: undefined;
}

/** A value as WhatsApp accepts it: on one line, without wide gaps. */
export function tidyText(text: string): string {
	return text
		.split(BREAK)
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join(' ')
		.replace(new RegExp(GAP, 'g'), ' ');
}

/** The same for every text in a message's components. */
export function tidyComponents(components: IDataObject[]): IDataObject[] {
	return components.map(({ ...component }) => {
		if (Array.isArray(component.parameters)) {
			component.parameters = asArray(component.parameters).map(tidyParameter) as IDataObject[];
		}
		if (Array.isArray(component.cards)) {
			component.cards = asArray(component.cards).map((card) =>
				isObject(card) ? { ...card, components: tidyComponents(asObjects(card.components)) } : card,
			) as IDataObject[];
		}
		return component;
	});
}

function tidyParameter(parameter: unknown): unknown {
	return isObject(parameter) && typeof parameter.text === 'string'
		? { ...parameter, text: tidyText(parameter.text) }
		: parameter;
}

/** The texts in a message's components that WhatsApp would reject, each by its component. */
export function validateComponentTexts(components: IDataObject[], at = ''): Violation[] {
	return components.flatMap((component) => {
		const index = asText(component.index);
		const name = `${at}${asText(component.type) ?? 'component'}${index ? ` ${index}` : ''}`;
		const texts = asObjects(component.parameters).flatMap(({ text }, i): Violation[] => {
			const problem = typeof text === 'string' ? getTextProblem(text) : undefined;
			return problem
				? [{ field: 'Components (JSON)', problem: `${problem} (parameter ${i + 1} of ${name})` }]
				: [];
		});
		const cards = asObjects(component.cards).flatMap((card, i) =>
			validateComponentTexts(asObjects(card.components), `${at}card ${i + 1}, `),
		);
		return [...texts, ...cards];
	});
}

import { description } from '../../../nodes/WhatsAppBsp/actions/message/sendInteractive.operation';

/** Only a workflow that was written by hand gets that far. */
export const NOT_ON_THE_FORM =
	/isn’t supported for this interactive type|which this interactive type doesn’t support|isn’t part of the address form/;

type Field = { displayName?: string; options?: unknown; values?: unknown };

function getNames(fields: unknown): string[] {
	return ((fields ?? []) as Field[]).flatMap(({ displayName, options, values }) => [
		...(displayName ? [displayName] : []),
		...getNames(options),
		...getNames(values),
	]);
}

/** Labels that the editor shows for a type, those inside collections included. */
export function getLabels(type: string): Set<string> {
	const shown = description.filter(({ displayOptions }) => {
		const types = displayOptions?.show?.interactiveType;
		return types === undefined || types.includes(type);
	});
	return new Set(getNames(shown));
}

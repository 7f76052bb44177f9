import type { IDataObject } from 'n8n-workflow';
import { asObject, asObjects, isObject } from '../../core/parse';
import { isMediaFile, type MediaFile } from '../mediaSource';

/** Every component of a definition, those in cards included, with what `change` makes of it. */
function mapComponents(
	components: IDataObject[],
	change: (component: IDataObject) => IDataObject,
): IDataObject[] {
	return components.map((component) => {
		const changed = change(component);
		if (!Array.isArray(component.cards)) return changed;
		const cards = component.cards.map((card) =>
			isObject(card)
				? { ...card, components: mapComponents(asObjects(card.components), change) }
				: (card as unknown),
		);
		return { ...changed, cards } as IDataObject;
	});
}

function getFile({ example }: IDataObject): MediaFile | undefined {
	const handles = asObject(example).header_handle;
	const file: unknown = Array.isArray(handles) ? handles[0] : undefined;
	return isMediaFile(file) ? file : undefined;
}

/** The files of a definition: each is a header's example until it is uploaded. */
export function findExampleFiles(components: IDataObject[]): MediaFile[] {
	const files = new Set<MediaFile>();
	mapComponents(components, (component) => {
		const file = getFile(component);
		if (file) files.add(file);
		return component;
	});
	return [...files];
}

export function replaceExampleFiles(
	components: IDataObject[],
	handles: ReadonlyMap<MediaFile, string>,
): IDataObject[] {
	return mapComponents(components, (component) => {
		const file = getFile(component);
		return file
			? {
					...component,
					example: { ...asObject(component.example), header_handle: [handles.get(file)] },
				}
			: component;
	});
}

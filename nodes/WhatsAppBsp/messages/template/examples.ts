import type { IDataObject } from 'n8n-workflow';
import { asObject, asObjects, isObject } from '../../core/parse';
import { isMediaFile, type MediaFile } from '../mediaSource';

/** Every part of a definition, those in cards included, with what `change` makes of it. */
function mapParts(
	components: IDataObject[],
	change: (part: IDataObject) => IDataObject,
): IDataObject[] {
	return components.map((part) => {
		const changed = change(part);
		if (!Array.isArray(part.cards)) return changed;
		const cards = part.cards.map((card) =>
			isObject(card)
				? { ...card, components: mapParts(asObjects(card.components), change) }
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

/** The files of a definition that stand for a header's example until they are uploaded. */
export function findExampleFiles(components: IDataObject[]): MediaFile[] {
	const files = new Set<MediaFile>();
	mapParts(components, (part) => {
		const file = getFile(part);
		if (file) files.add(file);
		return part;
	});
	return [...files];
}

export function replaceExampleFiles(
	components: IDataObject[],
	handles: ReadonlyMap<MediaFile, string>,
): IDataObject[] {
	return mapParts(components, (part) => {
		const file = getFile(part);
		return file
			? { ...part, example: { ...asObject(part.example), header_handle: [handles.get(file)] } }
			: part;
	});
}

import type { IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { validateChoice } from '../../core/validation';
import { SOURCE_LABELS, type SourceLabels } from '../../messages/mediaSource';
import { assertValid } from '../fields';
import { wordIn } from '../parameterReader';
import { getInputFile } from '../binaryInput';
import type { MediaSource } from '../../messages/mediaSource';
import type { MediaSourceName } from '../../providers/capabilities';

/** Names of the fields that a media source is entered in. */
export interface SourceFieldNames {
	/** What the editor calls the first. */
	label: string;
	source: string;
	file: string;
	link: string;
	id: string;
}

export const SOURCE_FIELD_NAMES: SourceFieldNames = {
	label: 'Media Source',
	source: 'mediaSource',
	file: 'binaryPropertyName',
	link: 'mediaUrl',
	id: 'mediaId',
};

/**
 * The fields for a file of the input, a link or a media id. None is required: where an expression
 * chooses the source, n8n would ask for every field that could be shown. The check asks for the one.
 */
export function mediaSourceFields(
	names: SourceFieldNames = SOURCE_FIELD_NAMES,
	labels: SourceLabels = SOURCE_LABELS,
	show: IDisplayOptions['show'] = {},
): INodeProperties[] {
	const when = (source: MediaSourceName) => ({ show: { ...show, [names.source]: [source] } });
	return [
		{
			displayName: names.label,
			name: names.source,
			type: 'options',
			options: [
				{
					name: 'File From Input',
					value: 'binary',
					description: 'A file from an earlier node, uploaded before the message is sent',
				},
				{ name: 'Media ID', value: 'id', description: 'A file that is already uploaded' },
				{ name: 'URL', value: 'url', description: 'A public URL that WhatsApp can download from' },
			],
			default: 'binary',
			...(Object.keys(show).length > 0 ? { displayOptions: { show } } : {}),
		},
		{
			displayName: labels.file,
			name: names.file,
			type: 'string',
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'Name of the input field that contains the file',
			displayOptions: when('binary'),
		},
		{
			displayName: labels.link,
			name: names.link,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/photo.jpg',
			displayOptions: when('url'),
		},
		{
			displayName: labels.id,
			name: names.id,
			type: 'string',
			default: '',
			placeholder: 'e.g. 1013859600285441',
			displayOptions: when('id'),
		},
	];
}

type Get = (name: string) => unknown;

const SOURCES: Record<
	MediaSourceName,
	(
		context: IExecuteFunctions,
		itemIndex: number,
		names: SourceFieldNames,
		get: Get,
	) => MediaSource | Promise<MediaSource>
> = {
	binary: async (context, i, { file }, get) => ({
		file: await getInputFile(context, i, get(file)),
	}),
	url: (_context, _i, { link }, get) => ({ link: wordIn(get(link)) }),
	id: (_context, _i, { id }, get) => ({ id: wordIn(get(id)) }),
};

/**
 * Where the media comes from.
 * @param get gives a field's value by its name: a parameter's, or one of a collection's entry
 * @param fallback the source where the field that chooses it is not shown
 */
export async function readMediaSource(
	context: IExecuteFunctions,
	itemIndex: number,
	get: Get,
	names: SourceFieldNames = SOURCE_FIELD_NAMES,
	fallback: MediaSourceName = 'binary',
): Promise<MediaSource> {
	const chosen = wordIn(get(names.source)) || fallback;
	assertValid(validateChoice(names.label, chosen, Object.keys(SOURCES)));
	return await SOURCES[chosen as MediaSourceName](context, itemIndex, names, get);
}

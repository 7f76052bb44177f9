import { encodeUrl } from '../../core/url';
import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { SOURCE_LABELS, type MediaSource, type SourceLabels } from '../../messages/mediaSource';
import type { ParameterReader } from '../parameterReader';
import { UNREADABLE } from '../parameters/values';

/** Values of `mediaSource`. */
type MediaSourceName = 'binary' | 'url' | 'id';

/** Names of the fields that a media source is entered in. */
interface SourceFieldNames {
	/** What the editor calls the first. */
	label: string;
	source: string;
	file: string;
	link: string;
	id: string;
}

const SOURCE_FIELD_NAMES: SourceFieldNames = {
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
export function createMediaSourceFields({
	names = SOURCE_FIELD_NAMES,
	labels = SOURCE_LABELS,
	show = {},
}: {
	names?: SourceFieldNames;
	labels?: SourceLabels;
	show?: IDisplayOptions['show'];
} = {}): INodeProperties[] {
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

const SOURCES: Record<
	MediaSourceName,
	(reader: ParameterReader, names: SourceFieldNames) => MediaSource | Promise<MediaSource>
> = {
	binary: async (reader, { file: name }) => {
		const file = await reader.file(name);
		return file ? { file } : { id: UNREADABLE };
	},
	url: (reader, { link }) => ({ link: encodeUrl(reader.trimmedText(link)) }),
	id: (reader, { id }) => ({ id: reader.trimmedText(id) }),
};

/**
 * Where the media comes from.
 * @param options `fallback`: the source if the field that chooses it is empty or not shown
 */
export async function readMediaSource(
	reader: ParameterReader,
	{
		names = SOURCE_FIELD_NAMES,
		fallback = 'binary',
	}: { names?: SourceFieldNames; fallback?: MediaSourceName } = {},
): Promise<MediaSource> {
	const source = reader.option<MediaSourceName>(names.source, fallback);
	return await SOURCES[source](reader, names);
}

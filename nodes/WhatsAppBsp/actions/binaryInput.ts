import type { IExecuteFunctions } from 'n8n-workflow';
import { SOURCE_LABELS } from '../messages/mediaSource';
import { assertValid } from './fields';
import { wordIn } from './parameterReader';
import type { MediaFile } from '../messages/mediaSource';

/** A file of the input item, by the field that holds it; its bytes stay where they are until needed. */
export async function getInputFile(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
): Promise<MediaFile> {
	const name = wordIn(field);
	if (name === '') assertValid([{ field: SOURCE_LABELS.file, problem: 'is empty' }]);
	const binary = context.helpers.assertBinaryData(itemIndex, name);
	const size = binary.id
		? (await context.helpers.getBinaryMetadata(binary.id)).fileSize
		: Buffer.byteLength(binary.data, 'base64');
	return {
		fileName: binary.fileName ?? `file${binary.fileExtension ? `.${binary.fileExtension}` : ''}`,
		mimeType: binary.mimeType,
		size,
		load: async () => await context.helpers.getBinaryDataBuffer(itemIndex, name),
	};
}

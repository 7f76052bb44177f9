import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { getOwn, isObject } from '../../core/parse';
import type { MediaFile } from '../../messages/mediaSource';

/** What an expression such as `{{ $binary.data }}` gives: n8n's own record of a file. */
type BinaryRecord = Partial<IBinaryData> & Pick<IBinaryData, 'mimeType'>;

function isBinaryRecord(value: unknown): value is BinaryRecord {
	return (
		isObject(value) &&
		typeof value.mimeType === 'string' &&
		['data', 'id', 'fileName', 'fileExtension', 'fileSize'].some((key) => key in value)
	);
}

/** The record itself, or its JSON as an expression inside a longer text gives it. */
function asBinaryRecord(given: unknown): BinaryRecord | undefined {
	if (isBinaryRecord(given)) return given;
	if (typeof given !== 'string' || !given.trim().startsWith('{')) return undefined;
	try {
		const parsed: unknown = JSON.parse(given);
		return isBinaryRecord(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** A field by its name, or by its path in the item's JSON where n8n keeps files there ('combined'). */
function findByName(context: IExecuteFunctions, itemIndex: number, name: string) {
	const { binary = {}, json } = context.getInputData()[itemIndex];
	const direct = getOwn(binary, name);
	if (direct) return direct;
	const inJson = name
		.split('.')
		.reduce<unknown>((value, key) => (isObject(value) ? getOwn(value, key) : undefined), json);
	return isBinaryRecord(inJson) ? inJson : undefined;
}

/** Some expressions leave the bytes out: the file is then the item's own of the same description. */
function withContent(
	context: IExecuteFunctions,
	itemIndex: number,
	record: BinaryRecord,
): BinaryRecord | undefined {
	if (record.id || typeof record.data === 'string') return record;
	const { binary = {} } = context.getInputData()[itemIndex];
	const described = Object.entries(record).filter(([, value]) => value !== undefined);
	return Object.values(binary).find((candidate) =>
		described.every(([key, value]) => (candidate as unknown as IDataObject)[key] === value),
	);
}

async function toMediaFile(context: IExecuteFunctions, record: BinaryRecord): Promise<MediaFile> {
	const { id, data = '', fileName, fileExtension, mimeType } = record;
	const { helpers } = context;
	return {
		fileName: fileName ?? `file${fileExtension ? `.${fileExtension}` : ''}`,
		mimeType,
		size: id ? (await helpers.getBinaryMetadata(id)).fileSize : Buffer.byteLength(data, 'base64'),
		load: async () =>
			id
				? await helpers.binaryToBuffer(await helpers.getBinaryStream(id))
				: Buffer.from(data, 'base64'),
	};
}

/**
 * A file of the workflow, given by the name of the input field that contains it or as n8n's own
 * record of it; undefined when it is neither. Its bytes stay where they are until needed.
 */
export async function findBinaryFile(
	context: IExecuteFunctions,
	itemIndex: number,
	given: unknown,
): Promise<MediaFile | undefined> {
	const record =
		asBinaryRecord(given) ??
		(typeof given === 'string' ? findByName(context, itemIndex, given.trim()) : undefined);
	const complete = record && withContent(context, itemIndex, record);
	return complete ? await toMediaFile(context, complete) : undefined;
}

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { trimText } from '../../core/invisible';
import { asText, getOwn, isObject } from '../../core/parse';
import { quote } from '../../core/quote';
import { toText } from '../../core/toText';
import { findBroken } from '../../core/validation';
import { getFileType, type MediaFile } from '../../messages/mediaSource';
import { getUsualExtension } from '../../messages/mediaTypes';
import type { Parsed } from './values';

/**
 * What an expression such as `{{ $binary.data }}` gives: n8n's own record of a file. A Code node can put
 * anything into its fields.
 */
type BinaryRecord = IDataObject;

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null;
}

function isBinaryRecord(value: unknown): value is BinaryRecord {
	return (
		isObject(value) &&
		isGiven(value.mimeType) &&
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
function findByName(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
): Parsed<BinaryRecord> | undefined {
	const { json } = context.getInputData()[itemIndex];
	const direct = getOwn(getBinary(context, itemIndex), name);
	if (direct) return isObject(direct) ? { value: direct } : undefined;
	const inJson = name
		.split('.')
		.reduce<unknown>((value, key) => (isObject(value) ? getOwn(value, key) : undefined), json);
	return isBinaryRecord(inJson) ? findContent(context, itemIndex, inJson) : undefined;
}

function getBinary(context: IExecuteFunctions, itemIndex: number): Record<string, unknown> {
	return { ...context.getInputData()[itemIndex].binary };
}

/** Some expressions leave the bytes out: the file is then the item's own of the same description. */
function findContent(
	context: IExecuteFunctions,
	itemIndex: number,
	record: BinaryRecord,
): Parsed<BinaryRecord> | undefined {
	if (record.id || isGiven(record.data)) return { value: record };
	const described = Object.entries(record).filter(([, value]) => value !== undefined);
	const [found, ...others] = Object.values(getBinary(context, itemIndex))
		.filter(isObject)
		.filter((candidate) => described.every(([key, value]) => candidate[key] === value));
	if (found === undefined) return undefined;
	return others.every(({ id, data }) => id === found.id && data === found.data)
		? { value: found }
		: { problem: 'fits several files of the input item; enter the name of its field instead' };
}

const isNoText = (value: unknown) => isGiven(value) && typeof value !== 'string';
/** Node.js skips what is no Base64, and so decodes the beginning of a data URL as content. */
const isNoBase64 = (value: unknown) =>
	isNoText(value) || (typeof value === 'string' && /[^\w+/=\s-]/.test(value));
const isNoName = (value: unknown) => isGiven(value) && asText(value) === undefined;

function getProblem({ id, data, fileName, fileExtension, mimeType }: BinaryRecord) {
	const isBrokenData = id ? isNoText(data) : isNoBase64(data);
	const [broken] = findBroken([
		[isNoText(mimeType), 'MIME type', 'must be text, such as application/pdf'],
		[isNoName(fileName), 'name', 'must be text, such as invoice.pdf'],
		[isNoName(fileExtension), 'extension', 'must be text, such as pdf'],
		[isNoText(id), 'ID', 'must be text'],
		[isBrokenData, 'data', "must be Base64 text alone, as buffer.toString('base64') gives it"],
	]);
	return broken && `points to a file whose ${broken.field} ${broken.problem}`;
}

/** A file's name; one that has none is called after its type, because providers reject the nameless. */
function getFileName({ fileName, fileExtension }: BinaryRecord, mimeType: string): string {
	const name = asText(fileName)?.trim();
	if (name) return name;
	const given = (asText(fileExtension) ?? '').trim().replace(/^\.+/, '');
	const extension = given || getUsualExtension(getFileType({ mimeType, fileName: '' }));
	return extension ? `file.${extension}` : 'file';
}

async function toMediaFile(context: IExecuteFunctions, record: BinaryRecord): Promise<MediaFile> {
	const { helpers } = context;
	const [id, data, mimeType] = [record.id, record.data, record.mimeType].map(
		(value) => asText(value) ?? '',
	);
	return {
		fileName: getFileName(record, mimeType),
		mimeType,
		size: id ? (await helpers.getBinaryMetadata(id)).fileSize : Buffer.byteLength(data, 'base64'),
		load: async () =>
			id
				? await helpers.binaryToBuffer(await helpers.getBinaryStream(id))
				: Buffer.from(data, 'base64'),
	};
}

function findRecord(
	context: IExecuteFunctions,
	itemIndex: number,
	given: unknown,
): Parsed<BinaryRecord> | undefined {
	const passed = asBinaryRecord(given);
	if (passed) return findContent(context, itemIndex, passed);
	if (typeof given === 'string') return findByName(context, itemIndex, trimText(given));
	return undefined;
}

/**
 * A file of the workflow, given by the name of the input field that contains it or as n8n's own
 * record of it, or what is wrong with its record; undefined when it is neither. Its bytes stay where they
 * are until needed.
 */
export async function findBinaryFile(
	context: IExecuteFunctions,
	itemIndex: number,
	given: unknown,
): Promise<Parsed<MediaFile> | undefined> {
	const found = findRecord(context, itemIndex, given);
	if (!found || 'problem' in found) return found;
	const problem = getProblem(found.value);
	return problem ? { problem } : { value: await toMediaFile(context, found.value) };
}

/** Why a value is no file of the item. */
export function describeNoFile(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
): string {
	const given = toText(value);
	const text = given === undefined ? undefined : trimText(given);
	if (text === '') return 'is empty';
	const files = Object.keys(getBinary(context, itemIndex));
	if (text !== undefined && files.includes(text))
		return `is ${quote(text)}, which contains no file`;
	const found =
		files.length > 0 ? `the item’s files are in ${files.join(', ')}` : 'the item has no files';
	return text === undefined ? `is not a file; ${found}` : `is ${quote(text)}, but ${found}`;
}

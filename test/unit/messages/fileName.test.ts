import {
	getDocumentName,
	getLinkedFileName,
	getUploadName,
} from '../../../nodes/WhatsAppBsp/messages/fileName';
import {
	getFileType,
	getUploadType,
	validateMediaSource,
	validateUpload,
	type MediaFile,
} from '../../../nodes/WhatsAppBsp/messages/mediaSource';
import { dialog360 } from '../../../nodes/WhatsAppBsp/providers/dialog360';
import { modica } from '../../../nodes/WhatsAppBsp/providers/modica';

const PDF = 'application/pdf';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function file(fileName: string, mimeType: string): MediaFile {
	return { fileName, mimeType, size: 3, load: async () => Buffer.from('abc') };
}

it.each([
	['image', 'a.jpg', 'image/jpeg'],
	['', 'a.jpg', 'image/jpeg'],
	['application/octet-stream', 'a.jpg', 'image/jpeg'],
	['image/png', 'a.jpg', 'image/png'],
])('a file of type “%s” named %s is %s', (mimeType, name, type) => {
	expect(getFileType(file(name, mimeType))).toBe(type);
});

describe('the name of a document from the input', () => {
	it.each([
		['', 'invoice.pdf', PDF, 'invoice.pdf'],
		['', 'invoice', PDF, 'invoice.pdf'],
		['', 'v1.2 final', PDF, 'v1.2 final.pdf'],
		['', 'Report 2026.11', DOCX, 'Report 2026.11.docx'],
		['', 'INVOICE.PDF', PDF, 'INVOICE.PDF'],
		['', 'data.csv', 'text/plain', 'data.csv'],
		['', 'Notes.', 'text/plain; charset=utf-8', 'Notes.txt'],
		['', 'letter.docx', 'application/octet-stream', 'letter.docx'],
		['', 'blob', 'application/octet-stream', 'blob'],
		['May', 'x.pdf', PDF, 'May.pdf'],
		['Invoice No. 7', 'x.pdf', PDF, 'Invoice No. 7.pdf'],
		[' May.pdf\n', 'x.pdf', PDF, 'May.pdf'],
		['May.docx', 'x', PDF, 'May.docx'],
		['請求書', 'x', PDF, '請求書.pdf'],
	])('typed %j, file %j of type %s: %j', (typed, fileName, mimeType, name) => {
		expect(getDocumentName(typed, { file: file(fileName, mimeType) })).toBe(name);
	});
});

const STORE = 'https://b.s3.amazonaws.com/6f1e?response-content-disposition=';

describe('the name of a linked document', () => {
	it.each([
		['', 'https://example.com/a/invoice.pdf', 'invoice.pdf'],
		['', 'https://example.com/my%20invoice.pdf?token=1#x', 'my invoice.pdf'],
		['', 'https://example.com/%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf', '請求書.pdf'],
		['', 'https://example.com/download?file=reports%2Fmay.xlsx', 'may.xlsx'],
		['', 'https://example.com/100%.pdf', '100%.pdf'],
		['', 'https://example.com/download?id=7', ''],
		['', 'https://example.com', ''],
		['', 'no link', ''],
		['', `${STORE}attachment%3B%20filename%3Dinvoice.pdf&X-Amz=1`, 'invoice.pdf'],
		['', `${STORE}attachment;+filename%3D%22May+%5C%22A%5C%22;+1.pdf%22`, 'May "A"; 1.pdf'],
		['', `${STORE}inline;filename*%3DUTF-8''%25E8%25AB%258B.pdf;filename%3Dx.pdf`, '請.pdf'],
		['', `${STORE}attachment;filename%3Dx.pdf;+filename*%3DUTF-8''a%2520b.pdf`, 'a b.pdf'],
		['', `${STORE}ATTACHMENT;FileName+%3D+%22../a/may.xlsx%22;size%3D1`, 'may.xlsx'],
		['', `${STORE}attachment;filename%3Dinvoice`, ''],
		['', 'https://a.blob.example/f/0.pdf?rscd=attachment;filename%3Dmay.pdf', 'may.pdf'],
		['', 'https://x.example/d?continue=https://foo.key', ''],
		['', 'https://x.example/d?continue=//foo.key', ''],
		['', 'https://x.example/d?continue=https://foo.key/a/b.pdf?c=d.key', 'b.pdf'],
		['', 'https://x.example/https://foo.zip', ''],
		['', 'https://x.example/a//report.pdf', 'report.pdf'],
		['', 'https://x.example/report.pdf/view', 'report.pdf'],
		['', 'https://x.example/report.pdf/', 'report.pdf'],
		['', 'https://x.example/file.pdf;jsessionid=1', 'file.pdf'],
		['', 'https://x.example/file.pdf;v=1.key/download;a=b?c=1', 'file.pdf'],
		['', 'https://x.example/a;b.pdf', 'a;b.pdf'],
		['', 'https://x.example/shop.zip/d?file=may.pdf', 'may.pdf'],
		['May', 'https://example.com/invoice.pdf', 'May.pdf'],
		['v1.2 final', 'https://example.com/x.DOCX', 'v1.2 final.docx'],
		['May', 'https://example.com/download', 'May'],
	])('typed %j, %s: %j', (typed, link, name) => {
		expect(getDocumentName(typed, { link })).toBe(name);
	});

	it('keeps what was typed for an ID, whose file nobody sees here', () => {
		expect(getDocumentName('May', { id: '1' })).toBe('May');
	});

	it('finds no name in a path that is a host', () => {
		expect(getLinkedFileName('https://files.example.pdf/')).toBeUndefined();
	});
});

describe('the type of a file', () => {
	it.each([
		['a.pdf', '', PDF],
		['a.pdf', 'application/octet-stream', PDF],
		['a.PDF ', 'binary/octet-stream', PDF],
		['voice.opus', 'application/octet-stream; charset=binary', 'audio/ogg'],
		['photo.JPG', 'APPLICATION/OCTET-STREAM', 'image/jpeg'],
		['clip.3gp', '', 'video/3gpp'],
		['a.pdf', 'image/png', 'image/png'],
		['noname', 'audio/opus', 'audio/ogg'],
	])('%j with MIME type %j: %s', (fileName, mimeType, type) => {
		expect(getFileType({ fileName, mimeType })).toBe(type);
	});

	it.each([
		['blob', '', /'blob', which has no MIME type and no extension/],
		['v1.2 final', 'application/octet-stream', /the generic MIME type application\/octet-stream/],
		['data.bin', 'application/octet-stream', /set its MIME type, or name it like 'invoice.pdf'/],
	])('is named as the problem for %j with %j', (fileName, mimeType, problem) => {
		const expected = [{ field: 'File', problem: expect.stringMatching(problem) as string }];
		const labels = { file: 'File', link: 'Link', id: 'ID' };
		const source = { file: file(fileName, mimeType) };
		expect(validateMediaSource(source, 'document', labels)).toEqual(expected);
		expect(validateUpload('File', source.file)).toEqual(expected);
	});

	it('judges a file by the type that its name tells', () => {
		const source = { file: file('photo.png', 'application/octet-stream') };
		expect(validateMediaSource(source, 'image')).toEqual([]);
		expect(validateMediaSource(source, 'document')[0].problem).toMatch(/of type image\/png;/);
	});

	it.each([dialog360, modica])('is what is uploaded: $displayName', (provider) => {
		const request = provider.upload?.buildRequest(
			file('a.pdf', 'application/octet-stream'),
			Buffer.from('abc'),
			{ baseUrl: 'https://example.com' },
			undefined,
		);
		expect(((request?.body as FormData).get('file') as Blob).type).toBe(PDF);
	});
});

const OPUS = 'audio/ogg; codecs=opus';

describe('what a file is uploaded as', () => {
	it.each([
		['note.ogg', OPUS, 'note.ogg', OPUS],
		['note.OGG', 'Audio/OGG; codecs="opus"', 'note.OGG', OPUS],
		['note.ogg', 'audio/ogg', 'note.ogg', OPUS],
		['note.ogg', 'audio/ogg;codecs=vorbis', 'note.ogg', 'audio/ogg; codecs=vorbis'],
		['file_7.oga', 'audio/ogg', 'file_7.oga.ogg', OPUS],
		['voice.opus', 'application/octet-stream', 'voice.opus.ogg', OPUS],
		['voice.mp4', 'audio/ogg', 'voice.mp4.ogg', OPUS],
		['download', 'audio/opus', 'download.ogg', OPUS],
		['voice.mp4', 'audio/mp4', 'voice.mp4.m4a', 'audio/mp4'],
		['photo.jpeg', 'image/jpg', 'photo.jpeg', 'image/jpeg'],
		['photo.png', 'image/jpeg', 'photo.png.jpg', 'image/jpeg'],
		['invoice', `${PDF}; charset=binary`, 'invoice.pdf', PDF],
		['data.csv', 'text/plain', 'data.csv.txt', 'text/plain'],
	])('%s of type %s: %s, %s', async (fileName, mimeType, name, type) => {
		const given = file(fileName, mimeType);
		expect([getUploadName(given), getUploadType(given)]).toEqual([name, type]);
		for (const provider of [dialog360, modica]) {
			const request = provider.upload?.buildRequest(
				given,
				Buffer.from('abc'),
				{ baseUrl: 'https://example.com' },
				undefined,
			);
			const part = (request?.body as FormData).get('file') as File;
			expect([part.name, part.type]).toEqual([name, new Blob([], { type }).type]);
		}
	});
});

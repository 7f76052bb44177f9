import type { EventMedia, WhatsAppEvent } from '../../../../nodes/WhatsAppBsp/core/event';
import { getFileName } from '../../../../nodes/WhatsAppBsp/trigger/media/fileName';

const event = (messageId: string | undefined, media: Partial<EventMedia> = {}): WhatsAppEvent =>
	({ event: 'message', id: 'event-1', messageId, media }) as WhatsAppEvent;

it.each([
	['audio/ogg; codecs=opus', 'wamid.1.ogg'],
	['audio/ogg', 'wamid.1.ogg'],
	['audio/mpeg', 'wamid.1.mp3'],
	['audio/mp4', 'wamid.1.m4a'],
	['audio/amr', 'wamid.1.amr'],
	['audio/aac', 'wamid.1.aac'],
	['image/jpeg', 'wamid.1.jpg'],
	['image/png', 'wamid.1.png'],
	['image/webp', 'wamid.1.webp'],
	['video/mp4', 'wamid.1.mp4'],
	['video/3gpp', 'wamid.1.3gp'],
	['application/pdf', 'wamid.1.pdf'],
	['text/plain', 'wamid.1.txt'],
	['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'wamid.1.docx'],
	['text/vcard', 'wamid.1.vcf'],
	['text/x-vcard; charset=utf-8', 'wamid.1.vcf'],
	['text/calendar', 'wamid.1.ics'],
	['text/csv', 'wamid.1.csv'],
	['application/vnd.oasis.opendocument.text', 'wamid.1.odt'],
	['application/vnd.oasis.opendocument.spreadsheet', 'wamid.1.ods'],
	['application/vnd.oasis.opendocument.presentation', 'wamid.1.odp'],
	['application/vnd.ms-excel.sheet.macroEnabled.12', 'wamid.1.xlsm'],
	['application/x-zip-compressed', 'wamid.1.zip'],
	['application/epub+zip', 'wamid.1.epub'],
	['application/ld+json', 'wamid.1.json'],
	['audio/x-wav', 'wamid.1.wav'],
	['audio/X-M4A', 'wamid.1.m4a'],
	['audio/x-mpeg', 'wamid.1.mp3'],
	['image/svg+xml', 'wamid.1.svg'],
	['video/x-matroska', 'wamid.1.mkv'],
	['video/quicktime', 'wamid.1.mov'],
	['application/octet-stream', 'wamid.1'],
	['application/vnd.unheard-of', 'wamid.1'],
	['constructor', 'wamid.1'],
	[undefined, 'wamid.1'],
])('names a file of type %s %s', (mimeType, expected) => {
	expect(getFileName(event('wamid.1'), mimeType)).toBe(expected);
});

it('keeps the name that the provider sends', () => {
	expect(getFileName(event('1', { fileName: 'Invoice 7.pdf' }), 'audio/ogg')).toBe('Invoice 7.pdf');
});

it.each([
	['../../etc/passwd', 'text/plain', 'passwd.txt'],
	['C:\\Users\\Ana\\invoice.PDF', 'application/pdf', 'invoice.PDF'],
	['/Contract', 'application/pdf', 'Contract.pdf'],
	['Offer v1.2 final', 'application/pdf', 'Offer v1.2 final.pdf'],
	['Offer.', 'application/pdf', 'Offer.pdf'],
	['photo.jpeg', 'image/jpeg', 'photo.jpeg'],
	['song.mka', 'audio/mka', 'song.mka'],
	['Offer v1.2 final', 'application/octet-stream', 'Offer v1.2 final'],
	[' card\r\n.vcf ', 'text/vcard', 'card .vcf'],
	['..', 'application/pdf', 'wamid.1.pdf'],
	['documents/', 'application/pdf', 'wamid.1.pdf'],
	['  ', 'application/pdf', 'wamid.1.pdf'],
])('tidies the name %j of the type %s to %j', (fileName, mimeType, expected) => {
	expect(getFileName(event('wamid.1', { fileName }), mimeType)).toBe(expected);
});

it.each([
	['https://sms.360.my/media/abc.pdf', 'application/octet-stream', 'wamid.1.pdf'],
	['https://sms.360.my/media/abc.PNG?x=1', undefined, 'wamid.1.png'],
	['https://sms.360.my/get?file=a%20b.docx', '', 'wamid.1.docx'],
	['https://sms.360.my/media/abc.pdf', 'image/jpeg', 'wamid.1.jpg'],
	['https://sms.360.my/media.php', undefined, 'wamid.1'],
	['not a link', undefined, 'wamid.1'],
])('takes what the type does not say from the link %s', (url, mimeType, expected) => {
	expect(getFileName(event('wamid.1', { url }), mimeType)).toBe(expected);
});

it.each(['note.oga', 'note.OGA', 'note.ogg'])('calls the voice note %s ogg', (fileName) => {
	expect(getFileName(event('1', { fileName, voice: true }), 'audio/ogg')).toBe('note.ogg');
});

it('knows a voice note without a type', () => {
	expect(getFileName(event('1', { voice: true }))).toBe('1.ogg');
});

it.each([
	['wamid.HBgL+/Ab==', 'wamid.HBgL_Ab_.jpg'],
	['../../etc/passwd', '_.._etc_passwd.jpg'],
	['78-1633193001.0602-0', '78-1633193001.0602-0.jpg'],
	['é:1', '_1.jpg'],
	[undefined, 'event-1.jpg'],
])('makes a file name of the ID %s', (id, expected) => {
	expect(getFileName(event(id), 'image/jpeg')).toBe(expected);
});

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
	['application/octet-stream', 'wamid.1'],
	['constructor', 'wamid.1'],
	[undefined, 'wamid.1'],
])('names a file of type %s %s', (mimeType, expected) => {
	expect(getFileName(event('wamid.1'), mimeType)).toBe(expected);
});

it('keeps the name that the provider sends', () => {
	expect(getFileName(event('1', { fileName: 'Invoice 7.pdf' }), 'audio/ogg')).toBe('Invoice 7.pdf');
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

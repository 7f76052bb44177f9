import type { MessageContent } from '../../../nodes/WhatsAppBsp/messages';
import type { Interactive } from '../../../nodes/WhatsAppBsp/messages/interactive';
import { dialog360 } from '../../../nodes/WhatsAppBsp/providers/dialog360';

const source = { link: 'https://example.com/a.ogg' };
const interactive = (message: Interactive): MessageContent => ({
	type: 'interactive',
	interactive: message,
});
const body = 'Hi';

const CONTENTS: Array<[string, MessageContent]> = [
	['callPermission', interactive({ type: 'callPermission', body })],
	['mediaCarousel', interactive({ type: 'mediaCarousel', body, cards: [] })],
	[
		'productCarousel',
		interactive({ type: 'productCarousel', body, catalogId: 'C', productIds: [] }),
	],
	['requestContactInfo', interactive({ type: 'requestContactInfo', body })],
	['voiceCall', interactive({ type: 'voiceCall', body })],
	['voice', { type: 'media', mediaType: 'voice', source }],
];

const getProblems = (content: MessageContent, hosting: string) =>
	dialog360.validate({ content }, { hosting }).map(({ field, problem }) => `${field} ${problem}`);

describe.each(CONTENTS)('%s', (value, content) => {
	const expected = expect.stringMatching(
		`^(Interactive|Media) Type is '${value}', which only works on 360dialog’s Cloud API; `,
	) as string;

	it.each(['onPremise', 'sandbox'])('is newer than the On-Premise API: %s', (hosting) => {
		expect(getProblems(content, hosting)).toContainEqual(expected);
	});

	it('is sent on the Cloud API', () => {
		expect(getProblems(content, 'cloud')).not.toContainEqual(expected);
	});
});

it.each<[string, MessageContent]>([
	['a request for a location', interactive({ type: 'locationRequest', body })],
	['an audio file', { type: 'media', mediaType: 'audio', source }],
	['text', { type: 'text', body }],
])('the On-Premise API has %s', (_, content) => {
	expect(getProblems(content, 'onPremise')).toEqual([]);
});

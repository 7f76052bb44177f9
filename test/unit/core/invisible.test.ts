import { removeInvisible, trimText } from '../../../nodes/WhatsAppBsp/core/invisible';
import { parseTemplateKey } from '../../../nodes/WhatsAppBsp/messages/template/templateKey';
import { toCloudRecipient } from '../../../nodes/WhatsAppBsp/providers/cloudApi/request';
import { toSocnetRecipient } from '../../../nodes/WhatsAppBsp/providers/socnet/request';

it.each([
	['482913\u200b', '482913'],
	['\ufeff482913', '482913'],
	['\u200e3.1390', '3.1390'],
	['\u202a+60 12-324 0066\u202c', '+60 12-324 0066'],
	['\u061c +966501234567', '+966501234567'],
	['\u2060\u00ad\u2066 x \u2069\r\n\t', 'x'],
	['a\u200bb', 'a\u200bb'],
	// A variation of an emoji is part of it.
	['❤\ufe0f', '❤\ufe0f'],
	['👍🏽', '👍🏽'],
	// A final joiner of Malayalam.
	['മോഹന്\u200d ', 'മോഹന്\u200d'],
	['\u200b \u200b', ''],
	['', ''],
])('trims %j to %j', (text, expected) => {
	expect(trimText(text)).toBe(expected);
});

it('removes what is invisible everywhere', () => {
	expect(removeInvisible('\u061ca\u200bb c\u202c')).toBe('ab c');
});

it('trims the name and the language of a template', () => {
	expect(parseTemplateKey('\u200eorder_shipped\u200b|en_US\u200b')).toEqual({
		name: 'order_shipped',
		language: 'en_US',
	});
});

it.each([
	['MY.1234567890\u200b', 'MY.1234567890'],
	['\u061c+966501234567', '966501234567'],
	['+966\u061c501234567', '966501234567'],
])('reads the recipient %j as %s', (typed, expected) => {
	expect(toCloudRecipient(typed, '+60 12-324 0066')).toBe(expected);
});

it.each(['\u061c0701 234567\u200b', '\u200e+256701234567'])(
	'reads %j as a number in Uganda',
	(typed) => {
		expect(toSocnetRecipient(typed)).toBe('256701234567');
	},
);

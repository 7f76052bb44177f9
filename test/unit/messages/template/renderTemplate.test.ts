import { parseTemplate } from '../../../../nodes/WhatsAppBsp/messages/template/parseTemplate';
import type { TemplateDefinition } from '../../../../nodes/WhatsAppBsp/messages/template/parseTemplate';
import { renderTemplate } from '../../../../nodes/WhatsAppBsp/messages/template/renderTemplate';

const offer = parseTemplate({
	name: 'offer',
	language: 'en',
	status: 'approved',
	category: 'MARKETING',
	components: [
		{
			type: 'LIMITED_TIME_OFFER',
			limited_time_offer: { text: '25 % off', has_expiration: true },
		},
	],
}) as TemplateDefinition;

it.each([
	[1924970400000, '25 % off (until 2030-12-31T18:00:00.000Z)'],
	['1924970400000', '25 % off (until 2030-12-31T18:00:00.000Z)'],
	['2030-12-31T18:00:00Z', '25 % off'],
	[1e99, '25 % off'],
	[undefined, '25 % off'],
])('an offer that ends at %s reads %s', (expiration_time_ms, expected) => {
	const parameters = [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms } }];
	expect(renderTemplate(offer, [{ type: 'limited_time_offer', parameters }])).toBe(expected);
});

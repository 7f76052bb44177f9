import type { InteractiveCase } from './send';

/** Buttons, lists and requests. Source of the JSON: Meta's page on each type. */
export const QUESTIONS: InteractiveCase[] = [
	[
		'buttons',
		{
			interactiveType: 'buttons',
			headerType: 'text',
			headerText: 'Appointment',
			bodyText: 'Pick',
			footerText: 'f',
			buttons: { button: [{ title: 'Yes', id: 'y' }, { title: 'No, thanks!' }] },
		},
		{
			type: 'button',
			header: { type: 'text', text: 'Appointment' },
			body: { text: 'Pick' },
			footer: { text: 'f' },
			action: {
				buttons: [
					{ type: 'reply', reply: { id: 'y', title: 'Yes' } },
					{ type: 'reply', reply: { id: 'no-thanks', title: 'No, thanks!' } },
				],
			},
		},
	],
	[
		'list',
		{
			interactiveType: 'list',
			headerText: 'Times',
			bodyText: 'Choose',
			buttonText: 'Menu',
			sections: {
				section: [
					{
						title: 'S1',
						rows: { row: [{ id: 'r1', title: 'Row', description: 'd' }, { title: 'Row' }] },
					},
					{ title: 'S2', rows: { row: [{ title: 'Row' }] } },
				],
			},
		},
		{
			type: 'list',
			header: { type: 'text', text: 'Times' },
			body: { text: 'Choose' },
			action: {
				button: 'Menu',
				sections: [
					{
						title: 'S1',
						rows: [
							{ id: 'r1', title: 'Row', description: 'd' },
							{ id: 'row', title: 'Row' },
						],
					},
					{ title: 'S2', rows: [{ id: 'row-2', title: 'Row' }] },
				],
			},
		},
	],
	[
		'list with one untitled section',
		{
			interactiveType: 'list',
			bodyText: 'Choose',
			buttonText: 'Menu',
			sections: { section: [{ rows: { row: [{ title: 'Row' }] } }] },
		},
		{
			type: 'list',
			body: { text: 'Choose' },
			action: { button: 'Menu', sections: [{ rows: [{ id: 'row', title: 'Row' }] }] },
		},
	],
	[
		'link button',
		{
			interactiveType: 'ctaUrl',
			bodyText: 'Open',
			footerText: 'f',
			buttonText: 'Visit',
			buttonUrl: ' https://example.com ',
		},
		{
			type: 'cta_url',
			body: { text: 'Open' },
			footer: { text: 'f' },
			action: {
				name: 'cta_url',
				parameters: { display_text: 'Visit', url: 'https://example.com' },
			},
		},
	],
	[
		'location request',
		{ interactiveType: 'locationRequest', bodyText: 'Where?' },
		{
			type: 'location_request_message',
			body: { text: 'Where?' },
			action: { name: 'send_location' },
		},
	],
	[
		'address request',
		{
			interactiveType: 'address',
			headerText: 'Delivery',
			bodyText: 'Address?',
			footerText: 'f',
			addressCountry: 'SG',
			addressValues: { name: 'A', sg_post_code: '238823' },
		},
		{
			type: 'address_message',
			header: { type: 'text', text: 'Delivery' },
			body: { text: 'Address?' },
			footer: { text: 'f' },
			action: {
				name: 'address_message',
				parameters: { country: 'SG', values: { name: 'A', sg_post_code: '238823' } },
			},
		},
	],
	[
		'call permission request',
		{ interactiveType: 'callPermission', bodyText: 'May we call?' },
		{
			type: 'call_permission_request',
			body: { text: 'May we call?' },
			action: { name: 'call_permission_request' },
		},
	],
	[
		'call permission request without text',
		{ interactiveType: 'callPermission' },
		{ type: 'call_permission_request', action: { name: 'call_permission_request' } },
	],
	[
		'call button',
		{
			interactiveType: 'voiceCall',
			bodyText: 'Talk to us',
			buttonText: 'Call now',
			ttlMinutes: 1440,
			callPayload: 'case-4411',
		},
		{
			type: 'voice_call',
			body: { text: 'Talk to us' },
			action: {
				name: 'voice_call',
				parameters: { display_text: 'Call now', ttl_minutes: 1440, payload: 'case-4411' },
			},
		},
	],
	[
		'call button with nothing of its own',
		{ interactiveType: 'voiceCall', bodyText: 'Talk to us' },
		{
			type: 'voice_call',
			body: { text: 'Talk to us' },
			action: { name: 'voice_call', parameters: { ttl_minutes: 10080 } },
		},
	],
	[
		'contact request',
		{ interactiveType: 'requestContactInfo', bodyText: 'May we have your number?' },
		{
			type: 'request_contact_info',
			body: { text: 'May we have your number?' },
			action: { name: 'request_contact_info' },
		},
	],
];

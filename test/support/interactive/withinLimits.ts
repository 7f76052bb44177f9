import type { Interactive } from '../../../nodes/WhatsAppBsp/messages/interactive';
import { body, buttons, cards, flow, list, long, productList, products, url } from './models';

/** As much of everything as WhatsApp accepts. */
export const FULL: Array<[string, Interactive]> = [
	['one button', buttons(1)],
	['three buttons', buttons(3)],
	[
		'buttons with everything full',
		{
			type: 'buttons',
			header: { type: 'text', text: long(60) },
			body: long(1024),
			footer: long(60),
			buttons: [{ id: 'i'.repeat(256), title: long(20) }],
		},
	],
	['ten rows in one section', list(10)],
	['ten rows in ten sections', list(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)],
	[
		'a list with everything full',
		{
			type: 'list',
			header: { type: 'text', text: long(60) },
			body: long(4096),
			footer: long(60),
			buttonText: long(20),
			sections: [
				{
					title: long(24),
					rows: [{ id: long(200), title: long(24), description: long(72) }],
				},
			],
		},
	],
	[
		'one section without title',
		{
			type: 'list',
			body,
			buttonText: 'Menu',
			sections: [{ title: '', rows: [{ id: 'a', title: 'A' }] }],
		},
	],
	['link button', { type: 'ctaUrl', body: long(1024), ...url(long(20)) }],
	['location request', { type: 'locationRequest', body: long(1024) }],
	['call permission without text', { type: 'callPermission', body: '' }],
	['product without text', { type: 'product', body: '', catalogId: 'C', productId: 'P' }],
	['30 products', productList(30)],
	['30 products in 10 sections', productList(3, 3, 3, 3, 3, 3, 3, 3, 3, 3)],
	['two cards', cards(2)],
	['ten cards', cards(10, { body: `${long(79)}\n\n${long(79)}` })],
	['two products side by side', products(2)],
	['ten products side by side', products(10)],
	['flow', flow({ buttonText: 'x'.repeat(20), screen: 'A', data: { k: 1 } })],
	['flow without screen', flow()],
	[
		'address',
		{ type: 'address', body, country: 'IN', values: { in_pin_code: '411001', state: 'MH' } },
	],
	['catalog', { type: 'catalog', body }],
	['contact request', { type: 'requestContactInfo', body: long(1024) }],
	[
		'call button with everything full',
		{
			type: 'voiceCall',
			body: long(1024),
			buttonText: long(20),
			ttlMinutes: 43_200,
			payload: long(512),
		},
	],
];

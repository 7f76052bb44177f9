import { createTemplate, getAuthenticationText } from '../../core/templates.mts';
import type { Template, TemplateComponent } from '../../core/types.mts';

const body = (text: string, ...example: string[]): TemplateComponent => ({
	type: 'BODY',
	text,
	...(example.length && { example: { body_text: [example] } }),
});
const header = (format: string, more: object = {}): TemplateComponent => ({
	type: 'HEADER',
	format,
	...more,
});
const imageHeader = header('IMAGE', {
	example: { header_handle: ['https://example.com/promo.png'] },
});
const footer = (text: string): TemplateComponent => ({ type: 'FOOTER', text });
const buttons = (...list: Array<{ type: string; [key: string]: unknown }>): TemplateComponent => ({
	type: 'BUTTONS',
	buttons: list,
});
const quickReply = (text: string) => ({ type: 'QUICK_REPLY', text });
const url = (text: string, target: string, ...example: string[]) => ({
	type: 'URL',
	text,
	url: target,
	...(example.length && { example }),
});

const card = (text: string) => ({
	components: [
		imageHeader,
		body(text, 'Ana'),
		buttons(url('Buy', 'https://shop.example.com/p/{{1}}', 'sku-1'), quickReply('More')),
	],
});

const named = (pairs: Record<string, string>) => ({
	body_text_named_params: Object.entries(pairs).map(([param_name, example]) => ({
		param_name,
		example,
	})),
});

const createSpecialTemplates = (): Template[] => [
	createTemplate({
		name: 'order_shipped',
		language: 'en_US',
		components: [body('Hi {{1}}, your order {{2}} has shipped.', 'Ana', 'A-1042')],
	}),
	createTemplate({
		name: 'order_shipped',
		language: 'de',
		components: [body('Hallo {{1}}, deine Bestellung {{2}} ist unterwegs.', 'Ana', 'A-1042')],
	}),
	createTemplate({
		name: 'order_update_named',
		components: [
			header('TEXT', {
				text: 'Order {{order_id}}',
				example: { header_text_named_params: [{ param_name: 'order_id', example: 'A-1042' }] },
			}),
			{
				...body('Hi {{first_name}}, order {{order_id}} is now {{order_status}}.'),
				example: named({ first_name: 'Ana', order_id: 'A-1042', order_status: 'packed' }),
			},
			footer('Sandbox shop'),
		],
	}),
	createTemplate({
		name: 'invoice_ready',
		components: [
			header('DOCUMENT', { example: { header_handle: ['https://example.com/invoice.pdf'] } }),
			body('Dear {{1}}, your invoice {{2}} is attached.', 'Ana', 'INV-7'),
		],
	}),
	createTemplate({
		name: 'promo_image',
		category: 'MARKETING',
		components: [
			imageHeader,
			body('{{1}}, everything is {{2}} off today!', 'Ana', '25 %'),
			footer('Reply STOP to end'),
			buttons(
				url('Shop now', 'https://shop.example.com/{{1}}', 'summer'),
				{ type: 'COPY_CODE', text: 'Copy offer code', example: ['SAVE25'] },
				quickReply('Tell me more'),
				quickReply('Stop promotions'),
			),
		],
	}),
	createTemplate({
		name: 'promo_video',
		category: 'MARKETING',
		components: [
			header('VIDEO', { example: { header_handle: ['https://example.com/promo.mp4'] } }),
			body('Have a look, {{1}}.', 'Ana'),
		],
	}),
	createTemplate({
		name: 'otp_code',
		category: 'AUTHENTICATION',
		components: [
			{ ...body(getAuthenticationText(true)), add_security_recommendation: true },
			{ type: 'FOOTER', code_expiration_minutes: 10 },
			buttons({ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }),
		],
	}),
	createTemplate({
		name: 'summer_carousel',
		category: 'MARKETING',
		components: [
			body('{{1}}, our summer picks', 'Ana'),
			{ type: 'CAROUSEL', cards: [card('Shoes for {{1}}'), card('Hats for {{1}}')] },
		],
	}),
	createTemplate({
		name: 'limited_offer',
		category: 'MARKETING',
		components: [
			imageHeader,
			{
				type: 'LIMITED_TIME_OFFER',
				limited_time_offer: { text: 'Expiring offer!', has_expiration: true },
			},
			body('Good news, {{1}}: use code {{2}}.', 'Ana', 'SAVE25'),
			buttons(
				{ type: 'COPY_CODE', text: 'Copy code', example: ['SAVE25'] },
				url('Shop', 'https://shop.example.com/{{1}}', 'lto'),
			),
		],
	}),
	createTemplate({
		name: 'see_catalog',
		category: 'MARKETING',
		components: [
			body('Now shop on WhatsApp, {{1}}.', 'Ana'),
			buttons({ type: 'CATALOG', text: 'View catalog' }),
		],
	}),
	createTemplate({
		name: 'product_picks',
		category: 'MARKETING',
		components: [
			header('TEXT', { text: 'For you, {{1}}', example: { header_text: ['Ana'] } }),
			body('Picked with code {{1}}.', 'SAVE25'),
			buttons({ type: 'MPM', text: 'View items' }),
		],
	}),
	createTemplate({
		name: 'book_visit',
		components: [
			body('Choose a time for your visit.'),
			buttons({ type: 'FLOW', text: 'Book', flow_id: '100200300', flow_action: 'navigate' }),
		],
	}),
	createTemplate({
		name: 'store_location',
		components: [header('LOCATION'), body('Your parcel waits here, {{1}}.', 'Ana')],
	}),
	createTemplate({
		name: 'call_us',
		components: [
			body('Questions? We are here.'),
			buttons(
				{ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+4930901820' },
				url('Help', 'https://help.example.com'),
			),
		],
	}),
	createTemplate({
		name: 'winback_paused',
		category: 'MARKETING',
		status: 'PAUSED',
		components: [body('We miss you, {{1}}.', 'Ana')],
	}),
	createTemplate({
		name: 'old_disabled',
		category: 'MARKETING',
		status: 'DISABLED',
		components: [body('Old offer.')],
	}),
	createTemplate({
		name: 'bad_rejected',
		status: 'REJECTED',
		rejectedReason: 'INVALID_FORMAT',
		components: [body('{{1}}', 'x')],
	}),
	createTemplate({
		name: 'new_pending',
		status: 'PENDING',
		components: [body('Under review, {{1}}.', 'Ana')],
	}),
];

const FILLERS = 230;

/** A set that has every kind of component, and so many others that clients must page. */
export const createDefaultTemplates = (): Template[] => [
	...createSpecialTemplates(),
	...Array.from({ length: FILLERS }, (_, index) =>
		createTemplate({
			name: `filler_${String(index + 1).padStart(3, '0')}`,
			language: index % 3 === 0 ? 'en_US' : 'en',
			components: [body(`Notice ${index + 1} for {{1}}.`, 'Ana')],
		}),
	),
];

/** 360dialog's sandbox: free-form text and two predefined templates. */
export const createSandboxTemplates = (): Template[] => [
	createTemplate({
		name: 'disclaimer',
		components: [body('This is a test message of the sandbox.')],
	}),
	createTemplate({
		name: 'first_welcome_message',
		components: [body('Welcome, {{1}}!', 'Ana')],
	}),
];

import { useState } from 'preact/hooks';
import { copy } from '../api.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import * as replies from '../replies.js';
import { Cards } from './interactive.js';
import { Body, Footer, Header, Tap, Taps } from './parts.js';

const lower = (text) => String(text ?? '').toLowerCase();

/** What stands in a variable's place: text, or the fallback of money and dates. */
const valueOf = (parameter) =>
	parameter?.text ??
	parameter?.currency?.fallback_value ??
	parameter?.date_time?.fallback_value ??
	'';

const fill = (text, parameters = []) =>
	String(text ?? '').replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name) => {
		const named = parameters.find(({ parameter_name: own }) => own === name);
		const found = named ?? (/^\d+$/.test(name) ? parameters[Number(name) - 1] : undefined);
		return found ? valueOf(found) : whole;
	});

function headerOf(definition, given) {
	if (!definition) return null;
	const parameters = given?.parameters ?? [];
	const format = lower(definition.format ?? 'text');
	if (format === 'text') return { type: 'text', text: fill(definition.text, parameters) };
	return { type: format, [format]: parameters[0]?.[format] };
}

function CopyCode({ label, code }) {
	const [done, setDone] = useState(false);
	const onClick = async () => {
		await copy(code);
		setDone(true);
	};
	return html`<${Tap} icon=${done ? 'tick' : 'copy'} onClick=${onClick}
		><span aria-live="polite">${done ? `Copied ${code}` : label}</span><//
	>`;
}

const productIds = (action) =>
	(action?.sections ?? []).flatMap(({ product_items: items = [] }) =>
		items.map(({ product_retailer_id: id }) => id),
	);

/** One button of a template: `{button, parameter, code, send, ask}`. */
const BUTTONS = {
	url: ({ button, parameter }) =>
		html`<${Tap} icon="link" href=${fill(button.url, parameter ? [parameter] : [])}
			>${button.text}<//
		>`,
	phone_number: ({ button }) =>
		html`<${Tap} icon="call" href="tel:${button.phone_number}">${button.text}<//>`,
	quick_reply: ({ button, parameter, send }) => {
		const tap = () => send(replies.templateButton(button.text, parameter?.payload ?? button.text));
		return html`<${Tap} icon="reply" onClick=${tap}>${button.text}<//>`;
	},
	copy_code: ({ button, parameter }) =>
		html`<${CopyCode} label=${button.text ?? 'Copy code'} code=${parameter?.coupon_code ?? ''} />`,
	otp: ({ button, parameter, code }) =>
		html`<${CopyCode} label=${button.text ?? 'Copy code'} code=${parameter?.text ?? code} />`,
	flow: ({ button, parameter, ask }) => {
		const values = { flow_token: parameter?.action?.flow_token ?? 'unused', name: 'Ana' };
		const open = () => ask('form', { title: button.text, name: 'flow', values });
		return html`<${Tap} icon="flow" aria-haspopup="dialog" onClick=${open}>${button.text}<//>`;
	},
	catalog: ({ button, parameter, send }) => {
		const id = parameter?.action?.thumbnail_product_retailer_id ?? 'SKU-1';
		return html`<${Tap} icon="shop" onClick=${() => send(replies.order('catalog', [id]))}
			>${button.text}<//
		>`;
	},
	mpm: ({ button, parameter, send }) => {
		const tap = () => send(replies.order('catalog', productIds(parameter?.action)));
		return html`<${Tap} icon="shop" onClick=${tap}>${button.text}<//>`;
	},
};

function buttonsOf(components, given, options) {
	const defined = components.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
	return defined.map((button, index) => {
		const own = given.find((part) => lower(part.type) === 'button' && Number(part.index) === index);
		const Button = BUTTONS[lower(button.type)];
		const parameter = own?.parameters?.[0];
		return Button
			? html`<${Button} button=${button} parameter=${parameter} ...${options} />`
			: html`<${Tap} disabled>${button.text}<//>`;
	});
}

function footerOf(component) {
	const minutes = component?.code_expiration_minutes;
	return minutes ? `This code expires in ${minutes} minutes.` : component?.text;
}

function Offer({ definition, given }) {
	if (!definition) return null;
	const ends = given?.parameters?.[0]?.limited_time_offer?.expiration_time_ms;
	return html`
		<p class="offer">
			<${Icon} name="clock" size="18" />
			<span>
				<strong>${definition.limited_time_offer.text}</strong>
				${ends && html`<small>until ${new Date(Number(ends)).toLocaleString()}</small>`}
			</span>
		</p>
	`;
}

function partsOf(components, given) {
	const defined = (type) => components.find((part) => part.type === type.toUpperCase());
	const sent = (type) => given.find((part) => lower(part.type) === type);
	const body = sent('body')?.parameters ?? [];
	const recommended = defined('body')?.add_security_recommendation;
	return {
		header: headerOf(defined('header'), sent('header')),
		body:
			fill(defined('body')?.text, body) +
			(recommended ? ' For your security, do not share this code.' : ''),
		code: valueOf(body[0]),
		footer: footerOf(defined('footer')),
		offer: [defined('limited_time_offer'), sent('limited_time_offer')],
		cards: defined('carousel')?.cards,
		sentCards: sent('carousel')?.cards ?? [],
	};
}

function carouselCards(parts, options) {
	return parts.cards.map((card, index) => {
		const given = parts.sentCards.find((own) => own.card_index === index)?.components ?? [];
		const { header, body } = partsOf(card.components, given);
		return { header, body, taps: buttonsOf(card.components, given, options) };
	});
}

/** A template message as it was approved, filled with what was sent. */
export function Template({ part, entry }) {
	const { reply, ask, templates } = usePhone();
	const send = (message) => reply(message, entry.id);
	const options = { send, ask: (name, props = {}) => ask(name, { ...props, send }) };
	const template = templates.find(
		({ name, language }) => name === part.name && language === part.language?.code,
	);
	if (!template) return html`<${Body} text=${entry.text ?? part.name} />`;
	const given = part.components ?? [];
	const parts = partsOf(template.components, given);
	const taps = buttonsOf(template.components, given, { ...options, code: parts.code });
	return html`
		<${Header} header=${parts.header} />
		<${Offer} definition=${parts.offer[0]} given=${parts.offer[1]} />
		<${Body} text=${parts.body} />
		<${Footer} text=${parts.footer} />
		${taps.length > 0 && html`<${Taps}>${taps}<//>`}
		${parts.cards && html`<${Cards} cards=${carouselCards(parts, options)} />`}
	`;
}

import { useState } from 'preact/hooks';
import { copy } from '../api.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import * as replies from '../replies.js';
import { Cards, ContactRequest, VoiceCall } from './interactive.js';
import { Body, Footer, Header, Tap, Taps } from './parts.js';
import { viewTemplate } from './templateView.js';

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

const CopyButton = ({ button }) =>
	html`<${CopyCode} label=${button.text ?? 'Copy code'} code=${button.code ?? ''} />`;

/** One button of a template: `{button, send, contact, ask}`. */
const BUTTONS = {
	url: ({ button }) => html`<${Tap} icon="link" href=${button.url}>${button.text}<//>`,
	phone_number: ({ button }) =>
		html`<${Tap} icon="call" href="tel:${button.phone}">${button.text}<//>`,
	quick_reply: ({ button, send }) => {
		const payload = button.parameter?.payload ?? button.text;
		const tap = () => send(replies.templateButton(button.text, payload));
		return html`<${Tap} icon="reply" onClick=${tap}>${button.text}<//>`;
	},
	copy_code: CopyButton,
	otp: CopyButton,
	flow: ({ button, ask }) => {
		const { flow_token: token, flow_action_data: data } = button.parameter?.action ?? {};
		const { screen, ...flow } = button.flow;
		const open = () => ask('flow', { title: button.text, flow, start: { screen, data }, token });
		return html`<${Tap} icon="flow" aria-haspopup="dialog" onClick=${open}>${button.text}<//>`;
	},
	request_contact_info: ({ send, contact }) =>
		html`<${ContactRequest} send=${send} contact=${contact} />`,
	voice_call: ({ button }) =>
		html`<${VoiceCall} action=${{ parameters: { display_text: button.text } }} />`,
	catalog: ({ button, send }) => {
		const id = button.parameter?.action?.thumbnail_product_retailer_id ?? 'SKU-1';
		return html`<${Tap} icon="shop" onClick=${() => send(replies.order('catalog', [id]))}
			>${button.text}<//
		>`;
	},
	mpm: ({ button, send }) => {
		const tap = () => send(replies.order('catalog', productIds(button.parameter?.action)));
		return html`<${Tap} icon="shop" onClick=${tap}>${button.text}<//>`;
	},
};

const getTaps = (buttons, options) =>
	buttons.map((button) => {
		const Button = BUTTONS[button.type];
		return Button
			? html`<${Button} button=${button} ...${options} />`
			: html`<${Tap} disabled>${button.text}<//>`;
	});

function Offer({ offer }) {
	if (!offer) return null;
	return html`
		<p class="offer">
			<${Icon} name="clock" size="18" />
			<span>
				<strong>${offer.text}</strong>
				${offer.ends && html`<small>until ${new Date(Number(offer.ends)).toLocaleString()}</small>`}
			</span>
		</p>
	`;
}

/** A template message as it was approved, filled with what was sent. */
export function Template({ part, entry }) {
	const { reply, ask, templates, contact } = usePhone();
	const send = (message) => reply(message, entry.id);
	const options = { send, contact, ask: (name, props = {}) => ask(name, { ...props, send }) };
	const template = templates.find(
		({ name, language }) => name === part.name && language === part.language?.code,
	);
	if (!template) return html`<${Body} text=${entry.text ?? part.name} />`;
	const view = viewTemplate(template.components, part.components ?? []);
	const taps = getTaps(view.buttons, options);
	const cards = view.cards?.map(({ header, body, buttons }) => ({
		header,
		body,
		taps: getTaps(buttons, options),
	}));
	return html`
		<${Header} header=${view.header} />
		<${Offer} offer=${view.offer} />
		<${Body} text=${view.body} />
		<${Footer} text=${view.footer} />
		${taps.length > 0 && html`<${Taps}>${taps}<//>`} ${cards && html`<${Cards} cards=${cards} />`}
	`;
}

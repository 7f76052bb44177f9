import { Formatted } from '../format.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { Document, Media, safeLink } from './media.js';
import { Place } from './plain.js';

const HEADERS = {
	text: ({ header }) => html`<p class="header-text">${header.text}</p>`,
	image: ({ header }) => html`<${Media} type="image" part=${header.image} />`,
	video: ({ header }) => html`<${Media} type="video" part=${header.video} />`,
	document: ({ header }) => html`<${Document} part=${header.document} />`,
	location: ({ header }) => html`<${Place} part=${header.location} />`,
};

/** `{type, text | image | video | document | location}` above a message or card. */
export function Header({ header }) {
	const Shown = HEADERS[header?.type];
	return Shown && (header.text ?? header[header.type]) ? html`<${Shown} header=${header} />` : null;
}

export const Body = ({ text }) => (text ? html`<${Formatted} text=${text} />` : null);
export const Footer = ({ text }) => (text ? html`<p class="footer-text">${text}</p>` : null);

/** What can be tapped under a message: a button, or a link when it leads out. */
export function Tap({ icon, href, children, ...rest }) {
	const inside = html`${icon && html`<${Icon} name=${icon} size="18" />`}<span>${children}</span>`;
	if (href === undefined)
		return html`<button type="button" class="tap" ...${rest}>${inside}</button>`;
	const target = /^tel:/.test(href) ? href : safeLink(href);
	return html`<a class="tap" href=${target} target="_blank" rel="noopener noreferrer"
		>${inside}</a
	>`;
}

export const Taps = ({ children }) => html`<div class="taps">${children}</div>`;

import { html } from '../html.js';
import { Interactive, InteractiveReply } from './interactive.js';
import { Captioned, Document, Media, Sound } from './media.js';
import { Contacts, Order, Place, Raw, Text } from './plain.js';
import { Template } from './template.js';

/** How each type of message looks. A new type is one line here. */
const CONTENT = {
	audio: Sound,
	button: Text,
	contacts: Contacts,
	document: Document,
	image: Captioned('image'),
	interactive: ({ part, entry }) =>
		entry.direction === 'in'
			? html`<${InteractiveReply} part=${part} />`
			: html`<${Interactive} part=${part} entry=${entry} />`,
	location: Place,
	order: Order,
	reaction: Text,
	sms: Text,
	sticker: ({ part }) => html`<${Media} type="sticker" part=${part} />`,
	template: Template,
	text: Text,
	video: Captioned('video'),
	voice: Sound,
};

const WITHOUT_PART = [Text];

export function Content({ entry }) {
	const Shown = CONTENT[entry.type] ?? Raw;
	const part = entry.payload?.[entry.type];
	const known = WITHOUT_PART.includes(Shown) || (typeof part === 'object' && part !== null);
	return known ? html`<${Shown} part=${part} entry=${entry} />` : html`<${Raw} entry=${entry} />`;
}

const NAMES = {
	audio: 'Audio',
	contacts: 'Contact',
	document: 'Document',
	image: 'Photo',
	location: 'Location',
	order: 'Order',
	sticker: 'Sticker',
	video: 'Video',
	voice: 'Voice message',
};

/** One line for the list of chats and for quotes. */
export const summary = (entry) => entry.text || NAMES[entry.type] || entry.type;

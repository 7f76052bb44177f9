import { html } from '../html.js';
import { usePhone } from '../phone.js';
import * as replies from '../replies.js';
import { Body, Footer, Header, Tap, Taps } from './parts.js';

/** A message that was sent without a template answers like one: WhatsApp has made it one. */
function Buttons({ action, send, isTemplate }) {
	const answer = (reply) =>
		isTemplate ? replies.templateButton(reply.title, reply.id) : replies.buttonReply(reply);
	return (action.buttons ?? []).map(({ reply, cta_url: link }) =>
		link
			? html`<${Tap} icon="link" href=${link.url}>${link.display_text}<//>`
			: html`<${Tap} icon="reply" onClick=${() => send(answer(reply))}>${reply.title}<//>`,
	);
}

function List({ action, ask }) {
	const open = () => ask('list', { title: action.button, sections: action.sections });
	return html`<${Tap} icon="list" aria-haspopup="dialog" onClick=${open}>${action.button}<//>`;
}

const Url = ({ action }) =>
	html`<${Tap} icon="link" href=${action.parameters.url}>${action.parameters.display_text}<//>`;

const LocationRequest = ({ ask }) =>
	html`<${Tap} icon="pin" aria-haspopup="dialog" onClick=${() => ask('location')}
		>Send location<//
	>`;

function Flow({ action, ask }) {
	const { flow_id: id, flow_name: name, ...given } = action.parameters;
	const open = () =>
		ask('flow', {
			title: given.flow_cta,
			flow: { id, name },
			start: given.flow_action_payload,
			token: given.flow_token,
		});
	return html`<${Tap} icon="flow" aria-haspopup="dialog" onClick=${open}>${given.flow_cta}<//>`;
}

function Address({ ask }) {
	const open = () => ask('address', { title: 'Your address' });
	return html`<${Tap} icon="pin" aria-haspopup="dialog" onClick=${open}>Provide address<//>`;
}

function CallPermission({ send }) {
	const answer = (accepted) => () => send(replies.callPermission(accepted));
	return html`
		<${Tap} icon="call" onClick=${answer(true)}>Allow calls<//>
		<${Tap} icon="close" onClick=${answer(false)}>Not now<//>
	`;
}

export const VoiceCall = ({ action }) =>
	html`<${Tap} icon="call" disabled title="This page makes no calls"
		>${action.parameters?.display_text ?? 'Call Now'}<//
	>`;

export const ContactRequest = ({ send, contact }) =>
	html`<${Tap} icon="person" onClick=${() => send(replies.sharedContact(contact))}
		>Share contact info<//
	>`;

const Products = ({ ids }) => html`
	<ul class="products">
		${ids.map((id) => html`<li><span>${id}</span></li>`)}
	</ul>
`;

const getProducts = (action) =>
	(action.sections ?? []).flatMap(({ product_items: items = [] }) =>
		items.map(({ product_retailer_id: id }) => id),
	);

const Order = ({ send, catalog, ids, label }) =>
	html`<${Tap} icon="shop" onClick=${() => send(replies.order(catalog, ids))}>${label}<//>`;

const Product = ({ action, send }) =>
	html`<${Order}
		send=${send}
		catalog=${action.catalog_id}
		ids=${[action.product_retailer_id]}
		label="Order this"
	/>`;
const ProductList = ({ action, send }) =>
	html`<${Order}
		send=${send}
		catalog=${action.catalog_id}
		ids=${getProducts(action)}
		label="Order these"
	/>`;

function Catalog({ action, send }) {
	const shown = action.parameters?.thumbnail_product_retailer_id ?? 'SKU-1';
	return html`<${Order}
		send=${send}
		catalog="catalog"
		ids=${[shown]}
		label="View catalog and order"
	/>`;
}

const ACTIONS = {
	address_message: Address,
	button: Buttons,
	call_permission_request: CallPermission,
	catalog_message: Catalog,
	cta_url: Url,
	flow: Flow,
	list: List,
	location_request_message: LocationRequest,
	product: Product,
	product_list: ProductList,
	request_contact_info: ContactRequest,
	voice_call: VoiceCall,
};

function CardButtons({ action, send }) {
	if (action.name === 'cta_url') return html`<${Url} action=${action} />`;
	if (action.product_retailer_id) return html`<${Product} action=${action} send=${send} />`;
	return (action.buttons ?? []).map(
		({ quick_reply: reply }) =>
			html`<${Tap} icon="reply" onClick=${() => send(replies.buttonReply(reply))}
				>${reply.title}<//
			>`,
	);
}

/** Cards next to each other; `cards` are `{header?, body?, footer?, taps}`. */
export const Cards = ({ cards }) => html`
	<div class="cards" tabindex="0" role="group" aria-label="Cards">
		${cards.map(
			(card) => html`
				<div class="card">
					<${Header} header=${card.header} />
					${card.products && html`<${Products} ids=${card.products} />`}
					<${Body} text=${card.body} />
					<${Taps}>${card.taps}<//>
				</div>
			`,
		)}
	</div>
`;

const carouselCards = (cards, send) =>
	cards.map((card) => ({
		header: card.header,
		body: card.body?.text,
		products: card.action.product_retailer_id && [card.action.product_retailer_id],
		taps: html`<${CardButtons} action=${card.action} send=${send} />`,
	}));

const SHOWN_IDS = {
	product: (action) => [action.product_retailer_id],
	product_list: getProducts,
};

/** The business's own: what it shows, and what can be tapped. */
export function Interactive({ part, entry }) {
	const { reply, ask, contact } = usePhone();
	const send = (message) => reply(message, entry.id);
	const askHere = (name, props = {}) => ask(name, { ...props, send });
	const { action = {}, type } = part;
	const Action = ACTIONS[type];
	const ids = SHOWN_IDS[type]?.(action);
	return html`
		<${Header} header=${part.header} />
		${ids && html`<${Products} ids=${ids} />`}
		<${Body}
			text=${part.body?.text ?? (type === 'call_permission_request' ? 'May we call you?' : '')}
		/>
		<${Footer} text=${part.footer?.text} />
		${Action &&
		html`<${Taps}>
			<${Action}
				action=${action}
				send=${send}
				ask=${askHere}
				contact=${contact}
				isTemplate=${entry.payload.category !== undefined}
			/>
		<//>`}
		${action.cards && html`<${Cards} cards=${carouselCards(action.cards, send)} />`}
	`;
}

const show = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** An address has its fields one level deeper; the token is nothing that a person filled in. */
function getAnswers(json) {
	try {
		const { values, ...others } = JSON.parse(json);
		return Object.entries({ ...others, ...values })
			.filter(([name]) => name !== 'flow_token')
			.map(([name, value]) => `*${name}*: ${show(value)}`)
			.join('\n');
	} catch {
		return json;
	}
}

const ANSWERS = {
	button_reply: ({ title }) => title,
	list_reply: ({ title, description }) => [title, description].filter(Boolean).join('\n'),
	nfm_reply: ({ response_json: json }) => getAnswers(json),
	call_permission_reply: ({ response }) => (response === 'accept' ? 'Calls allowed' : 'No calls'),
};

/** The customer's answer to one of these. */
export const InteractiveReply = ({ part }) =>
	html`<${Body} text=${ANSWERS[part.type]?.(part[part.type]) ?? part.type} />`;

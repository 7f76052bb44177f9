/** What the customer sees of a template: its definition, filled with the components that were sent. */

const lower = (text) => String(text ?? '').toLowerCase();

/** What stands in a variable's place: text, or the fallback of money and dates. */
const getValue = (parameter) =>
	parameter?.text ??
	parameter?.currency?.fallback_value ??
	parameter?.date_time?.fallback_value ??
	'';

const fill = (text, parameters = []) =>
	String(text ?? '').replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name) => {
		const named = parameters.find(({ parameter_name: own }) => own === name);
		const found = named ?? (/^\d+$/.test(name) ? parameters[Number(name) - 1] : undefined);
		return found ? getValue(found) : whole;
	});

function getHeader(definition, given) {
	if (!definition) return null;
	const parameters = given?.parameters ?? [];
	const format = lower(definition.format ?? 'text');
	if (format === 'text') return { type: 'text', text: fill(definition.text, parameters) };
	return { type: format, [format]: parameters[0]?.[format] };
}

function getFooter(component) {
	const minutes = component?.code_expiration_minutes;
	const expiry = minutes ? `This code expires in ${minutes} minutes.` : undefined;
	return component?.text ?? expiry;
}

/** A button that a message's own parameter completes: `{type, text, url, phone, code, flow, parameter}`. */
function getButton(button, parameter, code) {
	const type = lower(button.type);
	// What Meta gives back for a one-time password's button: a URL of WhatsApp's own.
	const isCode = type === 'otp' || /^https:\/\/www\.whatsapp\.com\/otp\//.test(button.url ?? '');
	return {
		type: isCode ? 'otp' : type,
		text: button.text,
		url: button.url && fill(button.url, parameter ? [{ text: parameter.text }] : []),
		phone: button.phone_number,
		code: isCode ? (parameter?.text ?? code) : parameter?.coupon_code,
		flow: {
			id: button.flow_id,
			name: button.flow_name,
			json: button.flow_json,
			screen: button.navigate_screen,
		},
		parameter,
	};
}

/** `{header, offer, body, footer, buttons, cards}`; a card has the same parts. */
export function viewTemplate(components, given) {
	const defined = (type) => components.find((part) => part.type === type);
	const sent = (type) => given.find((part) => lower(part.type) === type);
	const bodyValues = sent('body')?.parameters ?? [];
	const offer = defined('LIMITED_TIME_OFFER')?.limited_time_offer;
	const ends = sent('limited_time_offer')?.parameters?.[0]?.limited_time_offer?.expiration_time_ms;
	const sentCards = sent('carousel')?.cards ?? [];
	return {
		header: getHeader(defined('HEADER'), sent('header')),
		offer: offer && { text: offer.text, ends },
		body: fill(defined('BODY')?.text, bodyValues),
		footer: getFooter(defined('FOOTER')),
		buttons: (defined('BUTTONS')?.buttons ?? []).map((button, index) => {
			const own = given.find(
				(part) => lower(part.type) === 'button' && Number(part.index) === index,
			);
			return getButton(button, own?.parameters?.[0], getValue(bodyValues[0]));
		}),
		cards: defined('CAROUSEL')?.cards?.map((card, index) =>
			viewTemplate(
				card.components,
				sentCards.find((own) => own.card_index === index)?.components ?? [],
			),
		),
	};
}

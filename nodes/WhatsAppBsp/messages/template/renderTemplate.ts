import type { IDataObject } from 'n8n-workflow';
import { asObject, asObjects, asText } from '../../core/parse';
import { getSourceName, isMediaSource } from '../mediaSource';
import {
	findComponent,
	type TemplateButton,
	type TemplateComponent,
	type TemplateDefinition,
} from './parseTemplate';
import { replacePlaceholders } from './placeholders';

const MEDIA = ['image', 'video', 'document', 'gif'];

/** A parameter as the customer reads it; money and dates by their fallback. */
function getText(parameter: IDataObject): string {
	const { type, text } = parameter;
	return asText(text) ?? asText(asObject(parameter[String(type)]).fallback_value) ?? '';
}

function fillText(text: string, parameters: IDataObject[]): string {
	// The first of a name wins.
	const byName = new Map([...parameters].reverse().map((each) => [each.parameter_name, each]));
	return replacePlaceholders(text, (name) => {
		const parameter = byName.get(name) ?? parameters[Number(name) - 1];
		return parameter && getText(parameter);
	});
}

function renderHeader(component: TemplateComponent, parameters: IDataObject[]): string {
	const format = (component.format ?? 'TEXT').toLowerCase();
	if (format === 'text') return fillText(component.text ?? '', parameters);
	const value = asObject(parameters[0]?.[format]);
	const { filename, name, latitude, longitude, product_retailer_id: product } = value;
	const coordinates = latitude === undefined ? '' : `${String(latitude)}, ${String(longitude)}`;
	const source = isMediaSource(value) ? value : undefined;
	const shown = MEDIA.includes(format)
		? (asText(filename) ?? getSourceName(source))
		: (asText(name) ?? asText(product) ?? coordinates);
	return `[${[format, shown].filter(Boolean).join(': ')}]`;
}

/** Where a button leads, or what it copies. */
function getTarget({ type, url = '', phone_number: phone }: TemplateButton, sent?: IDataObject) {
	if (type === 'URL') return sent ? replacePlaceholders(url, () => getText(sent)) : url;
	if (type === 'COPY_CODE') return asText(sent?.coupon_code) ?? '';
	return type === 'PHONE_NUMBER' ? (asText(phone) ?? '') : '';
}

function renderOffer({ raw }: TemplateComponent, parameters: IDataObject[]): string {
	const ends = asObject(parameters[0]?.limited_time_offer).expiration_time_ms;
	const date = new Date(Number(ends));
	// Any other value in the user's own components is for the provider to judge.
	const until = Number.isNaN(date.getTime()) ? '' : ` (until ${date.toISOString()})`;
	return `${asText(asObject(raw.limited_time_offer).text) ?? ''}${until}`;
}

function renderFooter({ text, raw }: TemplateComponent): string {
	const minutes = asText(raw.code_expiration_minutes);
	return text ?? (minutes ? `This code expires in ${minutes} minutes.` : '');
}

function renderComponents(
	components: TemplateComponent[],
	sent: IDataObject[],
	hidesTargets: boolean,
) {
	const getSent = (type: string) =>
		sent.filter((component) => asText(component.type)?.toLowerCase() === type);
	const render = (
		type: string,
		toText: (component: TemplateComponent, parameters: IDataObject[]) => string,
	): string => {
		const component = findComponent(components, type);
		const [given] = getSent(type.toLowerCase());
		return component ? toText(component, asObjects(given?.parameters)) : '';
	};
	const buttons = findComponent(components, 'BUTTONS')?.buttons ?? [];
	const cards = findComponent(components, 'CAROUSEL')?.cards ?? [];
	const sentCards = asObjects(getSent('carousel')[0]?.cards);
	const lines: string[] = [
		render('HEADER', renderHeader),
		render('LIMITED_TIME_OFFER', renderOffer),
		render('BODY', ({ text = '{{1}}' }, parameters) => fillText(text, parameters)),
		render('FOOTER', renderFooter),
		...buttons.map((button, i) => {
			const own = getSent('button').find(({ index }) => Number(index) === i);
			const target = hidesTargets ? '' : getTarget(button, asObjects(own?.parameters)[0]);
			return `[${[button.text ?? button.type, target].filter(Boolean).join(': ')}]`;
		}),
		...cards.flatMap((card, i) => {
			const own = sentCards.find(({ card_index: index }) => Number(index) === i);
			return [`— Card ${i + 1} —`, ...renderComponents(card, asObjects(own?.components), false)];
		}),
	];
	return lines.filter((line) => line !== '');
}

/**
 * A template as the customer reads it, line by line.
 * @param sent the components that fill it, in Cloud API format; media may still be a file
 */
export function renderTemplate(
	{ category, components }: Pick<TemplateDefinition, 'category' | 'components'>,
	sent: IDataObject[],
): string {
	// The URL of a one-time password's button is WhatsApp's own and never shown.
	return renderComponents(components, sent, category === 'AUTHENTICATION').join('\n');
}

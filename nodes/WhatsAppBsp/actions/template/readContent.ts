import type { IDataObject } from 'n8n-workflow';
import { trimText } from '../../core/invisible';
import { hasSeveralUrls } from '../../core/url';
import { quote } from '../../core/quote';
import { describeNonText, toText } from '../../core/toText';
import {
	buildAuthentication,
	buildBody,
	buildDefinition,
	buildMediaHeader,
	buildTextHeader,
} from '../../messages/template/buildDefinition';
import type { TemplateValue } from '../../messages/template/values';
import type { ParameterReader } from '../parameterReader';
import { UNREADABLE } from '../parameters/values';
import { rejectPastedPlaceholders } from '../parameters/pastedPlaceholders';
import { BUTTON_TYPES } from './contentParts';

const LINK = /^https?:\/\//i;
/** As Meta names uploaded files: `4::aW1hZ2U…`. */
const HANDLE = /^\d+:/;

/** A file of the input, a public URL, or a handle. */
async function readExample(reader: ParameterReader, name: string): Promise<unknown> {
	const value = reader.value(name);
	const found = await reader.findFile(value);
	if (found && 'value' in found) return found.value;
	const text = found ? '' : trimText(toText(value) ?? '');
	if ((LINK.test(text) && !hasSeveralUrls(text)) || HANDLE.test(text)) return text;
	reader.addViolation(name, found?.problem ?? describeNoExample(value));
	return undefined;
}

function describeNoExample(value: unknown): string {
	const text = toText(value);
	if (text === undefined) return describeNonText(value);
	return text === ''
		? 'is empty'
		: `is ${quote(trimText(text))}; enter a URL (https://…), a file handle, or the name of a binary field of the input item`;
}

function readExamples(reader: ParameterReader): TemplateValue[] {
	return reader
		.entries('examples.values')
		.map((entry) => ({ name: entry.trimmedText('name'), text: entry.text('text', UNREADABLE) }));
}

/** Each kind's own part; WhatsApp prescribes the labels of the last four. */
const BUTTONS: Readonly<Record<string, (reader: ParameterReader) => IDataObject>> = {
	QUICK_REPLY: () => ({}),
	VOICE_CALL: () => ({}),
	URL: (reader) => {
		const example = reader.trimmedText('urlExample', UNREADABLE);
		return { url: reader.trimmedText('url'), ...(example ? { example: [example] } : {}) };
	},
	PHONE_NUMBER: (reader) => ({ phone_number: reader.trimmedText('phoneNumber') }),
	COPY_CODE: (reader) => ({ example: reader.trimmedText('code') }),
	FLOW: (reader) => {
		const screen = reader.trimmedText('flowScreen');
		return {
			flow_id: reader.trimmedText('flowId'),
			flow_action: 'navigate',
			...(screen ? { navigate_screen: screen } : {}),
		};
	},
	REQUEST_CONTACT_INFO: () => ({}),
	CATALOG: () => ({ text: 'View catalog' }),
	MPM: () => ({ text: 'View items' }),
	ORDER_DETAILS: () => ({ text: 'Review and Pay' }),
};

function readButtons(reader: ParameterReader): IDataObject[] {
	return reader.entries('buttons.button').map((button) => {
		const type = button.option('type', 'QUICK_REPLY');
		const text = button.text('text');
		return { type, ...(text ? { text } : {}), ...BUTTONS[type](button) };
	});
}

async function readHeader(reader: ParameterReader): Promise<IDataObject | undefined> {
	const format = reader.option('headerType', 'none');
	if (format === 'none') return undefined;
	if (format === 'LOCATION') return { type: 'HEADER', format };
	if (format !== 'TEXT') return buildMediaHeader(format, await readExample(reader, 'headerFile'));
	return buildTextHeader(reader.text('headerText'), reader.text('headerExample', UNREADABLE));
}

async function readCards(reader: ParameterReader): Promise<IDataObject[]> {
	const cards: IDataObject[] = [];
	for (const card of reader.entries('cards.card')) {
		const example = await readExample(card, 'exampleFile');
		const parts = {
			header: buildMediaHeader(card.option('mediaType', 'IMAGE'), example),
			...(card.trimmedText('text') === ''
				? {}
				: { body: buildBody(card.text('text'), readExamples(card)) }),
			buttons: readButtons(card),
		};
		cards.push({ components: buildDefinition(parts) });
	}
	return cards;
}

function readAuthentication(reader: ParameterReader): IDataObject[] {
	return buildAuthentication({
		otpType: reader.option('otpType', 'COPY_CODE'),
		isRecommended: reader.boolean('securityRecommendation', true),
		expirationMinutes: reader.integer('codeExpirationMinutes', 0),
		apps: reader.entries('apps.app').map((app) => ({
			package_name: app.trimmedText('packageName'),
			signature_hash: app.trimmedText('signatureHash'),
		})),
	});
}

/** Fields with placeholders, by the chosen 'Content'. */
const WITH_PLACEHOLDERS: Readonly<Record<string, string[]>> = {
	fields: ['bodyText', 'buttons', 'cards', 'headerText'],
	components: ['components'],
	library: ['libraryButtons'],
};

/** The components of the chosen 'Content'; undefined where it has none. */
export async function readComponents(
	reader: ParameterReader,
	category: string,
): Promise<IDataObject[] | undefined> {
	const source = reader.option('contentSource', 'fields');
	rejectPastedPlaceholders(reader, WITH_PLACEHOLDERS[source] ?? []);
	if (source === 'components') return reader.jsonObjects('components') ?? [];
	if (source !== 'fields') return undefined;
	if (category === 'AUTHENTICATION') return readAuthentication(reader);
	const options = reader.collection('options');
	const offerText = options.text('offerText');
	return buildDefinition({
		header: await readHeader(reader),
		...(offerText
			? { offer: { text: offerText, has_expiration: options.boolean('offerExpires', false) } }
			: {}),
		body: buildBody(reader.text('bodyText'), readExamples(reader)),
		footer: reader.text('footerText'),
		asksCallPermission: options.boolean('callPermission', false),
		buttons: readButtons(reader),
		cards: await readCards(reader),
	});
}

/** Undefined if blank; which seconds are allowed depends on the category. */
export function readTtlSeconds(reader: ParameterReader): number | undefined {
	const options = reader.collection('options');
	return options.value('ttlSeconds') === undefined ? undefined : options.integer('ttlSeconds', 0);
}

/** What the editor calls the parts of a definition. */
const LABELS: Readonly<Record<string, string>> = {
	...Object.fromEntries(BUTTON_TYPES.map(({ name, value }) => [value, name])),
	HEADER: 'Header Text',
	BODY: 'Text',
	FOOTER: 'Footer',
	LIMITED_TIME_OFFER: 'Limited-Time Offer',
	BUTTONS: 'Buttons',
	CAROUSEL: 'Carousel Cards',
	text: 'Text',
	url: 'URL',
	phone_number: 'Phone Number',
	example: 'Code Example',
	flow_id: 'Flow ID',
	package_name: 'Package Name',
	signature_hash: 'Signature Hash',
	supported_apps: 'Apps',
	CALL_PERMISSION_REQUEST: 'Ask for Call Permission',
};

/** How violations name a part: as the editor does, or as the user's JSON does. */
export function createContentLabels(reader: ParameterReader): (part: string) => string {
	if (reader.option('contentSource', 'fields') === 'fields') {
		return (part) => part.replace(/(?<=^|: )\w+$/, (name) => LABELS[name] ?? name);
	}
	const label = reader.getLabel('components');
	return (part) => (part ? `${label}: ${part}` : label);
}

import type { INodeProperties } from 'n8n-workflow';
import { parsePhoneNumber } from '../../core/phoneNumber';
import type { Contact } from '../../messages/contacts';
import { createEntriesField } from '../fields/entriesField';
import { createTextField } from '../fields/textField';
import type { ParameterReader } from '../parameterReader';
import { getUtcOffsetMs } from '../../core/parseInTimeZone';

function createKindField(kinds: string[]): INodeProperties {
	return {
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: kinds.map((kind) => ({
			name: kind.charAt(0) + kind.slice(1).toLowerCase(),
			value: kind,
		})),
		default: 'HOME',
	};
}

const phonesField = createEntriesField(
	{ displayName: 'Phones', name: 'phones', placeholder: 'Add phone' },
	{
		displayName: 'Phone',
		name: 'phone',
		values: [
			{ ...createTextField('Number', 'phone', 'e.g. +60 12-324 0066'), required: true },
			{ ...createKindField(['CELL', 'HOME', 'MAIN', 'WORK']), default: 'CELL' },
			createTextField(
				'WhatsApp Number',
				'waId',
				'e.g. +60 12-324 0066',
				'Fill this in if the number is on WhatsApp. The card then offers to start a chat.',
			),
		],
	},
);

const emailsField = createEntriesField(
	{ displayName: 'Emails', name: 'emails', placeholder: 'Add email' },
	{
		displayName: 'Email',
		name: 'email',
		values: [
			{ ...createTextField('Email', 'email', 'e.g. name@email.com'), required: true },
			createKindField(['HOME', 'WORK']),
		],
	},
);

const urlsField = createEntriesField(
	{ displayName: 'Websites', name: 'urls', placeholder: 'Add website' },
	{
		displayName: 'Website',
		name: 'url',
		values: [
			{ ...createTextField('URL', 'url', 'e.g. https://example.com'), required: true },
			createKindField(['HOME', 'WORK']),
		],
	},
);

const addressesField = createEntriesField(
	{ displayName: 'Addresses', name: 'addresses', placeholder: 'Add address' },
	{
		displayName: 'Address',
		name: 'address',
		values: [
			createTextField('Street', 'street', 'e.g. 1 Jalan Raja'),
			createTextField('City', 'city', 'e.g. Kuala Lumpur'),
			createTextField('State', 'state', 'e.g. Selangor'),
			createTextField('Postal Code', 'zip', 'e.g. 50050'),
			createTextField('Country', 'country', 'e.g. Malaysia'),
			createTextField('Country Code', 'countryCode', 'e.g. MY', 'Two-letter ISO 3166 code'),
			createKindField(['HOME', 'WORK']),
		],
	},
);

const moreField: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'more',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		createTextField(
			'Birthday',
			'birthday',
			'e.g. 1990-01-31',
			'Year, month, and day in ISO 8601 format',
		),
		createTextField('Company', 'company', 'e.g. Example Sdn Bhd'),
		createTextField('Department', 'department', 'e.g. Sales'),
		createTextField(
			'Full Name',
			'formattedName',
			'e.g. Dr. Ana Tan',
			'Name shown on the card. If empty, it’s built from the other name fields.',
		),
		createTextField('Job Title', 'jobTitle', 'e.g. Manager'),
		createTextField('Middle Name', 'middleName', 'e.g. Li'),
		createTextField('Prefix', 'prefix', 'e.g. Dr.'),
		createTextField('Suffix', 'suffix', 'e.g. Jr.'),
	],
};

export const contactsField: INodeProperties = createEntriesField(
	{
		displayName: 'Contacts',
		name: 'contacts',
		placeholder: 'Add contact',
		description: 'Contact cards that the recipient can save',
	},
	{
		displayName: 'Contact',
		name: 'contact',
		values: [
			createTextField('First Name', 'firstName', 'e.g. Ana'),
			createTextField('Last Name', 'lastName', 'e.g. Tan'),
			phonesField,
			emailsField,
			urlsField,
			addressesField,
			moreField,
		],
	},
);

type Filled<K extends string> = { [P in K]?: string };

/** Those of an entry's fields that were filled in. */
function readFilled<K extends string>(entry: ParameterReader, names: readonly K[]): Filled<K> {
	return Object.fromEntries(
		names.map((name) => [name, entry.trimmedText(name)]).filter(([, value]) => value !== ''),
	) as Filled<K>;
}

function readName(entry: ParameterReader, more: ParameterReader): Contact['name'] {
	const given = {
		...readFilled(entry, ['firstName', 'lastName'] as const),
		...readFilled(more, ['prefix', 'middleName', 'suffix'] as const),
	};
	const { prefix, firstName, middleName, lastName, suffix } = given;
	const made = [prefix, firstName, middleName, lastName, suffix].filter(Boolean).join(' ');
	const formattedName = more.trimmedText('formattedName') || made;
	// WhatsApp requires a part in addition to the full name.
	return made === '' && formattedName !== ''
		? { formattedName, firstName: formattedName }
		: { formattedName, ...given };
}

/** A number as a recipient's is read. What is none stays as it is, for the validation to name. */
function readWaId(entry: ParameterReader): Pick<Contact['phones'][number], 'waId'> {
	const typed = entry.trimmedText('waId');
	if (typed === '') return {};
	try {
		return { waId: parsePhoneNumber(typed) };
	} catch {
		return { waId: typed };
	}
}

function readPhone(entry: ParameterReader): Contact['phones'][number] {
	return {
		phone: entry.trimmedText('phone'),
		...readFilled(entry, ['type']),
		...readWaId(entry),
	};
}

/**
 * A date with its time, as n8n's own dates are written, is its day. Databases write a day as the moment in UTC
 * when it begins here.
 */
function toDay(text: string, timeZone: string): string {
	const [, day = text, time = ''] = /^(\d{4}-\d{2}-\d{2})[T ](.*)$/.exec(text) ?? [];
	const instant = Date.parse(text);
	if (!time.endsWith('Z') || Number.isNaN(instant)) return day;
	const here = new Date(instant + getUtcOffsetMs(instant, timeZone)).toISOString();
	// In some zones, summer has begun at midnight.
	return /T0[01]:00:00/.test(here) ? here.slice(0, 10) : day;
}

/** Without any of them, an address has nothing to show. */
const PLACE_FIELDS = ['street', 'city', 'state', 'zip', 'country', 'countryCode'] as const;

/** One entry of the collection as a contact. */
export function readContact(entry: ParameterReader, timeZone: string): Contact {
	const more = entry.collection('more');
	const birthday = more.trimmedText('birthday');
	return {
		name: readName(entry, more),
		phones: entry.entries('phones.phone').map(readPhone),
		emails: entry
			.entries('emails.email')
			.map((email) => ({
				email: email.trimmedText('email'),
				...readFilled(email, ['type']),
			}))
			.filter(({ email }) => email !== ''),
		urls: entry
			.entries('urls.url')
			.map((url) => ({ url: url.trimmedText('url'), ...readFilled(url, ['type']) }))
			.filter(({ url }) => url !== ''),
		addresses: entry.entries('addresses.address').flatMap((address) => {
			const place = readFilled(address, PLACE_FIELDS);
			return Object.keys(place).length > 0 ? [{ ...place, ...readFilled(address, ['type']) }] : [];
		}),
		...readFilled(more, ['company', 'department', 'jobTitle']),
		...(birthday ? { birthday: toDay(birthday, timeZone) } : {}),
	};
}

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Contact } from '../../messages/contacts';
import { textIn, wordIn } from '../parameterReader';
import { entriesField, toEntries } from './interactive/form';

function textField(
	displayName: string,
	name: string,
	placeholder: string,
	more: Partial<INodeProperties> = {},
): INodeProperties {
	return { displayName, name, type: 'string', default: '', placeholder, ...more };
}

function kindField(kinds: string[]): INodeProperties {
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

const phonesField = entriesField(
	{ displayName: 'Phones', name: 'phones', placeholder: 'Add phone' },
	{
		displayName: 'Phone',
		name: 'phone',
		values: [
			textField('Number', 'phone', 'e.g. +60 12-324 0066', { required: true }),
			{ ...kindField(['CELL', 'HOME', 'MAIN', 'WORK']), default: 'CELL' },
			textField('WhatsApp Number', 'waId', 'e.g. +60 12-324 0066', {
				description:
					'Fill this in if the number is on WhatsApp. The card then offers to start a chat.',
			}),
		],
	},
);

const emailsField = entriesField(
	{ displayName: 'Emails', name: 'emails', placeholder: 'Add email' },
	{
		displayName: 'Email',
		name: 'email',
		values: [
			textField('Email', 'email', 'e.g. name@email.com', { required: true }),
			kindField(['HOME', 'WORK']),
		],
	},
);

const urlsField = entriesField(
	{ displayName: 'Websites', name: 'urls', placeholder: 'Add website' },
	{
		displayName: 'Website',
		name: 'url',
		values: [
			textField('URL', 'url', 'e.g. https://example.com', { required: true }),
			kindField(['HOME', 'WORK']),
		],
	},
);

const addressesField = entriesField(
	{ displayName: 'Addresses', name: 'addresses', placeholder: 'Add address' },
	{
		displayName: 'Address',
		name: 'address',
		values: [
			textField('Street', 'street', 'e.g. 1 Jalan Raja'),
			textField('City', 'city', 'e.g. Kuala Lumpur'),
			textField('State', 'state', 'e.g. Selangor'),
			textField('Postal Code', 'zip', 'e.g. 50050'),
			textField('Country', 'country', 'e.g. Malaysia'),
			textField('Country Code', 'countryCode', 'e.g. MY', {
				description: 'Two-letter ISO 3166 code',
			}),
			kindField(['HOME', 'WORK']),
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
		textField('Birthday', 'birthday', 'e.g. 1990-01-31', {
			description: 'Year, month, and day in ISO 8601 format',
		}),
		textField('Company', 'company', 'e.g. Example Sdn Bhd'),
		textField('Department', 'department', 'e.g. Sales'),
		textField('Full Name', 'formattedName', 'e.g. Dr. Ana Tan', {
			description: 'Name shown on the card. If empty, it’s built from the other name fields.',
		}),
		textField('Job Title', 'jobTitle', 'e.g. Manager'),
		textField('Middle Name', 'middleName', 'e.g. Li'),
		textField('Prefix', 'prefix', 'e.g. Dr.'),
		textField('Suffix', 'suffix', 'e.g. Jr.'),
	],
};

export const contactsField: INodeProperties = entriesField(
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
			textField('First Name', 'firstName', 'e.g. Ana'),
			textField('Last Name', 'lastName', 'e.g. Tan'),
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
function filledIn<K extends string>(entry: IDataObject, names: readonly K[]): Filled<K> {
	return Object.fromEntries(
		names.map((name) => [name, wordIn(entry[name])]).filter(([, value]) => value !== ''),
	) as Filled<K>;
}

/** Entries of a collection inside a contact: `{ phone: [...] }`. */
function inner(collection: unknown, name: string): IDataObject[] {
	return toEntries((collection as IDataObject | undefined)?.[name]);
}

const NAME_PARTS = ['prefix', 'firstName', 'middleName', 'lastName', 'suffix'] as const;

function nameIn(entry: IDataObject): Contact['name'] {
	const parts = filledIn(entry, NAME_PARTS);
	const made = NAME_PARTS.flatMap((part) => parts[part] ?? []).join(' ');
	const formattedName = wordIn(entry.formattedName) || made;
	// WhatsApp wants a part beside the full name.
	return made === '' && formattedName !== ''
		? { formattedName, firstName: formattedName }
		: { formattedName, ...parts };
}

function phoneIn({ phone, type, waId }: IDataObject): Contact['phones'][number] {
	// Signs that people put between digits; anything else stays and is refused by the check.
	const digits = textIn(waId).replace(/[\s()+./-]/g, '');
	return {
		phone: wordIn(phone),
		...filledIn({ type }, ['type']),
		...(digits === '' ? {} : { waId: digits }),
	};
}

/** One entry of the collection as a contact. */
export function readContact({ more, ...own }: IDataObject): Contact {
	const entry = { ...own, ...(more as IDataObject | undefined) };
	const { birthday, ...rest } = filledIn(entry, ['company', 'department', 'jobTitle', 'birthday']);
	return {
		name: nameIn(entry),
		phones: inner(entry.phones, 'phone').map(phoneIn),
		emails: inner(entry.emails, 'email').map((email) => ({
			email: wordIn(email.email),
			...filledIn(email, ['type']),
		})),
		urls: inner(entry.urls, 'url').map((url) => ({
			url: wordIn(url.url),
			...filledIn(url, ['type']),
		})),
		addresses: inner(entry.addresses, 'address').map((address) =>
			filledIn(address, ['street', 'city', 'state', 'zip', 'country', 'countryCode', 'type']),
		),
		...rest,
		// A date with its time, as n8n's own dates are written, is its day.
		...(birthday ? { birthday: birthday.replace(/^(\d{4}-\d{2}-\d{2})T.*$/, '$1') } : {}),
	};
}

import type { IDataObject } from 'n8n-workflow';
import { quote } from '../core/quote';
import { validateText } from '../core/validation';
import type { Violation } from '../core/validation';
import { joinLines, type ContentRules } from './contentRules';

/** Kinds of a number, an address, or a URL: `CELL`, `HOME`, `WORK` … */
type Kind = string;

export interface ContactName {
	/** As it is shown. */
	formattedName: string;
	firstName?: string;
	lastName?: string;
	middleName?: string;
	prefix?: string;
	suffix?: string;
}

export interface ContactAddress {
	street?: string;
	city?: string;
	state?: string;
	zip?: string;
	country?: string;
	/** Two letters, ISO 3166. */
	countryCode?: string;
	type?: Kind;
}

/** One contact card. */
export interface Contact {
	name: ContactName;
	/** `waId`: digits of the WhatsApp number; with it the card offers a chat. */
	phones: Array<{ phone: string; type?: Kind; waId?: string }>;
	emails: Array<{ email: string; type?: Kind }>;
	urls: Array<{ url: string; type?: Kind }>;
	addresses: ContactAddress[];
	company?: string;
	department?: string;
	jobTitle?: string;
	/** YYYY-MM-DD */
	birthday?: string;
}

export interface ContactsContent {
	type: 'contacts';
	contacts: Contact[];
}

/** Source: client libraries of the Cloud API; Meta's page names no number. */
const MAX_CONTACTS = 257;

function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function validateName({ formattedName, ...otherNames }: ContactName, label: string): Violation[] {
	const violations = validateText(`${label}: Full Name`, formattedName);
	if (violations.length > 0 || Object.values(otherNames).some((name) => name?.trim()))
		return violations;
	return [{ field: `${label}: First Name`, problem: 'is empty, and so are all other name fields' }];
}

/** A CRM's second number is often empty. */
function hasNoNumber({ phone, waId }: Contact['phones'][number]): boolean {
	return phone === '' && waId === undefined;
}

function validateContact(contact: Contact, label: string): Violation[] {
	const { name, phones, emails, urls, birthday } = contact;
	const each = <T>(entries: T[], kind: string, check: (entry: T, label: string) => Violation[]) =>
		entries.flatMap((entry, i) => check(entry, `${label}, ${kind} ${i + 1}`));
	return [
		...validateName(name, label),
		...each(phones, 'Phone', ({ phone, waId }, at) => [
			// A card without any number has nothing to call.
			...(phones.every(hasNoNumber) || !hasNoNumber({ phone, waId })
				? validateText(`${at}: Number`, phone)
				: []),
			...(waId === undefined || /^[1-9]\d{6,14}$/.test(waId)
				? []
				: [
						{
							field: `${at}: WhatsApp Number`,
							problem: 'must be a number with country code, such as +60 12-324 0066',
						},
					]),
		]),
		...each(emails, 'Email', ({ email }, at) => validateText(`${at}: Email`, email)),
		...each(urls, 'Website', ({ url }, at) => validateText(`${at}: URL`, url)),
		...(birthday === undefined || isDay(birthday)
			? []
			: [
					{
						field: `${label}: Birthday`,
						problem: `is ${quote(birthday)}; enter a date such as 1990-01-31`,
					},
				]),
	];
}

function validate({ contacts }: ContactsContent): Violation[] {
	const field = 'Contacts';
	if (contacts.length === 0) return [{ field, problem: 'is empty; add at least one contact' }];
	return [
		...(contacts.length > MAX_CONTACTS
			? [{ field, problem: `has ${contacts.length} contacts; the maximum is ${MAX_CONTACTS}` }]
			: []),
		...contacts.flatMap((contact, i) => validateContact(contact, `Contact ${i + 1}`)),
	];
}

/** Without the fields that are empty. */
function omitEmpty(values: Record<string, string | undefined>): IDataObject {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
	);
}

function listIfAny(key: string, entries: IDataObject[]): IDataObject {
	return entries.length > 0 ? { [key]: entries } : {};
}

function buildContact(contact: Contact): IDataObject {
	const { name, phones, emails, urls, addresses, birthday } = contact;
	const org = omitEmpty({
		company: contact.company,
		department: contact.department,
		title: contact.jobTitle,
	});
	return {
		name: omitEmpty({
			formatted_name: name.formattedName,
			first_name: name.firstName,
			last_name: name.lastName,
			middle_name: name.middleName,
			prefix: name.prefix,
			suffix: name.suffix,
		}),
		...listIfAny(
			'phones',
			phones
				.filter((each) => !hasNoNumber(each))
				.map(({ phone, type, waId }) => omitEmpty({ phone, type, wa_id: waId })),
		),
		...listIfAny(
			'emails',
			emails.map(({ email, type }) => omitEmpty({ email, type })),
		),
		...listIfAny(
			'urls',
			urls.map(({ url, type }) => omitEmpty({ url, type })),
		),
		...listIfAny(
			'addresses',
			addresses.map(({ countryCode, ...address }) =>
				omitEmpty({ ...address, country_code: countryCode }),
			),
		),
		...(Object.keys(org).length > 0 ? { org } : {}),
		...(birthday ? { birthday } : {}),
	};
}

/** Source: Meta, "Contacts messages". */
export const contacts: ContentRules<ContactsContent> = {
	validate,
	preview: (content) =>
		joinLines(...content.contacts.map(({ name }) => `[contact: ${name.formattedName}]`)),
	toCloudApi: (content) => ({
		type: 'contacts',
		contacts: content.contacts.map(buildContact),
	}),
};

import type { IDataObject } from 'n8n-workflow';
import { asNonEmptyText, asObjects, normalizePhoneNumber } from '../../core/parse';

/**
 * Countries where a mobile number has a digit more or less in `wa_id` than in `from`: Brazil (a 9 after
 * the area code), Mexico (a 1 after the country code), Argentina (a 9 after the country code).
 */
const EXTRA_DIGITS: ReadonlyArray<[number: RegExp, withoutExtraDigit: string]> = [
	[/^(55\d{2})9(\d{8})$/, '$1$2'],
	[/^(52)1(\d{10})$/, '$1$2'],
	[/^(54)9(\d{10})$/, '$1$2'],
];

/** Whom an entry is about. */
interface Person {
	number: string | undefined;
	userId: string | undefined;
}

/** The contact of this person: a batch has one for each of its people, in any order. */
export function findContact(
	value: IDataObject,
	{ number, userId }: Person,
): IDataObject | undefined {
	return asObjects(value.contacts).find(
		(contact) =>
			(userId !== undefined && asNonEmptyText(contact.user_id) === userId) ||
			(number !== undefined && isSameNumber(normalizePhoneNumber(contact.wa_id), number)),
	);
}

export function isSameNumber(a: string | undefined, b: string | undefined): boolean {
	return a !== undefined && b !== undefined && dropExtraDigit(a) === dropExtraDigit(b);
}

function dropExtraDigit(number: string): string {
	return EXTRA_DIGITS.reduce((digits, [pattern, rest]) => digits.replace(pattern, rest), number);
}

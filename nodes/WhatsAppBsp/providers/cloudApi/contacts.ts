import type { IDataObject } from 'n8n-workflow';
import { asNonEmptyText, asObjects } from '../../core/parse';
import { isSameNumber, normalizePhoneNumber } from '../../core/phoneNumber';

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
			(number !== undefined && isSameNumber(normalizePhoneNumber(contact.wa_id) ?? '', number)),
	);
}

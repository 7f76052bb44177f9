import type { IDataObject } from 'n8n-workflow';
import { validateUrl, validateText } from '../../core/validation';
import type { Violation } from '../../core/validation';

interface ProfileText {
	label: string;
	limit: number;
}

/** Code points of each text of a business profile. Source: Meta, "Business profiles". */
const TEXTS: Readonly<Record<string, ProfileText>> = {
	about: { label: 'About', limit: 139 },
	address: { label: 'Address', limit: 256 },
	description: { label: 'Description', limit: 512 },
	email: { label: 'Email', limit: 128 },
};

const MAX_WEBSITES = 2;

/** What WhatsApp would reject about a business profile; an empty text clears, but 'About' must say something. */
export function validateProfile(profile: IDataObject): Violation[] {
	if (Object.keys(profile).length === 0) {
		return [{ field: 'Update Fields', problem: 'is empty; add at least one field' }];
	}
	const texts = Object.entries(TEXTS).flatMap(([key, { label, limit }]) =>
		profile[key] === undefined
			? []
			: validateText(label, String(profile[key]), limit, { required: key === 'about' }),
	);
	const websites = (profile.websites ?? []) as string[];
	const tooMany = `has ${websites.length} URLs; the maximum is ${MAX_WEBSITES}`;
	return [
		...texts,
		...websites.flatMap((website) => validateUrl('Websites', website)),
		...(websites.length > MAX_WEBSITES ? [{ field: 'Websites', problem: tooMany }] : []),
	];
}

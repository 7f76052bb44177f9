import { validateText, validateUrl, type Violation } from '../../core/validation';
import type { BusinessProfile } from '../../providers/apiCalls';

/** Code points of each text of a business profile. Source: Meta, "Business profiles". */
const TEXTS = [
	{ name: 'about', label: 'About', limit: 139 },
	{ name: 'address', label: 'Address', limit: 256 },
	{ name: 'description', label: 'Description', limit: 512 },
	{ name: 'email', label: 'Email', limit: 128 },
] as const;

const MAX_WEBSITES = 2;

/** What WhatsApp would reject about a business profile; an empty text clears, but 'About' must say something. */
export function validateProfile(profile: BusinessProfile): Violation[] {
	if (Object.keys(profile).length === 0) {
		return [{ field: 'Update Fields', problem: 'is empty; add at least one field' }];
	}
	const texts = TEXTS.flatMap(({ name, label, limit }) => {
		const text = profile[name];
		if (text === undefined) return [];
		return validateText(label, text, { limit, required: name === 'about' });
	});
	const { websites = [] } = profile;
	const tooMany = `has ${websites.length} URLs; the maximum is ${MAX_WEBSITES}`;
	return [
		...texts,
		...websites.flatMap((website) => validateUrl('Websites', website)),
		...(websites.length > MAX_WEBSITES ? [{ field: 'Websites', problem: tooMany }] : []),
	];
}

import { validateText } from '../../core/validation';
import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export type AddressCountry = 'IN' | 'SG';

export interface AddressRequest {
	type: 'address';
	country: AddressCountry;
	/** What the form is filled with beforehand, by Meta's names. Empty texts are omitted. */
	values: Record<string, string>;
}

interface AddressField {
	label: string;
	countries: readonly AddressCountry[];
	/** Code points. */
	limit?: number;
}

/** The form's fields by Meta's names. Source: 360dialog, "Address Messages". */
export const ADDRESS_FIELDS: Readonly<Record<string, AddressField>> = {
	address: { label: 'Address', countries: ['IN', 'SG'] },
	building_name: { label: 'Building Name', countries: ['IN'] },
	city: { label: 'City', countries: ['IN', 'SG'] },
	floor_number: { label: 'Floor Number', countries: ['IN'] },
	house_number: { label: 'House Number', countries: ['IN'] },
	landmark_area: { label: 'Landmark or Area', countries: ['IN'] },
	name: { label: 'Name', countries: ['IN', 'SG'] },
	phone_number: { label: 'Phone Number', countries: ['IN', 'SG'] },
	in_pin_code: { label: 'PIN Code', countries: ['IN'], limit: 6 },
	sg_post_code: { label: 'Postal Code', countries: ['SG'], limit: 6 },
	state: { label: 'State', countries: ['IN'] },
	tower_number: { label: 'Tower Number', countries: ['IN'] },
	unit_number: { label: 'Unit Number', countries: ['SG'] },
};

/** Source: Meta, "Address messages" (India and Singapore only). */
export const address: InteractiveRules<AddressRequest> = {
	apiType: 'address_message',
	header: 'text',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: true,
	validate: ({ country, values }) =>
		Object.entries(values).flatMap(([name, value]) => {
			const { label: field = name, countries = [], limit } = ADDRESS_FIELDS[name] ?? {};
			if (!countries.includes(country)) {
				return [{ field, problem: `isn’t part of the address form for country ${country}` }];
			}
			return validateText(field, value, { limit, required: false });
		}),
	action: ({ country, values }) => ({
		name: 'address_message',
		parameters: { country, ...(Object.keys(values).length > 0 ? { values } : {}) },
	}),
};

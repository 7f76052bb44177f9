import type { Violation } from '../core/validation';
import { joinLines, type ContentRules } from './contentRules';

export interface LocationContent {
	type: 'location';
	/** Degrees; NaN if what was entered is no number. */
	latitude: number;
	longitude: number;
	name?: string;
	address?: string;
}

function validateDegrees(field: string, degrees: number, limit: number): Violation[] {
	if (Number.isNaN(degrees)) {
		return [{ field, problem: 'must be a number of degrees, such as 3.1390' }];
	}
	return Math.abs(degrees) > limit
		? [{ field, problem: `is ${degrees}; it must be between -${limit} and ${limit}` }]
		: [];
}

/** Source: Meta, "Location messages", which names no limits for name and address. */
export const location: ContentRules<LocationContent> = {
	validate: ({ latitude, longitude }) => [
		...validateDegrees('Latitude', latitude, 90),
		...validateDegrees('Longitude', longitude, 180),
	],
	preview: ({ name, address, latitude, longitude }) =>
		joinLines(`[location: ${latitude}, ${longitude}]`, name, address),
	toCloudApi: ({ latitude, longitude, name, address }) => ({
		type: 'location',
		location: { latitude, longitude, ...(name ? { name } : {}), ...(address ? { address } : {}) },
	}),
};

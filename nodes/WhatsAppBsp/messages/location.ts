import type { IDataObject } from 'n8n-workflow';
import type { LocationContent } from './types';
import type { Violation } from '../core/validation';

function checkDegrees(field: string, degrees: number, limit: number): Violation[] {
	if (Number.isNaN(degrees)) {
		return [{ field, problem: 'must be a number of degrees, such as 3.1390' }];
	}
	return Math.abs(degrees) > limit
		? [{ field, problem: `is ${degrees}; it must be between -${limit} and ${limit}` }]
		: [];
}

/** Meta names no limits for name and address. */
export function validateLocation({ latitude, longitude }: LocationContent): Violation[] {
	return [...checkDegrees('Latitude', latitude, 90), ...checkDegrees('Longitude', longitude, 180)];
}

/** Source: Meta, "Location messages". */
export function buildLocation(location: LocationContent): IDataObject {
	const { latitude, longitude, name, address } = location;
	return { latitude, longitude, ...(name ? { name } : {}), ...(address ? { address } : {}) };
}

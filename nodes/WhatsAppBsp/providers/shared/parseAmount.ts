import { asNumber, asText } from '../../core/parse';

/** An amount of money, also one with separators of thousands: `"1,234.56"` is 1234.56. Null of anything else. */
export function parseAmount(value: unknown): number | null {
	return asNumber(asText(value)?.replace(/,(?=\d{3}(?!\d))/g, ''));
}

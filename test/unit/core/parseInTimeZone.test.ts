import { parseInTimeZone } from '../../../nodes/WhatsAppBsp/core/parseInTimeZone';

describe('a time without a zone is meant as the clocks of the workflow’s zone show it', () => {
	it.each([
		['2026-12-01T12:00:00', 'UTC', '2026-12-01T12:00:00Z'],
		['2026-12-01T12:00:00', 'Asia/Kuala_Lumpur', '2026-12-01T04:00:00Z'],
		['2026-12-01 12:00', 'Asia/Kuala_Lumpur', '2026-12-01T04:00:00Z'],
		['2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00Z'],
		['2026-12-01T12:00:00', 'Europe/Berlin', '2026-12-01T11:00:00Z'],
		// The night of the change, before and after it.
		['2026-10-25T01:30:00', 'Europe/Berlin', '2026-10-24T23:30:00Z'],
		['2026-10-25T03:30:00', 'Europe/Berlin', '2026-10-25T02:30:00Z'],
		['2026-12-01T12:00:00Z', 'Asia/Kuala_Lumpur', '2026-12-01T12:00:00Z'],
		['2026-12-01T12:00:00+02:00', 'Asia/Kuala_Lumpur', '2026-12-01T10:00:00Z'],
		['2026-12-01', 'Asia/Kuala_Lumpur', '2026-11-30T16:00:00Z'],
		// As PostgreSQL writes it.
		['2026-12-01 18:00:00+08', 'UTC', '2026-12-01T10:00:00Z'],
		['2026-12-01 18:00:00.125-03', 'UTC', '2026-12-01T21:00:00.125Z'],
	])('%s in %s', (text, zone, utc) => {
		expect(new Date(parseInTimeZone(text, zone)).toISOString()).toBe(new Date(utc).toISOString());
	});

	it.each([
		'soon',
		'',
		'2026-13-01T00:00:00',
		'12:00',
		// Which of them is the month?
		'05/06/2030',
		'05-06-2030',
		'5 June 2030',
		// A spreadsheet's own number of a day.
		'47848',
	])('%s is no time', (text) => {
		expect(parseInTimeZone(text, 'UTC')).toBeNaN();
	});
});

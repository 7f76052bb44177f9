/**
 * What a code is about where only its text tells, as a row of the table of errors.
 *
 * Source: a public test of Direct Send against Graph v24.0; Meta describes the condition alone.
 */
export const META_TEXTS: ReadonlyArray<{ code: string; text: RegExp; entry: string }> = [
	{ code: '100', text: /requires Direct Send/i, entry: '100-direct-send' },
];

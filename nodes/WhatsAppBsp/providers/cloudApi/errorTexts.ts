/**
 * What a code is about where only its text tells, as a row of the table of errors.
 *
 * Source: a public test of Direct Send against Graph v24.0; Meta describes the condition alone.
 * The terms: 360dialog, "Expected Errors & Programming Languages" (200 in one example, 131055 in another).
 */
export const META_TEXTS: ReadonlyArray<{ code: string; text: RegExp; entry: string }> = [
	{ code: '100', text: /requires Direct Send/i, entry: '100-direct-send' },
	...['200', '131055'].map((code) => ({
		code,
		text: /accept the Marketing Messages\b.*\bterms/i,
		entry: '200-marketing-terms',
	})),
];

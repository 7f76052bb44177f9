/** What a fault's setting has brought along. */
export function requireValue<T>(what: T | undefined): T {
	if (what === undefined) throw new Error('the setting of this fault lacks what it needs');
	return what;
}

/** `error-code`, `error_code` and `errorCode` are one name. */
export function normalizeFieldName(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

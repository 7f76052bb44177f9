/**
 * By what a secret is recognized in any encoding: letters and digits only, so that neither JSON nor
 * a URL nor a page writes it differently.
 */
export const CORE = 'zq7core4711secret';

/** A secret with characters that a URL and PHP’s JSON write differently. */
export const SECRET = `+/${CORE}= %é`;

/** How the core looks inside base64, whatever stands before it: three ways to be cut into threes. */
const IN_BASE64 = [0, 1, 2].map((shift) => {
	const encoded = Buffer.from(`${'x'.repeat(shift)}${CORE}`).toString('base64');
	// The first and last characters depend on the neighbours.
	return encoded.slice(4, -4);
});

/** Where a secret shows, as the paths to the texts that contain it; tests expect an empty list. */
export function findLeaks(value: unknown): string[] {
	return [...getTexts(value)]
		.filter(([, text]) => [CORE, ...IN_BASE64].some((writing) => text.includes(writing)))
		.map(([path, text]) => `${path}: ${text.slice(0, 300)}`);
}

/**
 * Every text that can be reached from a value: names and values of all properties, hidden ones, lists,
 * maps, bytes, errors with what they came from.
 */
function* getTexts(value: unknown): Generator<[string, string]> {
	const open: Array<[string, unknown]> = [['', value]];
	const seen = new Set<unknown>();
	for (let next = open.pop(); next; next = open.pop()) {
		const [path, each] = next;
		if (typeof each === 'string') yield [path, each];
		if (typeof each !== 'object' || each === null || seen.has(each)) continue;
		seen.add(each);
		if (Buffer.isBuffer(each)) {
			yield [path, each.toString('utf8')];
			continue;
		}
		if (each instanceof Map || each instanceof Set) open.push([`${path}(entries)`, [...each]]);
		for (const name of Reflect.ownKeys(each)) {
			const inner = `${path}.${String(name)}`;
			yield [inner, String(name)];
			open.push([inner, (each as Record<PropertyKey, unknown>)[name]]);
		}
	}
}

type Flat = unknown[];

/**
 * Reads n8n's execution data. It is written with `flatted`: a list of values in which every string
 * inside an object or array is the index of the value that belongs there.
 */
export function parseFlatted(text: string): unknown {
	const flat = JSON.parse(text) as Flat;
	const done = new Map<number, unknown>();
	const at = (index: number): unknown => {
		if (done.has(index)) return done.get(index);
		const value = flat[index];
		if (typeof value !== 'object' || value === null) return value;
		const result: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
		// Before its parts: they may point back at it.
		done.set(index, result);
		for (const [key, part] of Object.entries(value)) {
			(result as Record<string, unknown>)[key] = typeof part === 'string' ? at(Number(part)) : part;
		}
		return result;
	};
	return at(0);
}

/**
 * Forgets the oldest of a map's entries once there are a tenth more than `max`: many at a time, because
 * finding the first one goes over the places of those that were deleted before, which a `Map` keeps.
 */
export function trimOldest<K, V>(
	entries: Map<K, V>,
	max: number,
	canForget: (value: V) => boolean = () => true,
): void {
	if (entries.size <= max * 1.1) return;
	for (const [key, value] of entries) {
		if (entries.size <= max) return;
		if (canForget(value)) entries.delete(key);
	}
}

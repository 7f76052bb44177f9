/**
 * Deadlines of that length come when the test says so, until `jest.restoreAllMocks()`.
 * @returns one controller for each such deadline, as they are set
 */
export function holdDeadlines(heldMs: number): AbortController[] {
	const held: AbortController[] = [];
	const createSignal = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		if (ms !== heldMs) return createSignal(ms);
		const deadline = new AbortController();
		held.push(deadline);
		return deadline.signal;
	});
	return held;
}

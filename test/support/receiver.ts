import { startReceiver, type Receiver } from './runtime';

/** A receiver for each test of a file (or of a `describe`): started before it, closed after it. */
export function useReceiver(): Receiver {
	const receiver = {} as Receiver;
	beforeEach(async () => {
		Object.assign(receiver, await startReceiver());
	});
	afterEach(async () => await receiver.close());
	return receiver;
}

import { sleep } from 'n8n-workflow';
import { systemClock } from './clock';

const SLICE_MS = 50;

/**
 * Long work is done in slices: in between, n8n answers webhooks and editors.
 *
 *     for (const each of many) {
 *       if (slice.isOver()) await slice.renew();
 */
export class WorkSlice {
	private start = systemClock.now();

	isOver(): boolean {
		return systemClock.now() - this.start >= SLICE_MS;
	}

	/** Everything else in the process gets its turn. */
	async renew(): Promise<void> {
		await sleep(0);
		this.start = systemClock.now();
	}
}

import { EventEmitter, once } from 'node:events';
import { z } from 'zod';

export const faultSchema = z.strictObject({
	kind: z.enum([
		'status',
		'html',
		'halfJson',
		'cutOff',
		'resetBefore',
		'resetAfter',
		'hang',
		'redirect',
		'empty',
		'null',
		'slow',
		/** No response before the faults are cleared, then the usual one. */
		'hold',
	]),
	/** null: until cleared. */
	times: z.number().int().positive().nullable().default(1),
	/** Lets that many matching requests pass first. */
	skip: z.number().int().nonnegative().default(0),
	method: z.string().optional(),
	pathIncludes: z.string().optional(),
	to: z.string().optional(),
	status: z.number().int().min(200).max(599).optional(),
	body: z.unknown().optional(),
	headers: z.record(z.string()).optional(),
	contentType: z.string().optional(),
	location: z.string().optional(),
	processed: z.boolean().optional(),
	ms: z.number().nonnegative().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** Whether the provider's server accepted the message before things went wrong, unless told otherwise. */
const PROCESSED: Record<Fault['kind'], boolean> = {
	status: false,
	html: false,
	halfJson: true,
	cutOff: true,
	resetBefore: false,
	resetAfter: true,
	hang: false,
	redirect: false,
	empty: true,
	null: true,
	slow: true,
	hold: true,
};

export const isProcessed = (fault: Fault) =>
	fault.kind === 'resetBefore' ? false : (fault.processed ?? PROCESSED[fault.kind]);

export interface Matchable {
	method: string;
	path: string;
	/** undefined while the body has not been read. */
	recipients: string[] | undefined;
}

export class Faults {
	private list: Fault[] = [];
	private readonly clearing = new EventEmitter().setMaxListeners(0);

	add(fault: Fault): void {
		this.list.push(fault);
	}

	remove(fault: Fault): void {
		this.list = this.list.filter((candidate) => candidate !== fault);
	}

	clear(): void {
		this.list = [];
		this.clearing.emit('clear');
	}

	async waitForClear(): Promise<void> {
		await once(this.clearing, 'clear');
	}

	all(): readonly Fault[] {
		return this.list;
	}

	/** Returns the first fault that fits this request and uses it up. `beforeBody`: only those that need no body. */
	consume(request: Matchable, beforeBody: boolean): Fault | undefined {
		const fits = (fault: Fault) =>
			(fault.kind === 'resetBefore' && fault.to === undefined) === beforeBody &&
			(fault.method === undefined || fault.method.toUpperCase() === request.method) &&
			(fault.pathIncludes === undefined || request.path.includes(fault.pathIncludes)) &&
			(fault.to === undefined || (request.recipients ?? []).includes(fault.to.replace(/^\+/, '')));
		const fault = this.list.find(fits);
		if (!fault) return undefined;
		if (fault.skip > 0) {
			fault.skip -= 1;
			return undefined;
		}
		if (fault.times !== null) {
			fault.times -= 1;
			if (fault.times < 1) this.list.splice(this.list.indexOf(fault), 1);
		}
		return fault;
	}
}

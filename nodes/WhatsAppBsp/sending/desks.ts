import { CLOCK } from './clock';
import { Desk } from './desk';

/** One for each record that executions of this process claim keys in, while they do. */
const desks = new Map<string, Desk>();

export function deskOf(name: string): Desk {
	const open = desks.get(name);
	if (open) return open;
	const desk = new Desk(CLOCK, Math.random, undefined, () => desks.delete(name));
	desks.set(name, desk);
	return desk;
}

import { requireValue } from '../given.mts';
import { TIMEOUT_MS } from '../driver.mts';
import { Names } from '../host.mts';
import { makeCertificate } from '../link.mts';
import type { Fault } from '../types.mts';

const down: Omit<Fault, 'name'> = {
	modes: ['single', 'queue'],
	strike: async ({ link }) => await link.down(),
	lasts: { seconds: 60, quick: 15 },
	repair: async ({ link }) => await link.up(),
};

/** Of the trigger, and how long the provider waits for a response meanwhile: less. */
const WINDOW_MS = 250;
const PATIENCE_MS = 100;

const SLOW_MS = 10_000;

export const provider: Fault[] = [
	{ ...down, name: 'provider down for a minute' },
	{ ...down, name: "provider down for a minute, 'Max Retries' 8", maxRetries: 8 },
	{
		name: 'provider slow (10 s)',
		modes: ['single', 'queue'],
		strike: async (context) => await context.provider.setLatency(SLOW_MS),
		lasts: { seconds: 30, quick: 15 },
		repair: async (context) => await context.provider.setLatency(0),
	},
	{
		name: 'provider hangs up before the response',
		modes: ['single', 'queue'],
		batchWindowMs: WINDOW_MS,
		strike: ({ driver }) => {
			driver.timeoutMs = PATIENCE_MS;
		},
		lasts: { seconds: 10 },
		repair: ({ driver }) => {
			driver.timeoutMs = TIMEOUT_MS;
		},
	},
	{
		name: 'certificate error',
		modes: ['single', 'queue'],
		way: 'tls',
		strike: ({ link, folder }) => link.show(makeCertificate(folder, 'unknown')),
		lasts: { seconds: 15, quick: 5 },
		repair: ({ link, trusted }) => link.show(trusted),
	},
	{
		name: 'DNS failure',
		modes: ['single', 'queue'],
		missing: Names.missing,
		way: 'name',
		strike: ({ names }) => requireValue(names).forget(),
		lasts: { seconds: 10 },
		repair: ({ names }) => requireValue(names).know(),
	},
];

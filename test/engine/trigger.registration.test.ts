import { TriggerBench, type TriggerOptions } from '../support/engineTrigger';
import {
	createAccount,
	providerHttp,
	waitFor,
	type NewAccountOptions,
	type SandboxAccount,
} from '../support/sandboxClient';

const CUSTOMER = '16505076520';

/** The user's own system, which was there first. */
const CRM = { url: 'https://crm.example.com/hook', headers: { Authorization: 'Basic YTpi' } };

let account: SandboxAccount;
const benches: TriggerBench[] = [];
afterEach(async () => {
	for (const bench of benches.splice(0)) await bench.close();
});

async function number(options: NewAccountOptions = {}, first: object | null = CRM) {
	account = await createAccount('dialog360', options);
	if (first) await register(first);
}

async function workflow(options: TriggerOptions['options'] = {}) {
	const bench = await TriggerBench.start(account, { options });
	benches.push(bench);
	return bench;
}

const register = async (webhook: object) =>
	await providerHttp(account).post('/v1/configs/webhook', webhook, {
		headers: { 'D360-API-KEY': account.credentials.apiKey },
	});

interface Registered {
	url?: string;
	headers?: Record<string, string>;
	multi: Array<{ name: string; url: string; headers: Record<string, string> }>;
}
const registered = async () => (await account.webhook()) as unknown as Registered;

/** What is registered, in words: `crm`, `A`, `A test`, or `none`. */
async function where(...workflows: TriggerBench[]) {
	const names = new Map<string | undefined, string>([
		[CRM.url, 'crm'],
		[undefined, 'none'],
		...workflows.flatMap((bench, index): Array<[string, string]> => {
			const letter = 'ABC'[index];
			return [
				[bench.url, letter],
				[bench.testUrl, `${letter} test`],
			];
		}),
	]);
	const { url, multi } = await registered();
	const beside = multi.map((each) => names.get(each.url) ?? each.url);
	return [names.get(url) ?? url, ...beside].join(' + ');
}

type Step = (benches: TriggerBench[]) => Promise<unknown>;
const STEPS: Record<string, Step> = {
	'A on': async ([a]) => await a.activate(),
	'A off': async ([a]) => await a.deactivate(),
	'A listens': async ([a]) => await a.listen(),
	'A stops listening': async ([a]) => await a.stopListening(),
	'n8n crashes': async (both) => TriggerBench.crash(...both),
	'n8n restarts': async (both) => await TriggerBench.restart(...both),
	'A is published': async ([a]) => {
		await a.deactivate();
		await a.activate('update');
	},
	'B on': async ([, b]) => await b.activate(),
	'B off': async ([, b]) => await b.deactivate(),
	'B listens': async ([, b]) => await b.listen(),
	'B stops listening': async ([, b]) => await b.stopListening(),
	'B is published': async ([, b]) => {
		await b.deactivate();
		await b.activate('update');
	},
	'the user points the number back to the CRM': async () => await register(CRM),
};

type Course = Array<[keyof typeof STEPS, string]>;

/** Each step, and what is registered after it. */
async function walked(course: Course, options: TriggerOptions['options'] = {}) {
	const both = [await workflow(options), await workflow(options)];
	const seen: string[][] = [];
	for (const [step] of course) {
		await STEPS[step](both);
		seen.push([step, await where(...both)]);
	}
	return seen;
}

/** Every course ends with everything off: then the CRM has its number back. */
const courses: Record<string, Course> = {
	'one workflow': [
		['A on', 'A'],
		['A off', 'crm'],
	],
	'published while it is active': [
		['A on', 'A'],
		['A is published', 'A'],
		['A off', 'crm'],
	],
	restarted: [
		['A on', 'A'],
		['n8n restarts', 'A'],
		['A off', 'crm'],
	],
	'test first': [
		['A listens', 'crm + A test'],
		['A stops listening', 'crm'],
	],
	'test while it is active': [
		['A on', 'A'],
		['A listens', 'A + A test'],
		['A stops listening', 'A'],
		['A off', 'crm'],
	],
	'activated while a test listens': [
		['A listens', 'crm + A test'],
		['A on', 'A + A test'],
		['A stops listening', 'A'],
		['A off', 'crm'],
	],
	'deactivated while a test listens': [
		['A on', 'A'],
		['A listens', 'A + A test'],
		['A off', 'crm + A test'],
		['A stops listening', 'crm'],
	],
	'a crash in a test of an active workflow': [
		['A on', 'A'],
		['A listens', 'A + A test'],
		['n8n restarts', 'A'],
		['A off', 'crm'],
	],
	'a crash in a test: the next test clears up': [
		['A listens', 'crm + A test'],
		['n8n crashes', 'crm + A test'],
		['B listens', 'crm + B test'],
		['B stops listening', 'crm'],
	],
	'two, last in first out': [
		['A on', 'A'],
		['B on', 'B'],
		['B off', 'A'],
		['A off', 'crm'],
	],
	'two, first in first out': [
		['A on', 'A'],
		['B on', 'B'],
		['A off', 'B'],
		['B off', 'crm'],
	],
	'two, and a restart between': [
		['A on', 'A'],
		['B on', 'B'],
		['n8n restarts', 'B'],
		['A off', 'B'],
		['B off', 'crm'],
	],
	'two, and a restart with the other one current': [
		['A on', 'A'],
		['B on', 'B'],
		['B off', 'A'],
		['n8n restarts', 'A'],
		['A off', 'crm'],
	],
	'two, the older one published again': [
		['A on', 'A'],
		['B on', 'B'],
		['A is published', 'A'],
		['B off', 'A'],
		['A off', 'crm'],
	],
	'two, the older one published again, off in the other order': [
		['A on', 'A'],
		['B on', 'B'],
		['A is published', 'A'],
		['A off', 'B'],
		['B off', 'crm'],
	],
	'a test of the one while the other is active': [
		['A on', 'A'],
		['B listens', 'A + B test'],
		['B stops listening', 'A'],
		['A off', 'crm'],
	],
	'two tests at once': [
		['A listens', 'crm + A test'],
		['B listens', 'crm + A test + B test'],
		['A stops listening', 'crm + B test'],
		['B stops listening', 'crm'],
	],
	'taken back by hand: the deactivation leaves it there': [
		['A on', 'A'],
		['the user points the number back to the CRM', 'crm'],
		['A off', 'crm'],
	],
};

describe.each(Object.entries(courses))('%s', (_name, course) => {
	it(course.map(([step, state]) => `${step}: ${state}`).join('; '), async () => {
		await number();
		expect(await walked(course)).toEqual(course);
		expect(await registered()).toMatchObject({ ...CRM, multi: [] });
	});
});

describe('a test that may take over', () => {
	const options = { takeOverWhileTesting: true };

	it('gets every message for as long as it listens, and gives the number back', async () => {
		await number();
		const bench = await workflow(options);
		await bench.activate();
		await bench.listen();
		expect(await where(bench)).toBe('A test');
		await account.writes(CUSTOMER, 'to the test');
		await waitFor(async () => (await where(bench)) === 'A');
		await account.writes(CUSTOMER, 'live');
		expect(bench.executions.map(([{ text }]) => text)).toEqual(['to the test', 'live']);
		await bench.deactivate();
		expect(await registered()).toMatchObject(CRM);
	});

	it.each<[string, Course]>([
		[
			'activated meanwhile',
			[
				['A listens', 'A test'],
				['A on', 'A'],
				['A stops listening', 'A'],
				['A off', 'crm'],
			],
		],
		[
			'after a crash, the next activation knows what was there',
			[
				['A listens', 'A test'],
				['n8n crashes', 'A test'],
				['A on', 'A'],
				['A off', 'crm'],
			],
		],
		[
			'after a crash, the next test too',
			[
				['A listens', 'A test'],
				['n8n crashes', 'A test'],
				['B listens', 'B test'],
				['B stops listening', 'crm'],
			],
		],
		[
			'after a crash, an active workflow takes its number back',
			[
				['A on', 'A'],
				['A listens', 'A test'],
				['n8n restarts', 'A'],
				['A off', 'crm'],
			],
		],
		[
			'of another workflow, after a crash',
			[
				['A on', 'A'],
				['B listens', 'B test'],
				['n8n restarts', 'A'],
				['A off', 'crm'],
			],
		],
		[
			'two at once',
			[
				['A listens', 'A test'],
				['B listens', 'B test'],
				['A stops listening', 'B test'],
				['B stops listening', 'crm'],
			],
		],
		[
			'two at once, the other order',
			[
				['A listens', 'A test'],
				['B listens', 'B test'],
				['B stops listening', 'A test'],
				['A stops listening', 'crm'],
			],
		],
	])('%s', async (_name, course) => {
		await number();
		expect(await walked(course, options)).toEqual(course);
		expect(await registered()).toMatchObject(CRM);
	});
});

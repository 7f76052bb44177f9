import { TriggerHarness, type TriggerOptions } from '../../support/triggerHarness';
import { CRM, WebhookAccount } from '../../support/webhookAccount';
import { waitFor } from '../../support/sandboxClient';

const CUSTOMER = '16505076520';

let number: WebhookAccount;
afterEach(async () => await number.close());

type Step = (harnesses: TriggerHarness[]) => Promise<unknown>;
const STEPS: Record<string, Step> = {
	'A on': async ([a]) => await a.activate(),
	'A off': async ([a]) => await a.deactivate(),
	'A listens': async ([a]) => await a.listen(),
	'A stops listening': async ([a]) => await a.stopListening(),
	'n8n crashes': async (both) => TriggerHarness.crash(...both),
	'n8n restarts': async (both) => await TriggerHarness.restart(...both),
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
	'the user points the number back to the CRM': async () => await number.register(CRM),
	'another main process of n8n leads': async (both) => {
		for (const each of both) if (each.isActive) await each.activate('leadershipChange');
	},
	'both off, as triggers of one workflow': async (both) =>
		await TriggerHarness.deactivateTogether(...both),
};

type Course = Array<[keyof typeof STEPS, string]>;

/** Each step, and what is registered after it. */
async function walked(course: Course, options: TriggerOptions['options'] = {}) {
	const both = [await number.addWorkflow(options), await number.addWorkflow(options)];
	const seen: string[][] = [];
	for (const [step] of course) {
		await STEPS[step](both);
		seen.push([step, await number.describeRegistered(...both)]);
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
	'taken back by hand: a restart and another main process leave it there': [
		['A on', 'A'],
		['the user points the number back to the CRM', 'crm'],
		['n8n restarts', 'crm'],
		['another main process of n8n leads', 'crm'],
		['A off', 'crm'],
	],
	'two, and another main process': [
		['A on', 'A'],
		['B on', 'B'],
		['A is published', 'A'],
		['n8n restarts', 'A'],
		['another main process of n8n leads', 'A'],
		['A off', 'B'],
		['B off', 'crm'],
	],
	'two in one workflow, whose URLs respond until both are off': [
		['A on', 'A'],
		['B on', 'B'],
		['both off, as triggers of one workflow', 'crm'],
		['B on', 'B'],
		['A on', 'A'],
		['both off, as triggers of one workflow', 'crm'],
	],
};

describe.each(Object.entries(courses))('%s', (_name, course) => {
	it(course.map(([step, state]) => `${step}: ${state}`).join('; '), async () => {
		number = await WebhookAccount.open();
		expect(await walked(course)).toEqual(course);
		expect(await number.getRegistered()).toMatchObject({ ...CRM, multi: [] });
	});
});

describe('a test that may take over', () => {
	const options = { takeOverWhileTesting: true };

	it('gets every message for as long as it listens, and gives the number back', async () => {
		number = await WebhookAccount.open();
		const harness = await number.addWorkflow(options);
		await harness.activate();
		await harness.listen();
		expect(await number.describeRegistered(harness)).toBe('A test');
		await number.account.writeText(CUSTOMER, 'to the test');
		await waitFor(async () => (await number.describeRegistered(harness)) === 'A');
		await number.account.writeText(CUSTOMER, 'live');
		expect(harness.executions.map(([{ text }]) => text)).toEqual(['to the test', 'live']);
		await harness.deactivate();
		expect(await number.getRegistered()).toMatchObject(CRM);
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
		number = await WebhookAccount.open();
		expect(await walked(course, options)).toEqual(course);
		expect(await number.getRegistered()).toMatchObject(CRM);
	});
});

import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { runNode } from '../support/engine';
import { initDeduplication } from '../support/processedDataTable';
import { createAccount, type SandboxProvider } from '../support/sandboxClient';

const CUSTOMER = '4915201234567';
const GROUP = 'Y2FwaV9ncm91cDoxMjAzNjMwMjU=';
const TEMPLATE = {
	template: { __rl: true, mode: 'id', value: 'confirm_visit|en_US' },
	templateInput: 'values',
};

beforeAll(initDeduplication);

/** The node's output in a dry run, which is checked like what is sent. */
async function ask(
	{ options, ...parameters }: INodeParameters,
	provider: SandboxProvider = 'dialog360',
) {
	const account = await createAccount(provider);
	if (provider === 'dialog360') {
		await account.addTemplate({
			name: 'confirm_visit',
			language: 'en_US',
			category: 'UTILITY',
			components: [
				{ type: 'BODY', text: 'See you tomorrow?' },
				{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Confirm' }] },
			],
		});
	}
	const all = {
		operation: 'sendAndWait',
		to: CUSTOMER,
		message: 'Approve?',
		...parameters,
		options: { dryRun: true, ...(options as object) },
	} as INodeParameters;
	return await runNode(account, all, { onError: 'continueRegularOutput' });
}

/** What is wrong, in the words of the output. */
async function getProblems(parameters: INodeParameters, provider?: SandboxProvider) {
	const { json } = await ask(parameters, provider);
	return (json[0].error as { title: string }).title;
}

describe('a question to a group', () => {
	it.each<INodeParameters>([
		{ responseType: 'freeText' },
		{ responseType: 'freeText', sendAs: 'template', ...TEMPLATE },
		{ responseType: 'template', ...TEMPLATE },
		{ responseType: 'approval' },
		{ responseType: 'flow', flowId: '1', buttonText: 'Open' },
		{ responseType: 'choice', choices: { values: [{ title: 'A' }] } },
	])('is not asked: %j', async (parameters) => {
		expect(await getProblems({ to: GROUP, ...parameters })).toBe("'To' is a group; ask one person");
	});

	it('is not asked where nothing but sending could find out', async () => {
		const account = await createAccount('dialog360', { settings: { enforceWindow: false } });
		const { error } = await runNode(account, {
			operation: 'sendAndWait',
			responseType: 'freeText',
			to: GROUP,
			message: 'When?',
		});
		expect(error?.message).toContain('is a group; ask one person');
		expect(await account.messages()).toEqual([]);
	});

	it('may wait for delivery', async () => {
		const { json } = await ask({ to: GROUP, responseType: 'delivery' });
		expect(json).toMatchObject([{ status: 'dryRun', to: GROUP }]);
	});
});

it.each(['onPremise', 'sandbox'] as const)(
	'no delivery is awaited with the hosting %s, which returns no callback data',
	async (hosting) => {
		const account = await createAccount('dialog360', { hosting });
		const { error } = await runNode(account, {
			operation: 'sendAndWait',
			responseType: 'delivery',
			to: CUSTOMER,
			message: 'Hello',
		});
		expect(error?.message).toContain("'Delivery' only works on 360dialog’s Cloud API");
	},
);

it('says how much callback data fits next to the reference of a wait for delivery', async () => {
	const getTooLong = async (length: number) =>
		await getProblems({
			to: CUSTOMER,
			responseType: 'delivery',
			options: { callbackData: 'x'.repeat(length) },
		});
	const [, room] =
		/^'Callback Data' has 600 characters; the maximum here is (\d+)$/.exec(await getTooLong(600)) ??
		[];
	expect(Number(room)).toBeGreaterThan(256);
	expect(await getTooLong(Number(room) + 1)).toContain(`the maximum here is ${room}`);
	const { json } = await ask({
		responseType: 'delivery',
		options: { callbackData: 'x'.repeat(Number(room)) },
	});
	expect(json).toMatchObject([{ status: 'dryRun' }]);
});

describe('a test URL as the trigger’s', () => {
	const PROBLEM = 'is the test URL; paste the production URL';

	it.each([
		['modica', 'https://n8n.example.com/webhook-test/4f7c/webhook'],
		['bulk360', 'https://n8n.example.com/n8n/webhook-test/4f7c/webhook?x=1'],
		['dialog360', ' http://127.0.0.1:5678/webhook-test/4f7c/webhook '],
	] as const)('is rejected at %s: %s', async (provider, triggerUrl) => {
		const to = provider === 'modica' ? '64211234567' : CUSTOMER;
		const parameters = { to, responseType: 'freeText', options: { triggerUrl } };
		expect(await getProblems(parameters, provider)).toBe(`'Trigger URL' ${PROBLEM}`);
	});

	it.each(['https://n8n.example.com/webhook/webhook-test', 'https://webhook-test/webhook/x'])(
		'is not seen in %s',
		async (triggerUrl) => {
			const { json } = await ask({ responseType: 'freeText', options: { triggerUrl } });
			expect(json).toMatchObject([{ status: 'dryRun' }]);
		},
	);
});

const named = (problems: Record<string, string>) =>
	Object.entries(problems)
		.map(([field, problem]) => `'${field}' ${problem}`)
		.join('. ');

const chooseFrom = (...values: INodeParameters[]): INodeParameters => ({
	responseType: 'choice',
	choices: { values },
});

const approveWith = (values: INodeParameters): INodeParameters => ({ approvalOptions: { values } });

const has = (count: number, max: number) => `has ${count} characters; the maximum is ${max}`;

describe('a fault in a question is named by the field that the panel has', () => {
	it.each<[string, INodeParameters, Record<string, string>]>([
		['a long message', { message: 'a'.repeat(1100) }, { Message: has(1100, 1024) }],
		['an empty text', { message: ' ', responseType: 'freeText' }, { Message: 'is empty' }],
		[
			'a long text',
			{ message: 'ñ'.repeat(4097), responseType: 'delivery' },
			{ Message: has(4097, 4096) },
		],
		[
			'a form without a message',
			{ message: ' ', responseType: 'flow', flowId: '1', buttonText: 'b'.repeat(21) },
			{ Message: 'is empty', 'Button Text': has(21, 20) },
		],
		['a long title', chooseFrom({ title: 't'.repeat(30) }), { 'Choice 1: Title': has(30, 24) }],
		[
			'a long description',
			chooseFrom({ title: 'A' }, { title: 'B', description: 'd'.repeat(73) }),
			{ 'Choice 2: Description': has(73, 72) },
		],
		[
			'a long button of a list',
			{
				...chooseFrom({ title: 'A', description: 'a' }),
				options: { listButtonText: 'b'.repeat(21) },
			},
			{ 'List Button Text': has(21, 20) },
		],
		['no choices', chooseFrom(), { Choices: 'is empty; add at least one choice' }],
		[
			'too many choices',
			chooseFrom(...[...'ABCDEFGHIJKL'].map((title) => ({ title }))),
			{ Choices: 'has 12 entries; the maximum is 10' },
		],
		[
			'four faults in choices',
			chooseFrom(
				{ title: 'A', value: 'a' },
				{ title: 't'.repeat(30), value: 'b' },
				{ title: ' ' },
				{ title: 'C', value: 'a' },
				{ title: 'D', value: 'v'.repeat(61) },
			),
			{
				'Choice 3: Title': 'is empty',
				'Choice 5: Value': has(61, 60),
				Choices: "has several choices with the value 'a'; each needs its own",
				'Choice 2: Title': has(30, 24),
			},
		],
		[
			'two empty titles',
			chooseFrom({ title: ' ' }, { title: '\t' }),
			{ 'Choice 1: Title': 'is empty', 'Choice 2: Title': 'is empty' },
		],
		[
			'a long label',
			approveWith({ approveLabel: 'a'.repeat(34), disapproveLabel: '👍'.repeat(25) }),
			{ 'Approve Button Label': has(34, 20), 'Decline Button Label': has(25, 20) },
		],
		[
			'a label that is one character too long, as the only one',
			approveWith({ approvalType: 'single', approveLabel: 'a'.repeat(21) }),
			{ 'Approve Button Label': has(21, 20) },
		],
		[
			'two labels that are the same',
			approveWith({ approveLabel: 'Yes', disapproveLabel: 'Yes ' }),
			{ 'Approval Options': 'has the same label on both buttons' },
		],
		[
			'a label that is no text',
			approveWith({ approveLabel: { a: 1 } }),
			{
				'Approve Button Label':
					'must be text or a number, not an object; use one of its fields, as in {{ $json.customer.name }}',
			},
		],
	])('%s', async (_, parameters, problems) => {
		expect(await getProblems(parameters)).toEqual(named(problems));
	});
});

it('an approval always has buttons', async () => {
	const labels = { approveLabel: '👍'.repeat(20), disapproveLabel: 'n'.repeat(20) };
	const { json } = await ask(approveWith(labels));
	expect(json[0].payload).toMatchObject({
		interactive: {
			type: 'button',
			action: {
				buttons: [
					{ reply: { title: labels.approveLabel } },
					{ reply: { title: labels.disapproveLabel } },
				],
			},
		},
	});
});

describe('the limit of a wait', () => {
	const limitTo = (values: INodeParameters): INodeParameters => ({
		options: { limitWaitTime: { values } },
	});
	const until = (maxDateAndTime: string) =>
		limitTo({ limitType: 'atSpecifiedTime', maxDateAndTime });
	const NO_DATE = "'Date and Time' isn’t a date and time; write it like 2030-12-31 18:00";

	it.each<[INodeParameters, string]>([
		[limitTo({ resumeAmount: 0 }), "'Amount' must be more than 0"],
		[limitTo({ resumeAmount: '0.0', resumeUnit: 'days' }), "'Amount' must be more than 0"],
		[limitTo({ resumeAmount: 1e12, resumeUnit: 'days' }), "'Amount' is too large"],
		[until('45'), NO_DATE],
		[until('01/02/2030'), NO_DATE],
		[until('2 January 2030'), NO_DATE],
		[until('1893456000000'), NO_DATE],
		[until('2030-13-01'), NO_DATE],
		[until('2020-01-01 10:00'), "'Date and Time' is in the past; choose a later time"],
	])('is rejected: %j', async (parameters, problem) => {
		expect(await getProblems(parameters)).toBe(problem);
	});

	it.each([
		limitTo({ resumeAmount: 0.5, resumeUnit: 'seconds' }),
		limitTo({ resumeAmount: '90' }),
		until('2035-01-02'),
		until(' 2035-01-02T18:00:00.000+02:00 '),
		until('={{ DateTime.fromISO("2035-01-02") }}'),
	])('is accepted: %j', async (parameters) => {
		expect((await ask(parameters)).json).toMatchObject([{ status: 'dryRun' }]);
	});
});

it.each([
	['dialog360', 'approval', 'use Template Buttons'],
	['modica', 'freeText', 'use Template Buttons'],
	['bulk360', 'freeText', "set 'Send As' to 'Template'"],
	['bulk360', 'approval', 'within the last 24 hours'],
	['socnet', 'choice', 'within the last 24 hours'],
] as const)('the panel says what limits a question: %s, %s', (provider, responseType, window) => {
	const { description } = new WhatsAppBsp();
	const values = { provider, responseType, resource: 'message', operation: 'sendAndWait' };
	const notices = description.properties
		.filter(({ type }) => type === 'notice')
		.filter((each) => NodeHelpers.displayParameter(values, each, null, description))
		.map(({ displayName }) => displayName);
	expect(notices).toEqual([expect.stringContaining("Add the option 'Limit Wait Time'")]);
	expect(notices[0]).toContain(window);
});

import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { initDeduplication } from '../support/n8n';
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
	const { title, violations } = json[0].error as { title: string; violations?: unknown };
	return violations ?? title;
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

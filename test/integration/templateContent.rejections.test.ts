import type { INodeParameters } from 'n8n-workflow';
import { createRunner } from '../support/engine';
import { createAccount, type Data, type SandboxAccount } from '../support/sandboxClient';

const run = createRunner('template');
const button = (...list: Data[]) => ({ button: list });
const LINK = 'https://example.com/a.png';

let account: SandboxAccount;
beforeEach(async () => {
	account = await createAccount('dialog360');
});

const create = async (parameters: object) =>
	await run(account, 'create', {
		templateName: 'made_here',
		language: 'en',
		category: 'MARKETING',
		bodyText: 'Hello there',
		...parameters,
	} as INodeParameters);

it.each<[string, object, RegExp]>([
	[
		'a variable without an example',
		{ bodyText: 'Hi {{1}}!' },
		/BODY' has no example for \{\{1\}\}/,
	],
	[
		'a variable at the end',
		{ bodyText: 'Hi {{1}}', examples: { values: [{ name: '', text: 'Ana' }] } },
		/begins or ends with a variable/,
	],
	['a missing file', { headerType: 'IMAGE', headerFile: '' }, /'Header Example File' is empty/],
	['one card', { cards: { card: [{ exampleFile: LINK, text: 'x' }] } }, /has 1 cards/],
	['a life that is too short', { options: { ttlSeconds: 60 } }, /between 43200 and 2592000/],
	[
		'quick replies apart',
		{
			buttons: button(
				{ type: 'QUICK_REPLY', text: 'A' },
				{ type: 'VOICE_CALL', text: 'B' },
				{ type: 'QUICK_REPLY', text: 'C' },
			),
		},
		/quick replies that aren’t next to each other/,
	],
	['no library template', { contentSource: 'library' }, /'Library Template' is empty/],
])('names %s and submits nothing', async (_what, parameters, expected) => {
	const { error } = await create(parameters);
	expect(error?.message).toMatch(expected);
	expect(await account.requests()).toEqual([]);
});

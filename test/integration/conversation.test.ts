import { createRunner } from '../support/engine';
import { createAccount } from '../support/sandboxClient';

const CUSTOMER = '60123240066';
const run = createRunner('conversation');

const getBodies = async (account: Awaited<ReturnType<typeof createAccount>>) =>
	(await account.requests()).map(({ method, path, body }) => [method, path, body]);

it.each<[string, object, object, object]>([
	[
		'passControl',
		{ to: '+60 12-324 0066', role: 'ai_agent', note: 'order 4411' },
		{
			action: 'pass',
			to: CUSTOMER,
			metadata: 'order 4411',
			control_pass: { target_role: 'ai_agent' },
		},
		{ to: CUSTOMER, action: 'pass', newRole: 'ai_agent' },
	],
	[
		'passControl',
		{ to: CUSTOMER },
		{ action: 'pass', to: CUSTOMER },
		{ to: CUSTOMER, action: 'pass', newRole: 'escalation' },
	],
	[
		'takeControl',
		{ to: 'MY.8812' },
		{ action: 'take', recipient: 'MY.8812' },
		{ to: 'MY.8812', action: 'take', newRole: null },
	],
	[
		'releaseControl',
		{ to: CUSTOMER, note: 'done' },
		{ action: 'release', to: CUSTOMER, metadata: 'done' },
		{ to: CUSTOMER, action: 'release', newRole: null },
	],
])('%s with %j', async (operation, parameters, body, output) => {
	const account = await createAccount('dialog360');
	const { json, error } = await run(account, operation, { ...parameters });
	expect(error).toBeUndefined();
	expect(json).toEqual([output]);
	expect(await getBodies(account)).toEqual([
		['POST', '/thread_control', { messaging_product: 'whatsapp', ...body }],
	]);
});

it.each([
	[{ to: ' ' }, /To.*is empty/],
	[{ to: `${CUSTOMER}, 60123240067` }, /To.*must be one customer/],
	[{ to: '012-324 0066' }, /country code/],
	[{ to: CUSTOMER, note: '😀'.repeat(2001) }, /Note.*has 2001 characters; the maximum is 2000/],
	[{ to: CUSTOMER, role: 'boss' }, /'Role' is 'boss'; use one of ai_agent, escalation/],
	[{ to: CUSTOMER, role: 'customer_service' }, /'Role' is 'customer_service'; use one of/],
])('asks for %j to be put right, and sends nothing', async (parameters, expected) => {
	const account = await createAccount('dialog360');
	const { error } = await run(account, 'passControl', parameters);
	expect(`${error?.message} ${error?.description}`).toMatch(expected);
	expect(await account.requests()).toEqual([]);
});

it('says what WhatsApp says when the conversation is not ours to pass', async () => {
	const account = await createAccount('dialog360');
	await account.handOver(CUSTOMER, 'customer_service');
	const { error } = await run(account, 'passControl', { to: CUSTOMER });
	expect(`${error?.message} ${error?.description}`).toMatch(/does not hold the conversation/);
});

it('is offered on the Cloud API of 360dialog only', async () => {
	const onPremise = await createAccount('dialog360', { hosting: 'onPremise' });
	const rejected = await run(onPremise, 'takeControl', { to: CUSTOMER });
	expect(rejected.error?.message).toMatch(/Cloud API/);
	const { error } = await run(await createAccount('modica'), 'takeControl', { to: CUSTOMER });
	expect(error?.message).toMatch(/has no operation/);
});

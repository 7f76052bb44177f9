import { CUSTOMER, useDialog360Trigger } from '../../support/dialog360Trigger';
import { waitFor } from '../../support/sandboxClient';

const trigger = useDialog360Trigger();

const parseResponse = ({ deliveries }: { deliveries: Array<{ response?: string }> }) =>
	JSON.parse(deliveries[0].response ?? '{}') as { status?: string; reason?: string };

it('what is said while a colleague holds the conversation starts nothing, and says why', async () => {
	const account = await trigger.activate();
	await account.handOver(CUSTOMER, 'escalation');
	expect(parseResponse(await account.writeText(CUSTOMER, 'Hello?'))).toMatchObject({
		status: 'ignored',
		reason: 'a person or another app holds the conversation',
	});
	await account.handOver(CUSTOMER, null);
	await account.writeText(CUSTOMER, 'Thanks');
	expect(trigger.harness.executions).toMatchObject([[{ text: 'Thanks' }]]);
	expect(trigger.harness.executions[0][0]).not.toHaveProperty('standby');
});

it('it does with the option, and so do handovers and echoes', async () => {
	const account = await trigger.activate({
		triggerOn: ['message', 'other'],
		options: { includeStandby: true, includeEchoes: true },
	});
	await account.handOver(CUSTOMER, 'escalation', { summary: 'Wants a refund.' });
	await account.writeText(CUSTOMER, 'Hello?');
	await account.colleagueWrites(CUSTOMER, 'One moment');
	await waitFor(() => trigger.harness.executions.length === 3);
	expect(trigger.harness.executions).toMatchObject([
		[
			{
				event: 'other',
				type: 'controlPassed',
				from: CUSTOMER,
				handover: { newRole: 'escalation', summary: 'Wants a refund.' },
			},
		],
		[{ event: 'message', text: 'Hello?', standby: true }],
		[{ event: 'other', type: 'echo', text: 'One moment', to: CUSTOMER, standby: true }],
	]);
});

it('opt-out words, built in and the user’s own, are marked', async () => {
	const account = await trigger.activate({ options: { optOutWords: 'no more\nbasta, ya' } });
	for (const text of ['Stop!', 'No more', 'ya', 'START', 'Hello']) {
		await account.writeText(CUSTOMER, text);
	}
	expect(trigger.harness.executions.map(([{ optOut }]) => optOut)).toEqual([
		true,
		true,
		true,
		false,
		undefined,
	]);
});

it('what happens to a group starts a workflow that asks for other events', async () => {
	const account = await trigger.activate({ triggerOn: ['other'] });
	const group = {
		timestamp: '1796000860',
		type: 'group_participants_add',
		group_id: 'Y2FwaV9ncm91cDox',
		reason: 'invite_link',
		added_participants: [{ wa_id: CUSTOMER }],
	};
	const value = { messaging_product: 'whatsapp', metadata: {}, groups: [group] };
	const changes = [{ field: 'group_participants_update', value }];
	await account.deliver({
		body: { object: 'whatsapp_business_account', entry: [{ id: 'WABA', changes }] },
	});
	expect(trigger.harness.executions).toMatchObject([
		[
			{
				event: 'other',
				type: 'groupParticipantsAdd',
				groupId: 'Y2FwaV9ncm91cDox',
				group: { reason: 'invite_link', members: [{ number: CUSTOMER }] },
			},
		],
	]);
});

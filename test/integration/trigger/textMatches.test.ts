import type { IDataObject } from 'n8n-workflow';
import { CUSTOMER, useDialog360Trigger } from '../../support/dialog360Trigger';

const trigger = useDialog360Trigger();

/** The texts that started an execution, with these options. */
async function filterTexts(options: IDataObject, texts: string[]): Promise<unknown[]> {
	await trigger.activate({ options });
	for (const text of texts) await trigger.account.writeText(CUSTOMER, text);
	return trigger.harness.executions.flat().map(({ text }) => text);
}

it('lets whole texts through that match a pattern, whatever their case', async () => {
	const passed = await filterTexts({ textMatches: 'order #????\n  stop*' }, [
		'order',
		'Order #1234',
		'my order #1234',
		'STOP it, please',
		'order #12345',
	]);
	expect(passed).toEqual(['Order #1234', 'STOP it, please']);
});

it('knows upper from lower case on request', async () => {
	const passed = await filterTexts({ textMatches: 'STOP', ignoreCase: false }, ['stop', 'STOP']);
	expect(passed).toEqual(['STOP']);
});

it('takes a list from an expression, and asks for both options when both are given', async () => {
	const options = { textMatches: ['yes, *', '*no'], textContains: 'please' };
	const passed = await filterTexts(options, ['yes, now', 'Yes, please', 'please, no', 'please']);
	expect(passed).toEqual(['Yes, please', 'please, no']);
});

it('lets everything through when an expression spoils the patterns later, and says so', async () => {
	await trigger.activate();
	trigger.harness.changeParameters({ options: { textMatches: '*a'.repeat(1001) } });
	await trigger.account.writeText(CUSTOMER, 'hello');
	expect(trigger.harness.executions).toHaveLength(1);
	expect(trigger.harness.warnings[0]).toContain(
		"'Text Matches' can’t be used: The patterns have 2002",
	);
});

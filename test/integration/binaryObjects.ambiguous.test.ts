import type { INodeExecutionData } from 'n8n-workflow';
import { freeAccount, RECIPIENTS } from '../support/accounts';
import { fileItem, runNode } from '../support/engine';

it('of two files of the same description, none is sent', async () => {
	const account = await freeAccount();
	const [contract, invoice] = ['contract', 'invoice'].map(
		(text) => fileItem(Buffer.from(text), 'application/pdf', 'document.pdf').binary?.data,
	);
	const items = [{ json: {}, binary: { contract, invoice } }] as INodeExecutionData[];
	const send = async (binaryPropertyName: string) =>
		await runNode(
			account,
			{
				operation: 'sendMedia',
				mediaType: 'document',
				to: RECIPIENTS.dialog360,
				binaryPropertyName,
			},
			{ items },
		);
	const { error } = await send('={{ { ...$binary.invoice, data: undefined, id: undefined } }}');
	expect(error?.message).toContain('fits several files of the input item');
	expect((await send('invoice')).json).toMatchObject([{ status: 'accepted' }]);
});

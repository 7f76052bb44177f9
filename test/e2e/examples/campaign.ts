import { createAccount } from '../../support/sandboxClient';
import { http, getItems, several, getEnvironment, TEST_MS, textsTo } from './environment';

/** A spreadsheet, and a report of what became of it. */
export function campaign(): void {
	describe('campaign-bulk360', () => {
		/** Excel's "CSV UTF-8" begins with a byte order mark. */
		const SHEET = [
			'\ufeffphone,date,time',
			'+60 12-324 0066,24 May,10:30',
			'60123240067,24 May,11:00',
			'12,25 May,9:00',
			'60123240068,25 May,9:30',
			'60123240069,,10:00',
		].join('\n');

		it(
			'reminds everybody in the file and reports what became of it',
			async () => {
				const account = await createAccount('bulk360');
				await account.setOutcome({ to: '60123240067', final: 'failed', code: '505' });
				await account.phoneOff('60123240068');
				const imported = await getEnvironment().importExample('campaign-bulk360', [
					await getEnvironment().createAccountCredential(account),
				]);
				await imported.activate();
				const url = imported.webhookUrl('Receipt');
				await account.setPortal({ dnUrl: url, moUrl: url });

				const { webhookId } =
					imported.file.nodes.find(({ name }) => name === 'Start a campaign') ?? {};
				const form = new FormData();
				form.append('field-0', 'May appointments');
				form.append('field-1', new Blob([SHEET], { type: 'text/csv' }), 'may.csv');
				const response = await http.post(`${getEnvironment().data.n8n}/form/${webhookId}`, form);
				expect(response.status).toBe(200);

				await several(
					2,
					'receipts in the table',
					async () => await getEnvironment().rows('whatsapp_campaign_receipts'),
				);
				await several(
					5,
					'messages in the table',
					async () => await getEnvironment().rows('whatsapp_campaign_messages'),
				);
				const report = getItems(await imported.run('Report'), 'Line');
				expect(report).toEqual([
					{
						campaign: 'May appointments',
						phone: '60123240066',
						result: 'delivered',
						reason: '',
					},
					{
						campaign: 'May appointments',
						phone: '60123240067',
						result: 'failed',
						reason: expect.stringMatching(/^.+\. .+/) as string,
					},
					{
						campaign: 'May appointments',
						phone: '12',
						result: 'failed',
						reason: expect.stringMatching(/^.+\. .+/) as string,
					},
					{
						campaign: 'May appointments',
						phone: '60123240068',
						result: 'on the way',
						reason: '',
					},
					{
						campaign: 'May appointments',
						phone: '60123240069',
						result: 'failed',
						reason: expect.stringContaining('{{1}}') as string,
					},
				]);
				expect(await textsTo(account, '60123240066')).toEqual([
					'Your appointment is on 24 May at 10:30.\nReply YES to confirm.',
				]);
			},
			TEST_MS,
		);
	});
}

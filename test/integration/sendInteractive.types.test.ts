import {
	CUSTOMER,
	ENVELOPES,
	openAccount,
	PROVIDERS,
	sendInteractive,
} from '../support/interactive/send';
import { QUESTIONS } from '../support/interactive/questions';
import { SHOP } from '../support/interactive/shop';

describe.each(PROVIDERS)('Send Interactive through %s', (provider) => {
	it.each([...QUESTIONS, ...SHOP])(
		'sends as documented, and is taken: %s',
		async (_, parameters, interactive) => {
			const account = await openAccount(provider);
			const { json, error, request } = await sendInteractive(account, parameters);
			expect(error).toBeUndefined();
			expect(request.body).toEqual({ ...ENVELOPES[provider], type: 'interactive', interactive });
			const [message] = await account.messages();
			expect(message.payload).toMatchObject({ interactive });
			expect(json).toEqual([
				expect.objectContaining({
					operation: 'sendInteractive',
					success: true,
					status: 'accepted',
					messageId: message.id,
					to: CUSTOMER,
				}),
			]);
		},
	);
});

import { CUSTOMER, openAccount, sendInteractive } from '../support/interactive/send';
import { createAccount } from '../support/sandboxClient';
import { fileItem, JPEG } from '../support/engine';

it('reaches a customer who is known by a user ID only', async () => {
	const account = await openAccount('dialog360');
	await account.writeText('MY.abc123DEF456');
	const { error, request } = await sendInteractive(account, {
		to: 'MY.abc123DEF456',
		interactiveType: 'callPermission',
	});
	expect(request.body).toEqual({
		messaging_product: 'whatsapp',
		recipient_type: 'individual',
		recipient: 'MY.abc123DEF456',
		type: 'interactive',
		interactive: {
			type: 'call_permission_request',
			action: { name: 'call_permission_request' },
		},
	});
	expect(error).toBeUndefined();
});

it('uploads and sends through the On-Premise API', async () => {
	const account = await createAccount('dialog360', { hosting: 'onPremise' });
	await account.writeText(CUSTOMER);
	const { json, error, request } = await sendInteractive(
		account,
		{
			interactiveType: 'buttons',
			headerType: 'image',
			bodyText: 'Pick',
			buttons: { button: [{ title: 'Yes' }] },
		},
		{ items: [fileItem(JPEG, 'image/jpeg', 'photo.jpg')] },
	);
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ success: true });
	expect(request).toMatchObject({ path: '/v1/messages' });
	expect(request.body).toEqual({
		recipient_type: 'individual',
		to: CUSTOMER,
		type: 'interactive',
		interactive: {
			type: 'button',
			header: { type: 'image', image: { id: expect.any(String) as string } },
			body: { text: 'Pick' },
			action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
		},
	});
});

it('says before it sends what the On-Premise API doesn’t have', async () => {
	const account = await createAccount('dialog360', { hosting: 'onPremise' });
	const { error, request } = await sendInteractive(account, { interactiveType: 'callPermission' });
	expect(error?.message).toContain(
		"'Interactive Type' is 'callPermission', which only works on 360dialog’s Cloud API",
	);
	expect(request).toBeUndefined();
});

it('sends nothing when the header’s file is rejected', async () => {
	const account = await openAccount('dialog360');
	await account.addFault({ kind: 'status', status: 500, pathIncludes: '/media', times: null });
	const { json } = await sendInteractive(
		account,
		{
			interactiveType: 'buttons',
			headerType: 'image',
			bodyText: 'Pick',
			buttons: { button: [{ title: 'Yes' }] },
			options: { maxRetries: 0 },
		},
		{
			items: [fileItem(JPEG, 'image/jpeg', 'photo.jpg')],
			onError: 'continueRegularOutput',
		},
	);
	expect(json[0]).toMatchObject({ operation: 'sendInteractive', success: false });
	expect(await account.messages()).toEqual([]);
});

import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class ModicaApi implements ICredentialType {
	name = 'modicaApi';

	displayName = 'Modica API';

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-bsp/n8n-nodes-whatsapp-bsp/blob/main/docs/providers.md#modica';

	icon: Icon = { light: 'file:../icons/modica.svg', dark: 'file:../icons/modica.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'Application Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			description: 'The name of your API application in Modica’s platform',
		},
		{
			displayName: 'Application Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Webhook Username',
			name: 'webhookUsername',
			type: 'string',
			default: '',
			description:
				'A username of your choice that Modica must send with each callback. Add it to the callback URL: https://user:password@...',
		},
		{
			displayName: 'Webhook Password',
			name: 'webhookPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: "The password for 'Webhook Username'",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.modicagroup.com/rest/wab/v1',
			required: true,
			description: 'Change this only if you use a white-label version of the service',
		},
		{
			displayName: 'Recipient Field',
			name: 'recipientField',
			type: 'options',
			options: [
				{ name: 'Destination', value: 'destination' },
				{ name: 'To', value: 'to' },
			],
			default: 'to',
			description:
				'What your version of the API calls the recipient. Change this only if it rejects messages because the recipient is missing.',
		},
		{
			displayName: 'Sender ID for Files',
			name: 'fileSenderId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1234567890',
			description:
				"ID of your WhatsApp number, as shown in Modica’s platform. Enter it if your version of the API rejects uploads or downloads because the source is missing. For uploads, a 'Sender ID' in the node takes precedence.",
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const [username, password] = [credentials.username, credentials.password].map((value) =>
			String(value ?? '').trim(),
		);
		return { ...requestOptions, auth: { username, password } };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/messages$/, "") }}',
			url: '/messages',
			qs: { id: '00000000-0000-0000-0000-000000000000' },
			// Nobody has that message: "not found" or "invalid" proves that the login was taken.
			ignoreHttpStatusErrors: {
				ignore: true,
				except: [
					301, 302, 303, 307, 308, 401, 403, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524,
				],
			},
			disableFollowRedirect: true,
		},
	};
}

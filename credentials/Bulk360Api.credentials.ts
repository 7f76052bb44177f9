import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/**
 * What the node takes for a rejection as well. Source: Bulk360 WhatsApp API V3.0, "Response Code". Assumption: the words,
 * which no document has.
 */
const REJECTIONS: ReadonlyArray<[values: unknown[], message: string]> = [
	[[400, '400'], 'Bulk360 says that a parameter is missing. Check APP_KEY and APP_SECRET.'],
	[[401, '401'], 'APP_KEY or APP_SECRET is incorrect'],
	[
		[403, '403'],
		'Add your n8n instance’s public IP address to the whitelist in the Bulk360 portal',
	],
	[[407, '407'], 'The Bulk360 account is suspended because of banned content'],
	[[412, '412'], 'The Bulk360 account is suspended or not yet activated'],
	[[413, '413'], 'The Bulk360 account is under observation and restricted'],
	[[500, '500'], 'Bulk360 couldn’t check APP_KEY and APP_SECRET. Try again later.'],
	[
		[false, 'false', 'error', 'Error', 'ERROR', 'fail', 'failed', 'FAILED'],
		'Bulk360 rejected the request. The most likely reason is that your n8n instance’s public IP address isn’t whitelisted in the Bulk360 portal.',
	],
];

export class Bulk360Api implements ICredentialType {
	name = 'bulk360Api';

	displayName = 'Bulk360 (SMS 360) API';

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-bsp/n8n-nodes-whatsapp-bsp/blob/main/docs/providers.md#bulk360';

	icon: Icon = { light: 'file:../icons/bulk360.svg', dark: 'file:../icons/bulk360.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'APP_KEY',
			name: 'appKey',
			type: 'string',
			default: '',
			required: true,
			description: 'In the Bulk360 portal, go to Configurations > APIs > Create Connection',
		},
		{
			displayName: 'APP_SECRET',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Shown next to APP_KEY in the Bulk360 portal',
		},
		{
			displayName:
				'Bulk360 only accepts requests from whitelisted IP addresses. Add your n8n instance’s public IP address in the Bulk360 portal under Configurations > APIs.',
			name: 'whitelistNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Webhook Token',
			name: 'webhookToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Any long random text. The trigger then accepts only webhook calls whose URL ends with ?token= followed by this text.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://sms.360.my',
			required: true,
			description: 'Change this only if you use a white-label version of the service',
		},
	];

	/** Into the body, so that the secret stands in no URL and no access log; GET has no body. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const [user, pass] = [credentials.appKey, credentials.appSecret].map((value) =>
			String(value ?? '').trim(),
		);
		const secret = { user, pass };
		if ((requestOptions.method ?? 'GET') === 'GET') {
			return { ...requestOptions, qs: { ...requestOptions.qs, ...secret } };
		}
		return { ...requestOptions, body: { ...(requestOptions.body as object), ...secret } };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/gw\\/.*$/, "").replace(/\\/+$/, "") }}',
			url: '/api/balance/v3_0/getBalance',
			json: true,
			disableFollowRedirect: true,
		},
		// Errors come with HTTP 200; which field holds the code is not documented for this call.
		rules: ['code', 'status'].flatMap((key) =>
			REJECTIONS.flatMap(([values, message]) =>
				values.map((value) => ({
					type: 'responseSuccessBody' as const,
					properties: { key, value, message },
				})),
			),
		),
	};
}

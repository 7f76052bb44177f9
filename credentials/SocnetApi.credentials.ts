import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/**
 * Errors come with HTTP 200 as well. What Socnet's document prints isn't always JSON, so a response without a
 * `status` says nothing about the key. Source: Socnet WhatsApp Messaging API Specification V1.01, "Status Codes".
 */
const REJECTIONS: ReadonlyArray<[values: unknown[], message: string]> = [
	[[401, '401'], 'Socnet doesn’t recognize this API key'],
	[[404, '404', 405, '405'], "Check 'Base URL'. It must be the full URL of api.php."],
	[[500, '500', 503, '503'], 'Socnet couldn’t check the API key. Try again later.'],
];

export class SocnetApi implements ICredentialType {
	name = 'socnetApi';

	displayName = 'Socnet API';

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-bsp/n8n-nodes-whatsapp-bsp/blob/main/docs/providers.md#socnet';

	icon: Icon = { light: 'file:../icons/socnet.svg', dark: 'file:../icons/socnet.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'API key of your institution account, shown on the Socnet API page at www.socnetsolutions.com/projects/api',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://www.socnetsolutions.com/projects/bulk/whatsapp/api.php',
			required: true,
			description: 'Change this only if Socnet gave you a different URL',
		},
	];

	/** The key travels in the body of each request: Socnet takes it nowhere else. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const apiKey = String(credentials.apiKey ?? '').trim();
		return {
			...requestOptions,
			body: { ...(requestOptions.body as object), api_key: apiKey },
		};
	}

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: '={{ $credentials.baseUrl.trim() }}',
			headers: { 'Content-Type': 'application/json' },
			body: {},
			json: true,
			// A key alone is a valid request; an account that misses more says 400 or 422: key accepted.
			ignoreHttpStatusErrors: {
				ignore: true,
				except: [
					301, 302, 303, 307, 308, 401, 404, 405, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524,
				],
			},
			disableFollowRedirect: true,
		},
		rules: REJECTIONS.flatMap(([values, message]) =>
			values.map((value) => ({
				type: 'responseSuccessBody' as const,
				properties: { key: 'status', value, message },
			})),
		),
	};
}

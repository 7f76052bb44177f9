import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class Dialog360Api implements ICredentialType {
	name = 'dialog360Api';

	displayName = '360dialog API';

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-bsp/n8n-nodes-whatsapp-bsp/blob/main/docs/providers.md#360dialog';

	icon: Icon = { light: 'file:../icons/dialog360.svg', dark: 'file:../icons/dialog360.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'In the 360dialog Hub, open your number and select Generate API Key. Each number has its own key. A new key replaces the old one.',
		},
		{
			displayName: 'Hosting',
			name: 'hosting',
			type: 'options',
			options: [
				{
					name: 'Cloud API',
					value: 'cloud',
					description: 'Numbers hosted by Meta, including every number set up since May 2024',
				},
				{
					name: 'On-Premise API (Legacy)',
					value: 'onPremise',
					description: 'Older numbers on waba.360dialog.io that were never moved to the Cloud API',
				},
				{
					name: 'Sandbox',
					value: 'sandbox',
					description:
						'360dialog’s test number, which sends text and two templates to your own phone only',
				},
			],
			default: 'cloud',
		},
		{
			displayName: 'Signature Secret',
			name: 'signatureSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For 360dialog partners only: the platform secret from the Partner Hub, used to verify webhook signatures. Otherwise, leave this empty. The trigger then protects its webhook with its own secret header.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://waba-v2.360dialog.io',
			description: "Leave empty to use the default URL for the selected 'Hosting'",
		},
	];

	/** A function: an expression would need n8n's engine, which a webhook no longer has once it is answered. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const apiKey = String(credentials.apiKey ?? '').trim();
		const headers = { ...requestOptions.headers, 'D360-API-KEY': apiKey };
		return { ...requestOptions, headers };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ ($credentials.baseUrl || { cloud: "https://waba-v2.360dialog.io", onPremise: "https://waba.360dialog.io", sandbox: "https://waba-sandbox.360dialog.io" }[$credentials.hosting]).trim().replace(/\\/+$/, "").replace(/(\\/v1)?(\\/messages)?$/, "") }}',
			url: '={{ $credentials.hosting === "cloud" ? "/health_status" : "/v1/configs/webhook" }}',
			// Before a webhook is set, the look-up of it answers 404: the key is good all the same.
			ignoreHttpStatusErrors: {
				ignore: true,
				except: [
					301, 302, 303, 307, 308, 400, 401, 403, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524,
				],
			},
			disableFollowRedirect: true,
		},
	};
}

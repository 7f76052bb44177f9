import type { IDataObject } from 'n8n-workflow';

export interface WebhookFixture {
	name: string;
	/** Document or section that the example is from. */
	source: string;
	request: {
		method: string;
		headers: Record<string, string>;
		query: IDataObject;
		/** Sent as JSON. */
		body?: unknown;
		/** Sent as it stands: a form, or JSON that JavaScript would round. */
		text?: string;
	};
	/** With neither id nor time, it cannot be told from another of the same content, which must not be lost. */
	hasNoIdentity?: true;
	/** Every event, whole. */
	events: IDataObject[];
}

export function webhookFixtures(provider: string): WebhookFixture[];

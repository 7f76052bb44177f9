import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
		/** Sent unchanged: a form, or JSON that JavaScript would round. */
		text?: string;
	};
	/** With neither id nor time, it cannot be told from another of the same content, which must not be lost. */
	hasNoIdentity?: true;
	/** Every event, whole. */
	events: IDataObject[];
}

const ROOT = join(__dirname, '..', 'fixtures', 'webhooks');

export const webhookFixtures = (provider: string): WebhookFixture[] =>
	readdirSync(join(ROOT, provider))
		.sort()
		.map((file) => {
			const text = readFileSync(join(ROOT, provider, file), 'utf8');
			const fixture = JSON.parse(text) as Omit<WebhookFixture, 'name'>;
			return { name: file.replace(/\.json$/, ''), ...fixture };
		});

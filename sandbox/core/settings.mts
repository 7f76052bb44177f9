import { isObject } from './json.mts';
import type { Hosting, Json, ProviderName } from './types.mts';

/** A group that the number has made, and the people who joined it. */
export interface Group {
	/** Base64 of `capi_group:` and a number. */
	id: string;
	subject: string;
	/** Phone numbers. */
	members: string[];
	suspended?: boolean;
}

/** Every behaviour of an account that a person or a test may choose. Times are milliseconds. */
export interface Settings {
	latencyMs: number;
	/** Messages a second; null: no limit. `rateBurst` messages may come at once (null: the rate). */
	ratePerSecond: number | null;
	rateBurst: number | null;
	/** The same for uploads. */
	mediaRatePerSecond: number | null;
	mediaRateBurst: number | null;
	rateLimitStyle: '130429' | '400text' | '429';
	retryAfterSeconds: number;
	pairLimit: boolean;
	/** null: this receipt is never sent. */
	receipts: { sentMs: number | null; deliveredMs: number | null; readMs: number | null };
	/** After a webhook request that did not get 200; []: none comes again. */
	retryDelaysMs: number[];
	webhookTimeoutMs: number;
	strictWebhookUrls: boolean;
	enforceWindow: boolean;
	unregisteredNumbers: string[];
	/** How long the id of an uploaded file lives. */
	uploadDays: number;
	errorHttpStatus: 'ok' | 'code';
	maxEntries: number;
	/** 360dialog and Modica */
	strictKeys: boolean;
	markReadResponse: 'success' | 'null';
	templateApprovalMs: number | null;
	/**
	 * Template pacing: how long a utility or marketing template's messages are held for its quality
	 * before they are sent; null: they are not held. The Cloud API only.
	 */
	templateHoldMs: number | null;
	/** Names and languages together. */
	maxTemplates: number;
	/** Whether template analytics are confirmed. */
	templateAnalytics: boolean;
	sandboxDialect: 'onPremise' | 'cloud';
	sandboxResponse: 'id' | 'limited';
	ownNumber: string;
	maxMessages: number | null;
	catalogConnected: boolean;
	marketingTermsAccepted: boolean;
	/** Messages as utility or authentication without a template, a beta: on, off, or blocked for abuse. */
	directSend: 'on' | 'off' | 'blocked';
	/** Whether this account may take a conversation that somebody else holds. */
	escalationPartner: boolean;
	groups: Group[];
	/** Flow JSON as Meta writes it, by a Flow's ID or name: what the phone page shows of it. */
	flows: Record<string, Json>;
	/** Calls are set up for the number. */
	calling: boolean;
	healthStatus: 'AVAILABLE' | 'LIMITED' | 'BLOCKED';
	/** Bulk360 */
	codeType: 'number' | 'string' | 'alternate';
	price: number;
	currency: string;
	apiEnabled: boolean;
	accountState: 'active' | 'suspended' | 'observation';
	bannedWords: string[];
	/** Where no credit and a suspended account are reported: in the response, or by DN after a 200. */
	accountRejections: 'inResponse' | 'byDn';
	/** What a request's only recipient is called in its DN: `ref-0`, or the `ref` itself. */
	dnOfOne: 'indexed' | 'bare';
	moFields: { from: string; text: string; moid: string; to: string; time: string; media: string };
	/** Socnet */
	channel: 1 | 2 | 'alternate';
	acceptForm: boolean;
	/** Modica */
	moContent: 'object' | 'text' | 'base64';
	moKeys: 'documented' | 'lower';
	cloudErrorStyle: 'object' | 'text';
	sendReadReceipts: boolean;
	/** Whether files need the `source`, as of OpenAPI 1.3.1. */
	mediaNeedsSource: boolean;
	/** What this version of the API calls the recipient. */
	recipientField: 'to' | 'destination' | 'either';
}

const common: Settings = {
	latencyMs: 0,
	ratePerSecond: null,
	rateBurst: null,
	mediaRatePerSecond: null,
	mediaRateBurst: null,
	rateLimitStyle: '130429',
	retryAfterSeconds: 1,
	pairLimit: false,
	receipts: { sentMs: 50, deliveredMs: 150, readMs: null },
	retryDelaysMs: [],
	webhookTimeoutMs: 10_000,
	strictWebhookUrls: false,
	enforceWindow: true,
	unregisteredNumbers: [],
	uploadDays: 30,
	errorHttpStatus: 'ok',
	maxEntries: 20_000,
	strictKeys: true,
	markReadResponse: 'success',
	templateApprovalMs: 200,
	templateHoldMs: null,
	maxTemplates: 6000,
	templateAnalytics: true,
	sandboxDialect: 'onPremise',
	sandboxResponse: 'id',
	ownNumber: '4915200000000',
	maxMessages: null,
	catalogConnected: true,
	marketingTermsAccepted: true,
	directSend: 'on',
	escalationPartner: true,
	groups: [
		{
			id: 'Y2FwaV9ncm91cDoxMjAzNjMwMjU=',
			subject: 'Fishing club',
			members: ['60123000111', '60123000112'],
		},
	],
	flows: {},
	calling: true,
	healthStatus: 'AVAILABLE',
	codeType: 'number',
	price: 0,
	currency: 'MYR',
	apiEnabled: true,
	accountState: 'active',
	bannedWords: [],
	accountRejections: 'inResponse',
	dnOfOne: 'indexed',
	moFields: { from: 'from', text: 'text', moid: 'moid', to: 'to', time: 'time', media: 'media' },
	channel: 'alternate',
	acceptForm: false,
	moContent: 'object',
	moKeys: 'documented',
	cloudErrorStyle: 'object',
	sendReadReceipts: false,
	mediaNeedsSource: false,
	recipientField: 'either',
};

export function createDefaultSettings(provider: ProviderName, hosting: Hosting): Settings {
	const settings = structuredClone(common);
	if (provider === 'dialog360') {
		// "We continue retrying delivery with increasing delays": no other provider's document says so.
		settings.retryDelaysMs = [500, 1000, 2000, 4000, 8000];
		// "360dialog stores media files for 14 days after upload": Cloud files are stored by Meta.
		settings.uploadDays = hosting === 'cloud' ? 30 : 14;
		settings.pairLimit = hosting === 'cloud';
		settings.ratePerSecond = hosting === 'cloud' ? 80 : null;
		settings.mediaRatePerSecond = hosting === 'cloud' ? 25 : null;
		settings.maxMessages = hosting === 'sandbox' ? 200 : null;
	}
	if (provider === 'bulk360') settings.price = 0.15;
	if (provider === 'socnet') {
		settings.price = 90;
		settings.currency = 'UGX';
	}
	return settings;
}

/** Merges objects key by key; everything else, arrays included, is replaced. Prototypes stay clean. */
export function deepMerge<T>(target: T, patch: unknown): T {
	if (!isObject(patch) || !isObject(target)) return patch as T;
	const result: Json = { ...target };
	for (const [key, value] of Object.entries(patch)) {
		if (key === '__proto__' || key === 'constructor') continue;
		result[key] = isObject(value) ? deepMerge(result[key] ?? {}, value) : value;
	}
	return result as T;
}

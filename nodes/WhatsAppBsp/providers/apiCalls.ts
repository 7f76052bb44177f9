import type { IDataObject } from 'n8n-workflow';
import type { Rejected } from '../core/result';
import type { MediaFile } from '../messages/mediaSource';
import type { ProviderRequest, ProviderResponse, Account } from './request';

/** The result of a call: one output item per entry of `json`, and a file where one was asked for. */
export interface ApiCallResult {
	json: IDataObject[];
	file?: { bytes: Buffer; mimeType: string; fileName: string };
}

/** A result of one item. */
export function singleItem(
	json: IDataObject,
	file?: ApiCallResult['file'],
): { result: ApiCallResult } {
	return { result: { json: [json], ...(file ? { file } : {}) } };
}

/**
 * One call of a provider's API. Both functions are pure, except that `buildRequest` may await a file's bytes. The
 * response is the result, a further call that leads to it (the next page, the URL of a file), or a rejection.
 */
export interface ApiCall<Result = ApiCallResult> {
	/** The request, or why this account cannot make it: nothing is sent then. */
	buildRequest(account: Account): ProviderRequest | Rejected | Promise<ProviderRequest | Rejected>;
	parseResponse(response: ProviderResponse, account: Account): ApiCallOutcome<Result>;
}

/** What a response leads to. */
export type ApiCallOutcome<Result = ApiCallResult> =
	| { result: Result }
	| { next: ApiCall<Result> }
	| Rejected;

/** The editable part of a WhatsApp business profile, in the Cloud API's words. */
export interface BusinessProfile {
	about?: string;
	address?: string;
	description?: string;
	email?: string;
	vertical?: string;
	websites?: string[];
	profile_picture_handle?: string;
}

/** @property to digits with country code, or a BSUID */
export interface ControlInput {
	to: string;
	note?: string;
}

/** Who can be given a conversation: Meta Business Agent, or the number's escalation partner. */
export type ControlRole = 'ai_agent' | 'escalation';

/** The input of each operation other than sending, by resource and operation. */
export interface ApiCallInputs {
	template: {
		/** @property status only templates in this status, lower case; @property limit none: all */
		getAll: { status?: string; limit?: number };
		get: { name: string; language: string };
		create: {
			name: string;
			language: string;
			category: string;
			/** An example of a header may still be a file. */
			components: IDataObject[];
			/** Instead of components. */
			library?: { name: string; buttons: IDataObject[] };
			parameterFormat?: 'NAMED' | 'POSITIONAL';
			ttlSeconds?: number;
		};
		/** What is absent stays as it is; components replace all that there were. */
		edit: {
			name: string;
			language: string;
			category?: string;
			components?: IDataObject[];
			ttlSeconds?: number;
		};
		/** Without a language: all of the name. */
		delete: { name: string; language?: string };
		/** WhatsApp's own, by filters; @property limit none: all */
		getLibrary: {
			search?: string;
			topic?: string;
			usecase?: string;
			industry?: string;
			language?: string;
			limit?: number;
		};
		/** Times in milliseconds. */
		getAnalytics: { name: string; language: string; start: number; end: number };
		enableAnalytics: Record<string, never>;
	};
	media: {
		upload: { file: MediaFile; senderId?: string };
		/** Without a file name: made of the ID and the file's type. */
		download: { mediaId: string; fileName?: string };
		get: { mediaId: string };
		delete: { mediaId: string };
	};
	conversation: {
		passControl: ControlInput & { role: ControlRole };
		takeControl: ControlInput;
		releaseControl: ControlInput;
	};
	account: {
		getHealth: Record<string, never>;
		getProfile: Record<string, never>;
		updateProfile: { profile: BusinessProfile };
		/** @property users digits with country code, or BSUIDs */
		blockUsers: { users: string[] };
		unblockUsers: { users: string[] };
		getBlockedUsers: { limit?: number };
		/** @property user digits with country code, or a BSUID */
		getCallPermission: { user: string };
		getWebhook: Record<string, never>;
		setWebhook: { url: string; headers: Record<string, string> };
		getBalance: { country?: string };
		getMessageStatus: { messageId: string };
	};
}

export type ApiCallResource = keyof ApiCallInputs;

/** A provider's API calls. What it does not have is absent. */
export type ApiCalls = {
	[R in ApiCallResource]?: {
		[O in keyof ApiCallInputs[R]]?: (input: ApiCallInputs[R][O]) => ApiCall;
	};
};

/** The operations that a provider has, of each resource other than `message`. */
export type ResourceCapabilities = {
	[R in ApiCallResource]?: ReadonlyArray<keyof ApiCallInputs[R] & string>;
};

/** The call to its end, and then what its result leads to. */
export function chainApiCall<A, B>(
	call: ApiCall<A>,
	then: (result: A) => ApiCallOutcome<B>,
): ApiCall<B> {
	return {
		buildRequest: (account) => call.buildRequest(account),
		parseResponse: (response, account) => {
			const outcome = call.parseResponse(response, account);
			if ('accepted' in outcome) return outcome;
			return 'next' in outcome ? { next: chainApiCall(outcome.next, then) } : then(outcome.result);
		},
	};
}

/** The same call with its result turned into another. */
export function mapApiCall<A, B>(call: ApiCall<A>, map: (result: A) => B): ApiCall<B> {
	return chainApiCall(call, (result) => ({ result: map(result) }));
}

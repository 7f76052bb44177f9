import type { IDataObject } from 'n8n-workflow';
import type { MediaFile } from '../messages/types';
import type { Account, ProviderReply, ProviderRequest, Refused } from './provider';

/** What a call brought: one output item per entry of `json`, and a file where one was asked for. */
export interface CallResult {
	json: IDataObject[];
	file?: { bytes: Buffer; mimeType: string; fileName?: string };
}

/**
 * One question to a provider. Both functions are pure: the answer is the result, a further call
 * that leads to it (the next page, the address of a file), or a refusal.
 */
export interface ProviderCall<Result = CallResult> {
	/** The request, or why this account cannot make it: nothing is sent then. */
	request(account: Account): ProviderRequest | Refused | Promise<ProviderRequest | Refused>;
	reply(
		reply: ProviderReply,
		account: Account,
	): { result: Result } | { next: ProviderCall<Result> } | Refused;
}

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

/** What each operation beside those of messages asks with, by resource and operation. */
export interface CallInputs {
	template: {
		/** @property status only templates in this status, lower case; @property limit none: all */
		getAll: { status?: string; limit?: number };
		get: { name: string; language: string };
		create: {
			name: string;
			language: string;
			category: string;
			components: IDataObject[];
			allowCategoryChange?: boolean;
			parameterFormat?: string;
		};
		/** All languages of the name. */
		delete: { name: string };
	};
	media: {
		upload: { file: MediaFile; senderId?: string };
		download: { mediaId: string; fileName?: string };
		get: { mediaId: string };
		delete: { mediaId: string };
	};
	account: {
		getHealth: Record<string, never>;
		getProfile: Record<string, never>;
		updateProfile: { profile: BusinessProfile };
		/** @property users digits with country code, or BSUIDs */
		blockUsers: { users: string[] };
		unblockUsers: { users: string[] };
		getBlockedUsers: { limit?: number };
		getWebhook: Record<string, never>;
		setWebhook: { url: string; headers: Record<string, string> };
		getBalance: { country?: string };
		getMessageStatus: { messageId: string };
	};
}

export type CallResource = keyof CallInputs;

/** How a provider asks what its resources offer. What it does not have is absent. */
export type ProviderCalls = {
	[R in CallResource]?: {
		[O in keyof CallInputs[R]]?: (input: CallInputs[R][O]) => ProviderCall;
	};
};

/** The operations of each resource beside `message` that a provider has. */
export type ResourceCapabilities = {
	[R in CallResource]?: ReadonlyArray<keyof CallInputs[R] & string>;
};

/** The same call with its result turned into another. */
export function mapCall<A, B>(call: ProviderCall<A>, turn: (result: A) => B): ProviderCall<B> {
	return {
		request: (account) => call.request(account),
		reply: (reply, account) => {
			const answer = call.reply(reply, account);
			if ('result' in answer) return { result: turn(answer.result) };
			return 'next' in answer ? { next: mapCall(answer.next, turn) } : answer;
		},
	};
}

import type {
	IDataObject,
	IHttpRequestMethods,
	ICredentialDataDecryptedObject,
} from 'n8n-workflow';

/** A request to the provider, without its secret: n8n adds that from the credential. */
export interface ProviderRequest {
	method: IHttpRequestMethods;
	/** Absolute URL on the account's own host. */
	url: string;
	headers?: Record<string, string>;
	qs?: Record<string, string>;
	/** JSON by default; `URLSearchParams`-like text fields when `form` is set. */
	body?: IDataObject | Buffer | FormData;
	form?: boolean;
	/** Nothing refers to what it makes, such as an upload: it is safe to try it again. */
	changesNothing?: boolean;
	/** The response is a file. */
	binary?: boolean;
}

/** The provider's response as it came: it may repeat secrets. */
export interface ProviderResponse {
	statusCode: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The parsed JSON, or undefined when the body is none. */
	json: unknown;
	/** The body as text. */
	text: string;
	/** The JSON, or the text where it is none, as it may be shown; the very same where it repeats no secret. */
	redacted?: unknown;
	/** The bytes of a file that was asked for. */
	bytes?: Buffer;
}

/** The account that a request is made for: its credential's decrypted fields. */
export type Account = ICredentialDataDecryptedObject;

/** Meta's error table as far as a server responds with it: title, and the HTTP status it comes with. */
const TABLE: Record<string, [title: string, http?: number]> = {
	'0': ['AuthException', 401],
	'1': ['API Unknown', 500],
	'2': ['API Service', 503],
	'4': ['API Too Many Calls', 429],
	'10': ['Permission Denied', 403],
	'33': ['Parameter value is not valid'],
	'100': ['Invalid parameter'],
	'190': ['Access token has expired', 401],
	'200': ['Permission Denied', 403],
	'368': ['Temporarily blocked for policies violations', 403],
	'80007': ['Rate limit issues', 429],
	'130429': ['Rate limit hit', 429],
	'130472': ["User's number is part of an experiment"],
	'130497': ['Business account is restricted from messaging users in this country', 403],
	'131000': ['Something went wrong', 500],
	'131005': ['Access denied', 403],
	'131008': ['Required parameter is missing'],
	'131009': ['Parameter value is not valid'],
	'131016': ['Service unavailable', 500],
	'131020': ['The group has only one member'],
	'131021': ['Recipient cannot be sender'],
	'131026': ['Message Undeliverable'],
	'131030': ['Recipient phone number not in allowed list'],
	'131031': ['Business Account locked', 403],
	'131037': ['WhatsApp provided number needs display name approval before message can be sent'],
	'131041': ['The group is unknown'],
	'131042': ['Business eligibility payment issue'],
	'131045': ['Incorrect certificate', 500],
	'131047': ['Re-engagement message'],
	'131048': ['Spam rate limit hit', 429],
	'131049': ['This message was not delivered to maintain healthy ecosystem engagement'],
	'131050': ['User has stopped marketing messages'],
	'131051': ['Unsupported message type'],
	'131052': ['Media download error'],
	'131053': ['Media upload error'],
	'131055': ['Method not allowed'],
	'131056': ['(Business Account, Consumer Account) pair rate limit hit', 429],
	'131057': ['Business Account is in maintenance mode', 500],
	'131062': ['Business-scoped user ID recipients are not supported for this message'],
	'131207': ['The group is suspended', 403],
	'132000': ['Number of parameters does not match the expected number of params'],
	'132001': ['Template name does not exist in the translation', 404],
	'132005': ['Translated text too long'],
	'132007': ['Template content violates a WhatsApp policy'],
	'132012': ['Parameter format does not match format in the created template'],
	'132015': ['Template is paused'],
	'132016': ['Template is disabled'],
	'132021': ['A template with this name already exists'],
	'132018': ['There is an issue with the parameters in your template'],
	'132068': ['Flow is in blocked state'],
	'132069': ['Flow is in throttled state'],
	'133010': ['Phone number not registered'],
	'134011': ['WhatsApp Payments terms of service has not been accepted'],
	'135000': ['Generic user error'],
	'138000': ['Calling is not enabled for this number'],
	'138009': ['Limit of call permission requests reached'],
	'134100': ['Only marketing templates are supported'],
	'134102': ['The template is unavailable for marketing messages'],
	'139200': ['Direct Send is blocked for utility messages', 403],
};

export const getTitle = (code: string): string => TABLE[code]?.[0] ?? 'Something went wrong';
const getHttpStatus = (code: string): number => TABLE[code]?.[1] ?? 400;

/** A rejection as Meta describes it; each provider formats it differently. */
export class CloudError extends Error {
	readonly code: string;
	readonly details: string;
	readonly httpStatus: number;
	readonly subcode: number | undefined;

	constructor(code: string | number, details?: string, subcode?: number) {
		const text = String(code);
		super(`(#${text}) ${getTitle(text)}`);
		this.code = text;
		this.details = details ?? getTitle(text);
		this.httpStatus = getHttpStatus(text);
		this.subcode = subcode;
	}
}

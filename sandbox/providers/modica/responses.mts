import type { Account } from '../../core/account.mts';
import type { ProviderResponse } from '../../core/types.mts';
import type { CloudError } from '../cloudApi/errors.mts';

export const createError = (status: number, error: string, message: string): ProviderResponse => ({
	status,
	body: { error, message, statusCode: status },
});

export interface FieldError {
	field: string;
	code: string;
	description: string;
}

export const createFieldError = (field: string, code: string, description: string): FieldError => ({
	field,
	code,
	description,
});
export const createRequiredError = (field: string) =>
	createFieldError(field, 'required', `${field} is required`);

export function rejectUnprocessable(account: Account, ...errors: FieldError[]): ProviderResponse {
	account.stats.rejected += 1;
	return { status: 422, body: { errors } };
}

/** Modica forwards Meta's rejection inside its own 400. */
export function rejectLikeCloud(account: Account, error: CloudError): ProviderResponse {
	account.stats.rejected += 1;
	const text = `${error.message}: ${error.details}`;
	return {
		status: 400,
		body: {
			error:
				account.settings.cloudErrorStyle === 'text'
					? text
					: {
							message: error.message,
							type: 'OAuthException',
							code: Number(error.code),
							error_data: { messaging_product: 'whatsapp', details: error.details },
						},
			message: 'Whatsapp Cloud API error',
			statusCode: 400,
		},
	};
}

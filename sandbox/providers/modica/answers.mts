import type { Account } from '../../core/account.mts';
import type { Answer } from '../../core/types.mts';
import type { CloudError } from '../cloudApi/errors.mts';

export const simple = (status: number, error: string, message: string): Answer => ({
	status,
	body: { error, message, statusCode: status },
});

export interface Complaint {
	field: string;
	code: string;
	description: string;
}

export const complaint = (field: string, code: string, description: string): Complaint => ({
	field,
	code,
	description,
});
export const required = (field: string) => complaint(field, 'required', `${field} is required`);

export function unprocessable(account: Account, ...errors: Complaint[]): Answer {
	account.stats.refused += 1;
	return { status: 422, body: { errors } };
}

/** Modica passes Meta's refusal on inside its own 400. */
export function cloudRefusal(account: Account, error: CloudError): Answer {
	account.stats.refused += 1;
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

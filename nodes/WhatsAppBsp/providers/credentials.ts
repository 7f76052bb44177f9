import {
	NodeOperationError,
	UserError,
	type FunctionsBase,
	type INodeCredentialDescription,
} from 'n8n-workflow';
import type { Provider } from './provider';
import type { Account } from './request';

/**
 * Each provider's credential, asked for when that provider is chosen. Said with `hide`: were it
 * `show`, n8n's editor would take 'Provider' for a part of the credential and not display it.
 * @param except values of parameters with which no credential is asked for
 */
export function createCredentialList(
	providers: Provider[],
	except: Readonly<Record<string, string[]>> = {},
): INodeCredentialDescription[] {
	return providers.map(({ name, credential }) => ({
		name: credential,
		required: true,
		displayOptions: {
			hide: {
				...except,
				provider: providers.map((other) => other.name).filter((other) => other !== name),
			},
		},
	}));
}

/** Whether n8n says that a credential was deleted or isn't chosen any more, rather than fails to read it. */
export function isCredentialMissing(error: unknown): boolean {
	return error instanceof UserError || error instanceof NodeOperationError;
}

/** The credential's values, without the space and line breaks that were pasted along with them. */
export async function getAccount(
	context: Pick<FunctionsBase, 'getCredentials'>,
	credential: string,
): Promise<Account> {
	const values = Object.entries(await context.getCredentials(credential));
	return Object.fromEntries(
		values.map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
	);
}

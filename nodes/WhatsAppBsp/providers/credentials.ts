import type { INodeCredentialDescription } from 'n8n-workflow';
import type { Provider } from './provider';

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

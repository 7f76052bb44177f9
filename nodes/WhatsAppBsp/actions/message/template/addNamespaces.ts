import type { OutboundMessage } from '../../../messages/types';
import type { RunContext } from '../../runContext';

/**
 * Templates outside of the Cloud API need a namespace, which the account's list of templates says: the one that
 * the user entered, or else this. Without the list, the provider says what is missing.
 */
export async function addNamespaces(
	{ content, outsideWindow }: OutboundMessage,
	run: RunContext,
): Promise<void> {
	if (!run.provider.templates?.needsNamespace(run.account)) return;
	for (const template of [content, outsideWindow]) {
		if (template?.type !== 'template' || template.namespace) continue;
		const definition = await run.findTemplate(template);
		template.namespace = definition?.namespace;
	}
}

import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeListSearchResult,
	type INodeParameters,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { createAdditionalData, CREDENTIAL_TYPES, createNodeTypes } from './engine';
import type { SandboxAccount } from './sandboxClient';

/** What the editor gives a dropdown's method: n8n's own context, around the node as it stands. */
function createEditorContext(
	account: SandboxAccount,
	parameters: INodeParameters,
): LoadOptionsContext {
	const { provider } = account.data;
	const type = CREDENTIAL_TYPES[provider];
	const nodeType = new WhatsAppBsp();
	const saved = {
		// The editor leaves out what is a default: provider and resource of a 360dialog message.
		...(provider === 'dialog360' ? {} : { provider }),
		operation: 'sendTemplate',
		...parameters,
	};
	const node: INode = {
		id: '1',
		name: 'WhatsApp BSP',
		type: 'n8n-nodes-whatsapp-bsp.whatsAppBsp',
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...saved },
		credentials: { [type]: { id: account.id, name: provider } },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: createNodeTypes(nodeType),
	});
	const additionalData = createAdditionalData(
		{ [type]: account.credentials },
		{ currentNodeParameters: saved },
	);
	return new LoadOptionsContext(workflow, node, additionalData, 'parameters.template');
}

/** Types into the search of the template list. */
export async function searchTemplates(
	account: SandboxAccount,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { searchTemplates: search } = new WhatsAppBsp().methods.listSearch;
	return await search.call(createEditorContext(account, {}), filter);
}

/** Chooses a template and sees which fields appear. */
export async function templateFields(
	account: SandboxAccount,
	template: string,
	mode: 'list' | 'id' = 'list',
): Promise<ResourceMapperFields> {
	const { getTemplateFields } = new WhatsAppBsp().methods.resourceMapping;
	const context = createEditorContext(account, { template: { __rl: true, mode, value: template } });
	return await getTemplateFields.call(context);
}

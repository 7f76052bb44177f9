import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { TemplateDefinition } from '../messages/template/parseTemplate';
import type { OutboundMessage, ReadReceipt } from '../messages/types';
import type { ApiCall } from '../providers/apiCalls';
import type { Provider } from '../providers/provider';

/**
 * What an operation asks for: a message to the recipients in 'To', a read receipt, a question to
 * the provider whose answer is the output, or whether its item may go on.
 */
export type Outbound =
	| {
			kind: 'message';
			message: OutboundMessage;
			/** Further messages to the same recipients, sent after it in this order. */
			following?: OutboundMessage[];
	  }
	| { kind: 'read'; receipt: ReadReceipt }
	| { kind: 'call'; call: ApiCall }
	/** The item itself goes on, unless one with this key did before. */
	| { kind: 'event'; key: string };

/** What the items of one run have in common. */
export interface Run {
	provider: Provider;
	/**
	 * The definition of an approved template; the list is downloaded once however many items ask.
	 * @throws InvalidInput when there is no such template, or none that can be sent
	 */
	getTemplate(name: string, language: string): Promise<TemplateDefinition>;
}

/** One operation: its fields, and how they become something to send. No loop, no HTTP. */
export interface Operation {
	description: INodeProperties[];
	/** It speaks to no provider: a credential is neither asked for nor read. */
	needsNoAccount?: true;
	build(this: IExecuteFunctions, itemIndex: number, run: Run): Outbound | Promise<Outbound>;
}

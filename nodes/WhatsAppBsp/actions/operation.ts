import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { OutboundMessage, ReadReceipt } from '../messages/types';

/** What an operation asks for: a message to the recipients in 'To', or a read receipt. */
export type Outbound =
	| { kind: 'message'; message: OutboundMessage }
	| { kind: 'read'; receipt: ReadReceipt };

/** One operation: its fields, and how they become something to send. No loop, no HTTP. */
export interface Operation {
	description: INodeProperties[];
	build(this: IExecuteFunctions, itemIndex: number): Outbound | Promise<Outbound>;
}

import type { INodeProperties } from 'n8n-workflow';
import type { OutboundMessage, ReadReceipt } from '../messages/types';
import type { ApiCall } from '../providers/apiCalls';
import type { WaitResponseType } from '../providers/capabilities';
import type { LinkPage } from '../waiting/waitState';
import type { ParameterReader } from './parameterReader';
import type { RunContext } from './runContext';

interface OperationBase {
	/** The operation's fields, which the reader reads by their names. */
	description: INodeProperties[];
	/** False: it needs no provider, so no credential is asked for or read. */
	requiresCredential?: false;
}

/** Messages to the recipients in 'To', who get them in this order. */
export interface MessageOperation extends OperationBase {
	kind: 'message';
	buildMessages(
		reader: ParameterReader,
		run: RunContext,
	): OutboundMessage[] | Promise<OutboundMessage[]>;
}

/** Marks a customer's message as read. It goes through the send queue, as messages do. */
export interface ReadReceiptOperation extends OperationBase {
	kind: 'readReceipt';
	buildReadReceipt(reader: ParameterReader, run: RunContext): ReadReceipt;
}

/** Requests to the provider whose response is the output. */
export interface ApiCallOperation extends OperationBase {
	kind: 'apiCall';
	buildApiCall(reader: ParameterReader, run: RunContext): ApiCall | Promise<ApiCall>;
}

/** One question to one person; the execution goes on with the answer. */
export interface WaitOperation extends OperationBase {
	kind: 'wait';
	/**
	 * @param createId makes the ID of a button that stands for a value
	 * @param createLink makes the URL of the page that shows the question
	 */
	buildQuestion(
		reader: ParameterReader,
		run: RunContext,
		createId: (value: string) => string,
		createLink: () => string,
	): Question | Promise<Question>;
}

/** What is asked, and what ends the wait. */
export interface Question {
	/** IDs from `createId` and the link from `createLink` lead its answer back to this execution. */
	message: OutboundMessage;
	/** What is waited for. */
	responseType: WaitResponseType;
	/** What a link in the message leads to. */
	page?: LinkPage;
	/** When the execution goes on without an answer; undefined: never. */
	until?: Date;
	/** With `delivery`: `delivered` or `read`. */
	waitUntil?: string;
	/** As entered; empty where the provider is to tell. */
	triggerUrl: string;
}

/** The item itself goes on, unless one with the same key did before. */
export interface DeduplicateOperation extends OperationBase {
	kind: 'deduplicate';
	getKey(reader: ParameterReader): string;
	/** @param options the collection 'Options' */
	readOptions(options: ParameterReader): DeduplicationOptions;
}

/** Which items were seen before, and what becomes of them. */
export interface DeduplicationOptions {
	/** Items that were seen before go on as well, and each item says whether it was. */
	keepsSeen: boolean;
	/** Keys that are remembered at least. */
	maxKeys: number;
	/** Whose items count: those of this node, or of all nodes of the workflow with this scope. */
	scope: 'node' | 'workflow';
}

/** One operation: its fields, and how they become something to do. No loop, no HTTP. */
export type Operation =
	| MessageOperation
	| ReadReceiptOperation
	| ApiCallOperation
	| DeduplicateOperation
	| WaitOperation;

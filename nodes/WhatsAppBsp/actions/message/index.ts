import type { INodeProperties } from 'n8n-workflow';
import type { MessageOperationName } from '../../providers/capabilities';
import { createOperationFields, type OperationOption } from '../fields/operationFields';
import type { Operation } from '../operation';
import * as markAsRead from './markAsRead.operation';
import * as sendAndWait from './sendAndWait.operation';
import * as sendContacts from './sendContacts.operation';
import * as sendInteractive from './sendInteractive.operation';
import * as sendLocation from './sendLocation.operation';
import * as sendMedia from './sendMedia.operation';
import * as sendRaw from './sendRaw.operation';
import * as sendReaction from './sendReaction.operation';
import * as sendTemplate from './sendTemplate.operation';
import * as sendText from './sendText.operation';

/** Every operation of resource `message`. */
export const operations: Record<MessageOperationName, Operation> = {
	markAsRead,
	sendAndWait,
	sendContacts,
	sendInteractive,
	sendLocation,
	sendMedia,
	sendRaw,
	sendReaction,
	sendTemplate,
	sendText,
};

const CHOICES: Record<MessageOperationName, OperationOption> = {
	markAsRead: {
		name: 'Mark as Read',
		action: 'Mark message as read',
		description: 'Show the customer that their message was read, with an optional typing indicator',
	},
	sendAndWait: {
		name: 'Send and Wait for Response',
		action: 'Send message and wait for response',
		description:
			'Ask on WhatsApp and continue with the answer, such as a tap, a text, a form, or a delivery receipt',
	},
	sendContacts: {
		name: 'Send Contacts',
		action: 'Send contact cards',
		description: 'Send contact cards with names, numbers, and addresses',
	},
	sendInteractive: {
		name: 'Send Interactive',
		action: 'Send interactive message',
		description:
			'Send buttons, a list, a link or call button, products, a flow, a carousel, or a request',
	},
	sendLocation: {
		name: 'Send Location',
		action: 'Send location',
		description: 'Send a location that opens on a map',
	},
	sendMedia: {
		name: 'Send Media',
		action: 'Send media message',
		description: 'Send an image, video, audio, voice note, document, or sticker',
	},
	sendRaw: {
		name: 'Send Raw (JSON)',
		action: 'Send message as JSON',
		description: 'Send a message of any type as JSON in Meta’s Cloud API format',
	},
	sendReaction: {
		name: 'Send Reaction',
		action: 'Send or remove reaction',
		description: 'Add an emoji reaction to a customer’s message, or remove it',
	},
	sendTemplate: {
		name: 'Send Template',
		action: 'Send template message',
		description:
			'Send an approved template, which also reaches customers outside the 24-hour window',
	},
	sendText: {
		name: 'Send Text',
		action: 'Send text message',
		description: 'Send text to a customer who messaged you within the last 24 hours',
	},
};

export const description: INodeProperties[] = [
	...createOperationFields('message', CHOICES, 'sendText'),
	...Object.values(operations).flatMap((operation) => operation.description),
];

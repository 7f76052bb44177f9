import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PROVIDERS } from '../../providers';
import type { MessageOperation } from '../../providers/provider';
import type { Operation } from '../operation';
import * as markAsRead from './markAsRead.operation';
import * as sendContacts from './sendContacts.operation';
import * as sendInteractive from './sendInteractive.operation';
import * as sendLocation from './sendLocation.operation';
import * as sendMedia from './sendMedia.operation';
import * as sendRaw from './sendRaw.operation';
import * as sendReaction from './sendReaction.operation';
import * as sendTemplate from './sendTemplate.operation';
import * as sendText from './sendText.operation';

/** Every operation of resource `message`. */
export const operations: Record<MessageOperation, Operation> = {
	markAsRead,
	sendContacts,
	sendInteractive,
	sendLocation,
	sendMedia,
	sendRaw,
	sendReaction,
	sendTemplate,
	sendText,
};

const CHOICES: Record<MessageOperation, Omit<INodePropertyOptions, 'value'>> = {
	markAsRead: {
		name: 'Mark as Read',
		action: 'Mark message as read',
		description: 'Show the customer blue ticks, and that an answer is being typed',
	},
	sendContacts: {
		name: 'Send Contacts',
		action: 'Send contact cards',
		description: 'Send cards with names, numbers and addresses to save',
	},
	sendInteractive: {
		name: 'Send Interactive',
		action: 'Send interactive message',
		description: 'Send buttons, a list, a link button, products, a flow, a carousel or a request',
	},
	sendLocation: {
		name: 'Send Location',
		action: 'Send location',
		description: 'Send a place that opens in the map',
	},
	sendMedia: {
		name: 'Send Media',
		action: 'Send media message',
		description: 'Send an image, video, audio, voice note, document or sticker',
	},
	sendRaw: {
		name: 'Send Raw (JSON)',
		action: 'Send message as JSON',
		description: 'Send a message of any type, written in the words of Meta’s Cloud API',
	},
	sendReaction: {
		name: 'Send Reaction',
		action: 'Send or remove reaction',
		description: 'Put an emoji on a message of the customer’s, or take it off',
	},
	sendTemplate: {
		name: 'Send Template',
		action: 'Send template message',
		description:
			'Send an approved template, which also reaches customers who have not written lately',
	},
	sendText: {
		name: 'Send Text',
		action: 'Send text message',
		description: 'Send a text to a customer who wrote within the last 24 hours',
	},
};

/** One 'Operation' field per provider: nothing is offered that the provider does not have. */
export const operationFields: INodeProperties[] = Object.values(PROVIDERS).map((provider) => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [...provider.capabilities.message]
		.map((value) => ({ value, ...CHOICES[value] }))
		.sort((a, b) => a.name.localeCompare(b.name)),
	default: 'sendText',
	displayOptions: { show: { resource: ['message'], provider: [provider.name] } },
}));

export const description: INodeProperties[] = [
	...operationFields,
	...Object.values(operations).flatMap((operation) => operation.description),
];

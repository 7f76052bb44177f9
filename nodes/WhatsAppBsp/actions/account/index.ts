import type { INodeProperties } from 'n8n-workflow';
import type { CallInputs } from '../../providers/calls';
import type { Operation } from '../operation';
import { operationFieldsOf, type Choice } from '../operationFields';
import * as blockUsers from './blockUsers.operation';
import * as getBalance from './getBalance.operation';
import * as getBlockedUsers from './getBlockedUsers.operation';
import * as getHealth from './getHealth.operation';
import * as getMessageStatus from './getMessageStatus.operation';
import * as getProfile from './getProfile.operation';
import * as getWebhook from './getWebhook.operation';
import * as setWebhook from './setWebhook.operation';
import * as unblockUsers from './unblockUsers.operation';
import * as updateProfile from './updateProfile.operation';

/** Every operation of resource `account`. */
export const operations: Record<keyof CallInputs['account'], Operation> = {
	blockUsers,
	getBalance,
	getBlockedUsers,
	getHealth,
	getMessageStatus,
	getProfile,
	getWebhook,
	setWebhook,
	unblockUsers,
	updateProfile,
};

const CHOICES: Record<keyof CallInputs['account'], Choice> = {
	blockUsers: {
		name: 'Block Users',
		action: 'Block users',
		description: 'Take no more messages from users who wrote within the last 24 hours',
	},
	getBalance: {
		name: 'Get Balance',
		action: 'Get account balance',
		description: 'Retrieve the credit that is left',
	},
	getBlockedUsers: {
		name: 'Get Blocked Users',
		action: 'Get blocked users',
		description: 'Retrieve everybody whom this number has blocked',
	},
	getHealth: {
		name: 'Get Health Status',
		action: 'Get health status',
		description:
			'Check whether the number, its account and its business may send, and what is in the way',
	},
	getMessageStatus: {
		name: 'Get Message Status',
		action: 'Get message status',
		description: 'Look up what became of a message',
	},
	getProfile: {
		name: 'Get Business Profile',
		action: 'Get business profile',
		description: 'Retrieve what customers see about the business',
	},
	getWebhook: {
		name: 'Get Webhook',
		action: 'Get webhook',
		description: 'Retrieve the address that receives the events of this number',
	},
	setWebhook: {
		name: 'Set Webhook',
		action: 'Set webhook',
		description: 'Change the address that receives the events of this number',
	},
	unblockUsers: {
		name: 'Unblock Users',
		action: 'Unblock users',
		description: 'Take messages from blocked users again',
	},
	updateProfile: {
		name: 'Update Business Profile',
		action: 'Update business profile',
		description: 'Change what customers see about the business',
	},
};

export const description: INodeProperties[] = [
	...operationFieldsOf('account', CHOICES, 'getHealth'),
	...Object.values(operations).flatMap((operation) => operation.description),
];

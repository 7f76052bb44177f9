import type { INodeProperties } from 'n8n-workflow';
import type { ApiCallInputs } from '../../providers/apiCalls';
import type { Operation } from '../operation';
import { createOperationFields, type OperationOption } from '../fields/operationFields';
import * as blockUsers from './blockUsers.operation';
import * as getBalance from './getBalance.operation';
import * as getBlockedUsers from './getBlockedUsers.operation';
import * as getCallPermission from './getCallPermission.operation';
import * as getHealth from './getHealth.operation';
import * as getMessageStatus from './getMessageStatus.operation';
import * as getProfile from './getProfile.operation';
import * as getWebhook from './getWebhook.operation';
import * as setWebhook from './setWebhook.operation';
import * as unblockUsers from './unblockUsers.operation';
import * as updateProfile from './updateProfile.operation';

/** Every operation of resource `account`. */
export const operations: Record<keyof ApiCallInputs['account'], Operation> = {
	blockUsers,
	getBalance,
	getBlockedUsers,
	getCallPermission,
	getHealth,
	getMessageStatus,
	getProfile,
	getWebhook,
	setWebhook,
	unblockUsers,
	updateProfile,
};

const CHOICES: Record<keyof ApiCallInputs['account'], OperationOption> = {
	blockUsers: {
		name: 'Block Users',
		action: 'Block users',
		description:
			'Stop users from messaging you. Only works for users who messaged you within the last 24 hours.',
	},
	getBalance: {
		name: 'Get Balance',
		action: 'Get account balance',
		description: 'Retrieve the remaining credit',
	},
	getBlockedUsers: {
		name: 'Get Blocked Users',
		action: 'Get blocked users',
		description: 'Retrieve the users this number has blocked',
	},
	getCallPermission: {
		name: 'Get Call Permission',
		action: 'Get call permission',
		description:
			'Check whether you can call a user, and whether you can ask for permission to call',
	},
	getHealth: {
		name: 'Get Health Status',
		action: 'Get health status',
		description:
			'Check whether the number, its account, and its business can send messages, and if not, why',
	},
	getMessageStatus: {
		name: 'Get Message Status',
		action: 'Get message status',
		description: 'Look up the current status of a message',
	},
	getProfile: {
		name: 'Get Business Profile',
		action: 'Get business profile',
		description: 'Retrieve the business profile that customers see',
	},
	getWebhook: {
		name: 'Get Webhook',
		action: 'Get webhook',
		description: 'Retrieve the URL that receives this number’s events',
	},
	setWebhook: {
		name: 'Set Webhook',
		action: 'Set webhook',
		description: 'Set the URL that receives this number’s events',
	},
	unblockUsers: {
		name: 'Unblock Users',
		action: 'Unblock users',
		description: 'Allow blocked users to message you again',
	},
	updateProfile: {
		name: 'Update Business Profile',
		action: 'Update business profile',
		description: 'Update the business profile that customers see',
	},
};

export const description: INodeProperties[] = [
	...createOperationFields('account', CHOICES, 'getHealth'),
	...Object.values(operations).flatMap((operation) => operation.description),
];

import { deliverAll } from '../core/delivery.mts';
import { passConversation, receiveEcho } from '../core/handover.mts';
import { createAlphanumeric } from '../core/ids.mts';
import type { Routes } from './routes.mts';
import * as schemas from './schemas.mts';
import { NotFoundError } from './notFound.mts';

/** Who a customer is, what they allow, and who talks with them. */
export const people: Routes = [
	[
		'post',
		'/handover',
		async (account, request) => {
			const { customer, role, wait, ...more } = schemas.handover.parse(request.body);
			if (!account.provider.buildHandoverRequests)
				throw new NotFoundError('Only one can hold a chat');
			const contact = account.contacts.get(customer);
			const deliveries = passConversation(account, contact, role ?? undefined, more);
			return { deliveries: wait ? await deliveries : [] };
		},
	],
	[
		'post',
		'/colleague',
		async (account, request) => {
			const { customer, message, wait } = schemas.colleague.parse(request.body);
			if (!account.provider.buildEchoRequests) throw new NotFoundError('Nobody else can write');
			const deliveries = receiveEcho(account, account.contacts.get(customer), message);
			return { deliveries: wait ? await deliveries : [] };
		},
	],
	[
		'post',
		'/marketing',
		async (account, request) => {
			const { customer, stopped } = schemas.marketing.parse(request.body);
			if (!account.provider.buildPreferenceRequests) throw new NotFoundError('Nobody hears of it');
			const contact = account.contacts.get(customer);
			contact.marketingStopped = stopped;
			const requests = account.provider.buildPreferenceRequests(account, contact);
			return { deliveries: await deliverAll(account, requests) };
		},
	],
	[
		'post',
		'/hidden-people',
		(account, request) => {
			const { username } = schemas.hiddenPerson.parse(request.body);
			const known = account.contacts.all().find((contact) => contact.username === username);
			const customer = known?.customer ?? `MY.${createAlphanumeric(16)}`;
			account.contacts.identify(account.contacts.get(customer), { username, userId: customer });
			return { customer };
		},
	],
];

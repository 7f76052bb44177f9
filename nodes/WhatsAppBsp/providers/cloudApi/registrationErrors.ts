import type { ErrorEntry, ErrorTable } from '../shared/errorTable';
import { CHECK_REGISTRATION, TRY_LATER } from './advice';

const NOT_REGISTERED_RIGHT: ErrorEntry = {
	title: 'The number isn’t registered correctly with WhatsApp',
	category: 'account',
	retryable: false,
	advice: CHECK_REGISTRATION,
};

/** State of the number and the business at WhatsApp. */
export const REGISTRATION_ERRORS: ErrorTable = {
	133000: {
		...NOT_REGISTERED_RIGHT,
		title: 'An earlier deregistration of the number isn’t finished yet',
	},
	133001: NOT_REGISTERED_RIGHT,
	133002: NOT_REGISTERED_RIGHT,
	133003: NOT_REGISTERED_RIGHT,
	133004: {
		...NOT_REGISTERED_RIGHT,
		title: 'WhatsApp’s registration server is unavailable',
		category: 'temporary',
		advice: TRY_LATER,
	},
	133005: { ...NOT_REGISTERED_RIGHT, title: 'The two-step verification PIN is incorrect' },
	133006: { ...NOT_REGISTERED_RIGHT, title: 'The number must be verified again' },
	133007: NOT_REGISTERED_RIGHT,
	133008: { ...NOT_REGISTERED_RIGHT, title: 'The PIN was entered incorrectly too many times' },
	133009: { ...NOT_REGISTERED_RIGHT, title: 'The PIN was entered too quickly' },
	133010: { ...NOT_REGISTERED_RIGHT, title: 'The number isn’t registered with WhatsApp' },
	133015: {
		...NOT_REGISTERED_RIGHT,
		title: 'The number was just deleted',
		advice: 'Wait 5 minutes, then ask the provider to register it again.',
	},
	133016: {
		...NOT_REGISTERED_RIGHT,
		title: 'The number was registered too many times',
		advice: 'Wait 72 hours. WhatsApp allows 10 registrations in that time.',
	},
	134011: {
		title: 'The WhatsApp payments terms haven’t been accepted',
		category: 'account',
		retryable: false,
		advice: 'Accept the terms in WhatsApp Manager.',
	},
	135000: {
		title: 'WhatsApp rejected a value in the request',
		category: 'parameter',
		retryable: false,
		advice: 'Compare the request with the documentation for this message type.',
	},
};

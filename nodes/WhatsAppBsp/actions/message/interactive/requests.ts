import type { InteractiveFields } from './fields';

export const callPermission: InteractiveFields<'callPermission'> = {
	name: 'Call Permission Request',
	description: 'A request for permission to call the customer',
	fields: [],
	read: () => ({ type: 'callPermission' }),
};

export const locationRequest: InteractiveFields<'locationRequest'> = {
	name: 'Location Request',
	description: 'A button that lets the customer send a location',
	fields: [],
	read: () => ({ type: 'locationRequest' }),
};

export const requestContactInfo: InteractiveFields<'requestContactInfo'> = {
	name: 'Contact Request',
	description: 'A button that lets a customer whose number is hidden share it',
	fields: [],
	read: () => ({ type: 'requestContactInfo' }),
};

import type { InteractiveForm } from './form';

export const callPermission: InteractiveForm<'callPermission'> = {
	name: 'Call Permission Request',
	description: 'Ask whether your business may call',
	fields: [],
	read: () => ({ type: 'callPermission' }),
};

export const locationRequest: InteractiveForm<'locationRequest'> = {
	name: 'Location Request',
	description: 'A button with which the customer sends a location',
	fields: [],
	read: () => ({ type: 'locationRequest' }),
};

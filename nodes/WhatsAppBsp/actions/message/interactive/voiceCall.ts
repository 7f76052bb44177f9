import { CALL_BUTTON_MINUTES } from '../../../messages/interactive/voiceCall';
import type { InteractiveFields } from './fields';

const { min, max, default: defaultMinutes } = CALL_BUTTON_MINUTES;

export const voiceCall: InteractiveFields<'voiceCall'> = {
	name: 'Call Button',
	description: 'A button that calls you on WhatsApp, for numbers set up for calls',
	fields: [
		{
			displayName: 'Button Text',
			name: 'buttonText',
			type: 'string',
			default: '',
			placeholder: 'e.g. Call now',
			description: 'Button label, up to 20 characters. If empty, WhatsApp uses its own.',
		},
		{
			displayName: 'Valid For (Minutes)',
			name: 'ttlMinutes',
			type: 'number',
			typeOptions: { minValue: min, maxValue: max },
			default: defaultMinutes,
			description: `How long the button works, up to ${max} minutes (30 days)`,
		},
		{
			displayName: 'Call Payload',
			name: 'callPayload',
			type: 'string',
			default: '',
			placeholder: 'e.g. case-4411',
			description:
				'Your own text, up to 512 characters, returned with the customer’s call if their WhatsApp is recent enough',
		},
	],
	read: (reader) => {
		const buttonText = reader.text('buttonText');
		const payload = reader.text('callPayload');
		return {
			type: 'voiceCall',
			ttlMinutes: reader.integer('ttlMinutes', defaultMinutes),
			...(buttonText ? { buttonText } : {}),
			...(payload ? { payload } : {}),
		};
	},
};

import type { IDataObject } from 'n8n-workflow';
import { validateText, type Violation } from '../../core/validation';
import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface VoiceCall {
	type: 'voiceCall';
	/** WhatsApp's own label if empty. */
	buttonText?: string;
	/** How long the button works. */
	ttlMinutes?: number;
	/** Text that is returned with the customer's call. */
	payload?: string;
}

const MAX_PAYLOAD = 512;
export const CALL_BUTTON_MINUTES = { min: 1, max: 43_200, default: 10_080 } as const;

function validateMinutes(minutes: number | undefined): Violation[] {
	const { min, max } = CALL_BUTTON_MINUTES;
	return minutes === undefined || (minutes >= min && minutes <= max)
		? []
		: [{ field: 'Valid For (Minutes)', problem: `is ${minutes}; use ${min} to ${max}` }];
}

/** Source: Meta, "Call button messages". */
export const voiceCall: InteractiveRules<VoiceCall> = {
	apiType: 'voice_call',
	header: 'none',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: false,
	validate: ({ buttonText = '', ttlMinutes, payload = '' }) => [
		...validateText('Button Text', buttonText, {
			limit: INTERACTIVE_LIMITS.buttonTitle,
			required: false,
		}),
		...validateMinutes(ttlMinutes),
		...validateText('Call Payload', payload, { limit: MAX_PAYLOAD, required: false }),
	],
	action: ({ buttonText, ttlMinutes, payload }) => {
		const parameters: IDataObject = {
			...(buttonText ? { display_text: buttonText } : {}),
			...(ttlMinutes === undefined ? {} : { ttl_minutes: ttlMinutes }),
			...(payload ? { payload } : {}),
		};
		return {
			name: 'voice_call',
			...(Object.keys(parameters).length > 0 ? { parameters } : {}),
		};
	},
};

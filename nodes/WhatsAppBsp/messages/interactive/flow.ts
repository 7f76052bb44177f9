import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../core/parse';
import { validateText } from '../../core/validation';
import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';
import type { Violation } from '../../core/validation';

export interface Flow {
	type: 'flow';
	flow: { id: string } | { name: string };
	buttonText: string;
	/** Returned with the customer's answer. */
	token?: string;
	mode: 'published' | 'draft';
	action: 'navigate' | 'data_exchange';
	/** First screen, with `navigate` only. */
	screen?: string;
	/** What the first screen is filled with: any JSON that was entered, of which WhatsApp takes an object only. */
	data?: unknown;
}

/** The only version that Meta's documents name. */
const FLOW_MESSAGE_VERSION = '3';

function isFilledObject(value: unknown): boolean {
	return isObject(value) && Object.keys(value).length > 0;
}

function validateScreen({ action, screen, data }: Flow): Violation[] {
	if (action !== 'navigate' || data === undefined) return [];
	return [
		...(screen
			? []
			: [
					{
						field: 'First Screen',
						problem:
							"is empty, but 'Screen Data (JSON)' isn’t; enter a screen ID or clear the data",
					},
				]),
		...(isFilledObject(data)
			? []
			: [{ field: 'Screen Data (JSON)', problem: 'must be a JSON object with at least one key' }]),
	];
}

/** Source: Meta, "Sending a Flow". */
export const flow: InteractiveRules<Flow> = {
	apiType: 'flow',
	header: 'any',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: true,
	validate: (message) => [
		...('id' in message.flow
			? validateText('Flow ID', message.flow.id)
			: validateText('Flow Name', message.flow.name)),
		...validateText('Button Text', message.buttonText, { limit: INTERACTIVE_LIMITS.buttonTitle }),
		...(/[\p{ExtPict}\p{RI}\u20E3]/u.test(message.buttonText)
			? [{ field: 'Button Text', problem: 'contains an emoji, which flow buttons don’t support' }]
			: []),
		...validateScreen(message),
	],
	action: ({ flow: which, buttonText, token, mode, action, screen, data }) => ({
		name: 'flow',
		parameters: {
			flow_message_version: FLOW_MESSAGE_VERSION,
			...(token ? { flow_token: token } : {}),
			...('id' in which ? { flow_id: which.id } : { flow_name: which.name }),
			flow_cta: buttonText,
			mode,
			flow_action: action,
			...(action === 'navigate' && screen
				? {
						flow_action_payload: {
							screen,
							...(data === undefined ? {} : { data: data as IDataObject }),
						},
					}
				: {}),
		},
	}),
};

import { isObject } from '../../core/json.mts';
import type { TemplateButton } from '../../core/types.mts';
import { CloudError } from './errors.mts';
import { countCodePoints } from './shapes.mts';
import { createMismatchError, type Component, type Parameter } from './templateParameters.mts';

type Rule = {
	/** The names that a send may give this button in `sub_type`. */
	subTypes: string[];
	/** Whether the button cannot go out without a parameter. */
	needs: (button: TemplateButton) => boolean;
	/** The types of its parameters, each of which it takes once, and what their values must be. */
	takes: Record<string, (value: unknown) => boolean>;
};

const never = () => false;
const always = () => true;
const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Each kind of button, and what it takes at sending time. Source: Meta, "Template components". */
const RULES: Record<string, Rule> = {
	URL: {
		subTypes: ['url'],
		needs: (button) => /\{\{/.test(button.url ?? ''),
		takes: { text: isFilled },
	},
	OTP: { subTypes: ['url'], needs: always, takes: { text: isFilled } },
	QUICK_REPLY: { subTypes: ['quick_reply'], needs: never, takes: { payload: isFilled } },
	COPY_CODE: {
		subTypes: ['copy_code'],
		needs: always,
		takes: { coupon_code: (value) => isFilled(value) && value.length <= 20 },
	},
	FLOW: { subTypes: ['flow'], needs: never, takes: { action: isObject } },
	CATALOG: { subTypes: ['catalog'], needs: never, takes: { action: isObject } },
	MPM: {
		subTypes: ['mpm'],
		needs: always,
		takes: {
			action: (value) =>
				isObject(value) &&
				Array.isArray(value.sections) &&
				value.sections.length > 0 &&
				value.sections.every((section) => isObject(section) && section.title !== ''),
		},
	},
	ORDER_DETAILS: {
		subTypes: ['order_details'],
		// Assumption: only the message has the order that the button opens, so it cannot be left out.
		needs: always,
		takes: { action: (value) => isObject(value) && isObject(value.order_details) },
	},
	PHONE_NUMBER: { subTypes: [], needs: never, takes: {} },
	REQUEST_CONTACT_INFO: { subTypes: [], needs: never, takes: {} },
	VOICE_CALL: {
		subTypes: ['voice_call'],
		needs: never,
		takes: {
			ttl_minutes: (value) =>
				Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 43_200,
			payload: (value) => isFilled(value) && countCodePoints(value) <= 512,
		},
	},
};

/** Which button it is for. Only a call button needs no index: a template has one at most. */
function findButton(buttons: TemplateButton[], { index, sub_type: subType }: Component): number {
	if (index !== undefined) return Number(index);
	if (subType !== 'voice_call') throw new CloudError(131008, 'button: index is required');
	const found = buttons.findIndex(({ type }) => type.toUpperCase() === 'VOICE_CALL');
	if (found === -1) throw createMismatchError('buttons', 'nothing', 'VOICE_CALL');
	return found;
}

function checkParameters(place: string, kind: string, { takes }: Rule, given: Parameter[]): void {
	const most = Object.keys(takes).length;
	if (given.length > most) throw new CloudError(132000, `${place}: at most ${most} parameters`);
	if (new Set(given.map(({ type }) => type)).size < given.length) {
		throw new CloudError(132012, `${place}: two parameters of one type`);
	}
	const wrong = given.find(
		({ type, ...values }) => !Object.hasOwn(takes, type) || !takes[type](values[type]),
	);
	if (!wrong) return;
	throw new CloudError(132012, `${place}: Parameter of type ${wrong.type} does not fit ${kind}`);
}

function checkGiven(buttons: TemplateButton[], component: Component): number {
	const { sub_type: subType = '', parameters = [] } = component;
	const index = findButton(buttons, component);
	const place = `button at index ${index}`;
	const button = buttons[index];
	if (!button) throw createMismatchError(place, 'nothing', subType.toUpperCase());
	const rule = RULES[button.type.toUpperCase()];
	if (!rule?.subTypes.includes(subType))
		throw createMismatchError(place, button.type, subType.toUpperCase());
	if (button.type === 'URL' && !rule.needs(button) && parameters.length > 0) {
		throw new CloudError(132000, `${place}: the URL of the template has no variable`);
	}
	checkParameters(place, button.type, rule, parameters);
	return parameters.length > 0 || !rule.needs(button) ? index : -1;
}

export function checkButtons(buttons: TemplateButton[], given: Component[]): void {
	const satisfied = given.map((component) => checkGiven(buttons, component));
	if (new Set(satisfied).size !== satisfied.length) {
		throw new CloudError(132012, 'buttons: two components for the same index');
	}
	for (const [index, button] of buttons.entries()) {
		if (RULES[button.type.toUpperCase()]?.needs(button) && !satisfied.includes(index)) {
			throw new CloudError(
				131008,
				`buttons: Button at index ${index} of type ${button.type} requires a parameter`,
			);
		}
	}
}

import type { Json, TemplateButton } from '../../core/types.mts';
import { CloudError } from './errors.mts';
import { mismatch, type Component, type Parameter } from './templateParameters.mts';

type Rule = {
	/** The names that a send may give this button in `sub_type`. */
	subTypes: string[];
	/** Whether the button cannot go out without a parameter. */
	needs: (button: TemplateButton) => boolean;
	valid: (parameter: Parameter) => boolean;
};

const filled = (value: unknown) => typeof value === 'string' && value !== '';
const action = (parameter: Parameter) => (parameter.action ?? undefined) as Json | undefined;
const never = () => false;

/** providers.md 5.4: each kind of button, what it needs at sending time and in which shape. */
const RULES: Record<string, Rule> = {
	URL: {
		subTypes: ['url'],
		needs: (button) => /\{\{/.test(button.url ?? ''),
		valid: (parameter) => parameter.type === 'text' && filled(parameter.text),
	},
	OTP: {
		subTypes: ['url'],
		needs: () => true,
		valid: (parameter) => parameter.type === 'text' && filled(parameter.text),
	},
	QUICK_REPLY: {
		subTypes: ['quick_reply'],
		needs: never,
		valid: (parameter) => parameter.type === 'payload' && filled(parameter.payload),
	},
	COPY_CODE: {
		subTypes: ['copy_code'],
		needs: () => true,
		valid: (parameter) =>
			parameter.type === 'coupon_code' &&
			filled(parameter.coupon_code) &&
			String(parameter.coupon_code).length <= 20,
	},
	FLOW: {
		subTypes: ['flow'],
		needs: never,
		valid: (parameter) => parameter.type === 'action' && action(parameter) !== undefined,
	},
	CATALOG: {
		subTypes: ['catalog'],
		needs: never,
		valid: (parameter) => parameter.type === 'action' && action(parameter) !== undefined,
	},
	MPM: {
		subTypes: ['mpm'],
		needs: () => true,
		valid: (parameter) =>
			parameter.type === 'action' &&
			Array.isArray(action(parameter)?.sections) &&
			(action(parameter)?.sections as unknown[]).length > 0,
	},
	PHONE_NUMBER: { subTypes: [], needs: never, valid: never },
	REQUEST_CONTACT_INFO: { subTypes: [], needs: never, valid: never },
	VOICE_CALL: { subTypes: ['voice_call'], needs: never, valid: () => true },
};

function checkGiven(buttons: TemplateButton[], component: Component): number {
	const { index, sub_type: subType = '', parameters = [] } = component;
	if (index === undefined) throw new CloudError(131008, 'button: index is required');
	const place = `button at index ${index}`;
	const button = buttons[Number(index)];
	if (!button) throw mismatch(place, 'nothing', subType.toUpperCase());
	const rule = RULES[button.type.toUpperCase()];
	if (!rule?.subTypes.includes(subType)) throw mismatch(place, button.type, subType.toUpperCase());
	if (button.type === 'URL' && !rule.needs(button) && parameters.length > 0) {
		throw new CloudError(132000, `${place}: the URL of the template has no variable`);
	}
	if (parameters.length > 1) throw new CloudError(132000, `${place}: takes one parameter`);
	const first = parameters[0];
	if (first && !rule.valid(first)) {
		throw new CloudError(
			132012,
			`${place}: Parameter of type ${first.type} does not fit ${button.type}`,
		);
	}
	return first || !rule.needs(button) ? Number(index) : -1;
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

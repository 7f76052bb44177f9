import { getVariables } from '../../core/templates.mts';
import type { TemplateButton } from '../../core/types.mts';
import { CloudError } from './errors.mts';
import { countCodePoints } from './shapes.mts';

const invalid = (details: string, subcode?: number) =>
	new CloudError(100, `BUTTONS: ${details}`, subcode);

/** How many of a kind a template may have; any other: as many as buttons. */
const MAX_OF_KIND: Record<string, number> = {
	URL: 2,
	PHONE_NUMBER: 1,
	COPY_CODE: 1,
	VOICE_CALL: 1,
	REQUEST_CONTACT_INFO: 1,
	CATALOG: 1,
	MPM: 1,
	SPM: 1,
	FLOW: 1,
	ORDER_DETAILS: 1,
};
const WITHOUT_TEXT = ['COPY_CODE', 'REQUEST_CONTACT_INFO'];

function checkUrl({ url, example }: TemplateButton): void {
	if (!url || countCodePoints(url) > 2000)
		throw invalid('url of 1 to 2000 characters is required.');
	if (getVariables(url).length === 0) return;
	if (url.split('{{').length > 2 || !url.endsWith('{{1}}')) {
		throw invalid('one variable, at the end of the url.');
	}
	if (!Array.isArray(example) || !example[0]) throw invalid('an example of the url is required.');
}

const RULES: Record<string, (button: TemplateButton) => void> = {
	QUICK_REPLY: () => undefined,
	URL: checkUrl,
	PHONE_NUMBER: ({ phone_number: phone }) => {
		if (typeof phone !== 'string' || !/^\+?\d{1,20}$/.test(phone)) throw invalid('phone_number.');
	},
	COPY_CODE: ({ example }) => {
		const code: unknown = Array.isArray(example) ? example[0] : example;
		if (typeof code !== 'string' || code === '' || code.length > 15) {
			throw invalid('COPY_CODE: an example of 1 to 15 characters is required.');
		}
	},
	FLOW: ({ flow_id, flow_name, flow_json }) => {
		if (!flow_id && !flow_name && !flow_json) throw invalid('FLOW: flow_id is required.');
	},
	VOICE_CALL: () => undefined,
	REQUEST_CONTACT_INFO: ({ text }) => {
		if (text && text !== 'Share Contact Info') throw invalid('REQUEST_CONTACT_INFO has no text.');
	},
	CATALOG: () => undefined,
	MPM: () => undefined,
	SPM: () => undefined,
	ORDER_DETAILS: () => undefined,
	APP: () => undefined,
	REMINDER: () => undefined,
	BOOKING_CONFIRMATION: () => undefined,
};

function checkButton(button: TemplateButton): void {
	const type = button.type.toUpperCase();
	const rule = RULES[type];
	if (!rule) throw invalid(`unknown type ${type}.`);
	if (!WITHOUT_TEXT.includes(type)) {
		if (!button.text) throw invalid(`${type}: text is required.`);
		if (countCodePoints(button.text) > 25) throw invalid(`${type}: max. 25 characters.`, 2388040);
	}
	rule(button);
}

export function checkDefinedButtons(
	buttons: TemplateButton[],
	{ category, displayFormat }: { category: string; displayFormat?: string | undefined },
): void {
	if (buttons.length === 0 || buttons.length > 10) throw invalid('1 to 10.');
	for (const button of buttons) checkButton(button);
	const types = buttons.map(({ type }) => type.toUpperCase());
	for (const [type, max] of Object.entries(MAX_OF_KIND)) {
		if (types.filter((each) => each === type).length > max)
			throw invalid(`${max} ${type} at most.`);
	}
	const first = types.indexOf('QUICK_REPLY');
	const replies = types.filter((type) => type === 'QUICK_REPLY').length;
	if (first >= 0 && types.lastIndexOf('QUICK_REPLY') - first + 1 !== replies) {
		throw invalid('quick replies must stand together.');
	}
	if (types.includes('ORDER_DETAILS') && category === 'AUTHENTICATION') throw invalid(category);
	if (
		types.includes('ORDER_DETAILS') &&
		category === 'MARKETING' &&
		displayFormat !== 'order_details'
	) {
		throw invalid('ORDER_DETAILS in MARKETING needs display_format.');
	}
}

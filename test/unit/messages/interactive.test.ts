import { validateMessage } from '../../../nodes/WhatsAppBsp/messages/validateMessage';
import type { Interactive } from '../../../nodes/WhatsAppBsp/messages/interactive';
import { getLabels, NOT_ON_THE_FORM } from '../../support/interactive/labels';
import { TOO_MUCH } from '../../support/interactive/overLimits';
import { FULL } from '../../support/interactive/withinLimits';

const getViolations = (interactive: Interactive) =>
	validateMessage({ content: { type: 'interactive', interactive } });

describe('as much as WhatsApp takes', () => {
	it.each(FULL)('is not rejected: %s', (_, interactive) => {
		expect(getViolations(interactive)).toEqual([]);
	});
});

describe('more than that', () => {
	it.each(TOO_MUCH)('is rejected, all of it at once (%#)', (interactive, faults) => {
		const said = getViolations(interactive).map(({ field, problem }) => `${field} ${problem}`);
		expect(said).toEqual(faults);
	});

	it.each(TOO_MUCH)('is named as the editor names it (%#)', (interactive) => {
		const labels = getLabels(interactive.type);
		const named = getViolations(interactive)
			.filter(({ problem }) => !NOT_ON_THE_FORM.test(problem))
			.map(({ field }) => field.replace(/^.*: /, ''));
		expect(named.filter((label) => !labels.has(label))).toEqual([]);
	});
});

import { validateMessage } from '../../../nodes/WhatsAppBsp/messages/validateMessage';
import type { Interactive } from '../../../nodes/WhatsAppBsp/messages/interactive';
import { getLabels, NOT_ON_THE_FORM } from '../../support/interactive/labels';
import { TOO_MUCH } from '../../support/interactive/overLimits';
import { FULL } from '../../support/interactive/withinLimits';

const violationsOf = (interactive: Interactive) =>
	validateMessage({ content: { type: 'interactive', interactive } });

describe('as much as WhatsApp takes', () => {
	it.each(FULL)('is not refused: %s', (_, interactive) => {
		expect(violationsOf(interactive)).toEqual([]);
	});
});

describe('more than that', () => {
	it.each(TOO_MUCH)('is refused, all of it at once (%#)', (interactive, faults) => {
		const said = violationsOf(interactive).map(({ field, problem }) => `${field} ${problem}`);
		expect(said).toEqual(faults);
	});

	it.each(TOO_MUCH)('is named as the editor names it (%#)', (interactive) => {
		const labels = getLabels(interactive.type);
		const named = violationsOf(interactive)
			.filter(({ problem }) => !NOT_ON_THE_FORM.test(problem))
			.map(({ field }) => field.replace(/^.*: /, ''));
		expect(named.filter((label) => !labels.has(label))).toEqual([]);
	});
});

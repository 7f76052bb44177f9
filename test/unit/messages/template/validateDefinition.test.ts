import { validateDefinition } from '../../../../nodes/WhatsAppBsp/messages/template/validateDefinition';

const getProblems = (components: object[], category: string) =>
	validateDefinition(components as never, category, String).map(
		({ field, problem }) => `${field} ${problem}`,
	);

describe('a one-time password, whose text WhatsApp writes', () => {
	const withRecommendation = { type: 'BODY', add_security_recommendation: true };
	const otp = { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] };

	it.each([
		[[withRecommendation, otp], 'AUTHENTICATION'],
		[[withRecommendation, otp], ''],
		[[{ type: 'BODY' }, otp], ''],
		[[withRecommendation], ''],
	])('needs none: %j in category %j', (components, category) => {
		expect(getProblems(components, category)).toEqual([]);
	});

	it.each([
		[[{ type: 'BODY' }], ''],
		[[withRecommendation, otp], 'UTILITY'],
	])('other templates do: %j in category %j', (components, category) => {
		expect(getProblems(components, category)).toEqual(['BODY is empty']);
	});
});

describe('the length of a text', () => {
	const getText = (length: number) => ({ type: 'BODY', text: 'x'.repeat(length) });
	const product = { type: 'HEADER', format: 'product' };
	const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Soon over' } };
	const cards = (length: number) => ({
		type: 'CAROUSEL',
		cards: [1, 2].map(() => ({ components: [getText(length)] })),
	});

	it.each<[string, number, (length: number) => object[]]>([
		['alone', 1024, (length) => [getText(length)]],
		['with an image', 1024, (length) => [{ type: 'HEADER', format: 'IMAGE' }, getText(length)]],
		['with an offer', 600, (length) => [offer, getText(length)]],
		['with a product', 160, (length) => [product, getText(length)]],
		['on a card', 160, (length) => [getText(1), cards(length)]],
	])('%s, it may have %i characters', (_where, limit, build) => {
		expect(getProblems(build(limit), 'MARKETING')).toEqual([]);
		const found = new Set(getProblems(build(limit + 1), 'MARKETING'));
		expect([...found].map((problem) => problem.replace(/^Card \d: /, ''))).toContain(
			`BODY has ${limit + 1} characters; the maximum is ${limit}`,
		);
	});
});

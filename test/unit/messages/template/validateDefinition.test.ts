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

import { META_ERRORS } from '../../../nodes/WhatsAppBsp/providers/cloudApi/errors';
import { rejectedByMeta } from '../../../nodes/WhatsAppBsp/providers/cloudApi/response';

const reject = (error: object) =>
	rejectedByMeta({ error }, { statusCode: 400, headers: {}, text: '', json: {} }, META_ERRORS)
		?.error;

it('names what is wrong with a template by its subcode, in the words that Meta writes for people', () => {
	expect(
		reject({
			message: 'Invalid parameter',
			code: 100,
			error_subcode: 2388299,
			error_user_title: 'Variables can’t be at the start or end',
			error_user_msg: 'Add text around {{1}}.',
		}),
	).toMatchObject({
		code: '2388299',
		title: 'The template’s text begins or ends with a placeholder',
		category: 'template',
		retryable: false,
		details: 'Variables can’t be at the start or end: Add text around {{1}}.',
	});
});

it.each([33, 2494073, undefined])('keeps the code with the subcode %s', (subcode) => {
	expect(reject({ message: 'No', code: 100, error_subcode: subcode })).toMatchObject({
		code: '100',
		details: 'No',
	});
});

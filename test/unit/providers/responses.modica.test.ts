import { dialog360 } from '../../../nodes/WhatsAppBsp/providers/dialog360';
import { modica } from '../../../nodes/WhatsAppBsp/providers/modica';
import { createResponse } from '../../support/response';

describe('Modica, WhatsApp for Business API', () => {
	it('reads the list with one uuid', () => {
		const body = [{ id: '0b5d', status: 'accepted', reference: '' }];
		expect(modica.parseSendResponse(createResponse(body, 202), ['64210000000'], {})).toEqual([
			{ accepted: true, messageId: '0b5d' },
		]);
	});

	it('keeps every digit of a 64-bit id', () => {
		expect(
			modica.parseSendResponse(
				createResponse('[{"id":9007199254740993}]', 202),
				['64210000000'],
				{},
			),
		).toEqual([{ accepted: true, messageId: '9007199254740993' }]);
	});

	it.each<[string, unknown, number, string]>([
		['as an object', { error: { code: 131047, message: 'm' }, statusCode: 400 }, 400, '131047'],
		[
			'wrapped once more',
			{ error: { error: { code: 131026 } }, message: 'Whatsapp Cloud API error' },
			400,
			'131026',
		],
		['as JSON text', { error: '{"code":131048,"message":"spam"}', statusCode: 400 }, 400, '131048'],
		['in Meta’s own prefix', { error: '(#131056) too many', statusCode: 400 }, 400, '131056'],
		['alone', { error: 131047, message: 'Whatsapp Cloud API error' }, 400, '131047'],
		['alone, as text', { error: '131047', message: 'Whatsapp Cloud API error' }, 400, '131047'],
		['in the message', { error: { message: '(#131047) Re-engagement message' } }, 400, '131047'],
		['nowhere', { error: 'Bad Request', message: 'Whatsapp Cloud API error' }, 400, 'http-400'],
		['not in an id', { error: 'message 131047abc', message: 'x' }, 400, 'http-400'],
		[
			'field errors',
			{ errors: [{ field: 'to', code: 'x', description: 'is wrong' }] },
			422,
			'http-422',
		],
	])('finds WhatsApp’s code %s', (_, body, status, code) => {
		expect(modica.parseSendResponse(createResponse(body, status), ['64210000000'], {})).toEqual([
			{ accepted: false, error: expect.objectContaining({ code }) },
		]);
	});
});

it.each([
	[502, { error: 2 }],
	[202, { error: 0 }],
	[500, { error: { message: '(#131047) Re-engagement message' } }],
])('Modica: with HTTP %d, a number alone proves nothing: %j', (httpStatus, body) => {
	expect(
		modica.parseSendResponse(createResponse(body, httpStatus), ['64210000000'], {}),
	).toMatchObject([{ accepted: false, outcomeUnknown: true }]);
});

it.each(['0', '190', '368', '131031'])(
	'WhatsApp’s %s is about one number: at Modica, others of the account still send',
	(code) => {
		const error = { code, message: 'm' };
		const body = { error, message: 'Whatsapp Cloud API error', statusCode: 400 };
		const [toModica] = modica.parseSendResponse(createResponse(body, 400), ['64210000000'], {});
		expect(toModica).toEqual({ accepted: false, error: expect.objectContaining({ code }) });
		const [toDialog360] = dialog360.parseSendResponse(
			createResponse({ error }, 400),
			['64210000000'],
			{ hosting: 'cloud' },
		);
		expect(toDialog360).toMatchObject({ error: { code }, stopsRun: true });
	},
);

it('Modica: a wrong password is about all numbers', () => {
	const body = { error: 'Unauthorized', message: 'Invalid', statusCode: 401 };
	expect(modica.parseSendResponse(createResponse(body, 401), ['64210000000'], {})).toMatchObject([
		{ error: { code: 'http-401' }, stopsRun: true },
	]);
});

import { PROVIDERS } from '../../../nodes/WhatsAppBsp/providers';
import type { ProviderName } from '../../../nodes/WhatsAppBsp/providers';
import { createResponse } from '../../support/response';

type Answer = [provider: ProviderName, status: number, body: unknown, code: string];

const parseResult = ([provider, status, body]: Answer, headers = {}) => {
	const [outcome] = PROVIDERS[provider].parseSendResponse(
		createResponse(body, status, headers),
		['256701234567'],
		{
			hosting: 'cloud',
		},
	);
	return outcome;
};

const meta = (code: unknown) => ({ error: { code, message: 'News' } });
const field = { field: 'gateway', code: 'upstream', description: 'timed out' };

describe('nobody knows whether the message was taken', () => {
	it.each<Answer>([
		['modica', 502, { errors: [field] }, 'http-502'],
		['modica', 500, { errors: [field] }, 'http-500'],
		['modica', 503, { error: '(#4711) News' }, '4711'],
		['modica', 502, meta(4711), '4711'],
		['modica', 202, meta(4711), '4711'],
		['modica', 200, { errors: [field] }, 'unreadable'],
		['modica', 200, { error: 'Bad Gateway' }, 'unreadable'],
		['bulk360', 200, { code: 502, desc: 'Bad gateway' }, '502'],
		['bulk360', 400, { code: 502, desc: 'Bad gateway' }, '502'],
		['bulk360', 200, { code: 999, desc: 'News' }, '999'],
		['bulk360', 200, { code: 'constructor' }, 'constructor'],
		['bulk360', 503, { code: 418 }, '418'],
		['socnet', 200, { status: 200, message: 'Submitted successfully.' }, '200'],
		['socnet', 200, { status: 'queued' }, 'queued'],
		['socnet', 504, { status: 504, message: 'Gateway timeout' }, '504'],
		['socnet', 404, { status: 504, message: 'Gateway timeout' }, '504'],
		['dialog360', 500, meta(4711), '4711'],
		['dialog360', 200, meta(4711), '4711'],
		['dialog360', 500, meta('toString'), 'toString'],
		['dialog360', 503, { errors: [{ code: 4711, title: 'News' }] }, '4711'],
		['dialog360', 500, { errors: [{ title: 'News' }] }, 'unknown'],
	])('%s, HTTP %i: %j', (...answer) => {
		const [, , , code] = answer;
		expect(parseResult(answer)).toEqual({
			accepted: false,
			outcomeUnknown: true,
			error: expect.objectContaining({
				code,
				retryable: false,
				advice: expect.stringMatching(/may have (been sent|gone through)/),
			}),
		});
	});
});

describe('a rejection stays one, so that it can be sent again', () => {
	it.each<Answer>([
		['modica', 400, { error: '(#4711) News' }, '4711'],
		['modica', 422, { errors: [field] }, 'http-422'],
		['modica', 502, meta(131026), '131026'],
		['modica', 200, meta(131026), '131026'],
		['bulk360', 200, { code: 402, desc: 'Insufficient credit' }, '402'],
		['bulk360', 400, { code: 999, desc: 'News' }, '999'],
		['socnet', 200, { status: 'invalid' }, 'invalid'],
		['socnet', 500, { status: 401, message: 'Invalid user credentials' }, '401'],
		['socnet', 409, { status: 409, message: 'News' }, '409'],
		['dialog360', 400, meta(4711), '4711'],
		['dialog360', 400, meta(506), '506'],
		['dialog360', 500, meta(131026), '131026'],
		['dialog360', 400, { errors: [{ code: 4711, title: 'News' }] }, '4711'],
		['dialog360', 500, { errors: [{ code: 1013 }] }, '1013'],
	])('%s, HTTP %i: %j', (...answer) => {
		const [, , , code] = answer;
		expect(parseResult(answer)).toEqual({
			accepted: false,
			error: expect.objectContaining({ code }),
			stopsRun: ['401', '402'].includes(code) || undefined,
		});
	});
});

it.each<Answer>([
	['modica', 429, { errors: [field] }, 'http-429'],
	['modica', 429, { error: '(#130429) Too fast' }, '130429'],
	['bulk360', 429, 'Too many requests', 'http-429'],
	['dialog360', 429, { errors: [{ code: 1015 }] }, '1015'],
])('%s, HTTP %i: %j waits as long as the answer asks', (...answer) => {
	const [, , , code] = answer;
	expect(parseResult(answer, { 'retry-after': '7' })).toMatchObject({
		error: { code, retryable: true, retryAfterMs: 7000 },
	});
});

it('the words of a code that nobody documents are kept', () => {
	expect(parseResult(['socnet', 200, { status: 200, message: 'Submitted.' }, '200'])).toMatchObject(
		{
			error: { title: expect.stringContaining('an undocumented code'), details: 'Submitted.' },
		},
	);
});

it.each<Answer>([
	['modica', 429, meta(4711), '4711'],
	['dialog360', 429, meta(4711), '4711'],
	['socnet', 429, { status: 429, message: 'Slow down' }, '429'],
])('%s, HTTP 429 with a code that nobody knows: too fast, and sent again', (...answer) => {
	expect(parseResult(answer, { 'retry-after': '3' })).toEqual({
		accepted: false,
		error: expect.objectContaining({
			code: answer[3],
			category: 'rateLimit',
			retryable: true,
			retryAfterMs: 3000,
		}),
	});
});

it('Bulk360: `desc` alone says that a message was taken, unless the status says otherwise', () => {
	const body = { desc: 'OK', to: '256701234567', ref: '91-1.2' };
	expect(parseResult(['bulk360', 200, body, ''])).toMatchObject({ messageId: '91-1.2-0' });
	expect(parseResult(['bulk360', 500, body, ''])).toMatchObject({ accepted: false });
	expect(parseResult(['bulk360', 200, { desc: 'Not OK' }, ''])).toMatchObject({ accepted: false });
});

it.each([{ error: { message: 'Rate limit exceeded' } }, { error: 'Rate limit exceeded' }])(
	'360dialog: its own rate limit is known by the text, wherever it stands: %j',
	(body) => {
		expect(parseResult(['dialog360', 400, body, ''])).toMatchObject({
			accepted: false,
			error: { category: 'rateLimit', retryable: true },
		});
	},
);

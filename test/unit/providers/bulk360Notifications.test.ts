import { parseEvents } from '../../support/parseEvents';
import type { RequestFixture } from '../../support/webhookRequest';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const parse = (call: RequestFixture) => parseEvents('bulk360', call);
const notify = (status: string, code?: string) =>
	parse({
		method: 'GET',
		headers: {},
		query: {
			status,
			msgid: '78-1-0',
			msisdn: '60123240066',
			...(code ? { 'error-code': code } : {}),
		},
	});

it.each([
	['Insufficient balance', 'failed', 'insufficient_balance', 'balance'],
	['INSUFFICIENT_BALANCE', 'failed', 'insufficient_balance', 'balance'],
	[' insufficient  Credit ', 'failed', 'insufficient_balance', 'balance'],
	['Undelivered - insufficient balance', 'failed', 'insufficient_balance', 'balance'],
	['Low balance', 'failed', 'insufficient_balance', 'balance'],
	['no credit', 'failed', 'insufficient_balance', 'balance'],
	[' OUT-OF-CREDITS', 'failed', 'insufficient_balance', 'balance'],
	['Balance is too low', 'failed', 'insufficient_balance', 'balance'],
	['credit limit exceeded', 'failed', 'insufficient_balance', 'balance'],
	['Account suspended', 'failed', 'account_suspended', 'account'],
	['Account blocked', 'failed', 'account_suspended', 'account'],
	['account_deactivated', 'failed', 'account_suspended', 'account'],
	['Blocked', 'failed', 'blocked', 'recipient'],
	['bLoCkEd  by user', 'failed', 'blocked', 'recipient'],
	['Blacklisted', 'failed', 'blocked', 'recipient'],
	['Opted out', 'failed', 'blocked', 'recipient'],
	['Invalid number', 'failed', 'invalid_number', 'recipient'],
	['Not on WhatsApp', 'failed', 'invalid_number', 'recipient'],
	['UNREGISTERED', 'failed', 'invalid_number', 'recipient'],
	['Throttled', 'failed', 'limit', 'rateLimit'],
	['Daily limit exceeded', 'failed', 'limit', 'rateLimit'],
	['Error', 'failed', 'failed', 'unknown'],
	['Cancelled', 'failed', 'failed', 'unknown'],
	['Unreachable', 'failed', 'failed', 'unknown'],
	['Timed out', 'expired', 'expired', 'recipient'],
	['accountSuspended', 'failed', 'account_suspended', 'account'],
	['Terminated', 'failed', 'account_suspended', 'account'],
	['insuficient balance', 'failed', 'insufficient_balance', 'balance'],
	['Number inactive', 'failed', 'invalid_number', 'recipient'],
	['Subscriber not active', 'failed', 'invalid_number', 'recipient'],
	['recipient_number_deactivated', 'failed', 'invalid_number', 'recipient'],
	['User account terminated', 'failed', 'invalid_number', 'recipient'],
	['MSISDN is disconnected', 'failed', 'invalid_number', 'recipient'],
	['No such user', 'failed', 'invalid_number', 'recipient'],
	['Your account is not active', 'failed', 'account_suspended', 'account'],
	['Unsuccessful', 'failed', 'failed', 'unknown'],
	['Template not approved', 'failed', 'failed', 'unknown'],
	['Forbidden', 'failed', 'failed', 'unknown'],
	['message type not supported', 'failed', 'failed', 'unknown'],
	['Bounced', 'failed', 'failed', 'unknown'],
	['Failed', 'failed', 'failed', 'unknown'],
	['FAILED ', 'failed', 'failed', 'unknown'],
	['Delivery failure', 'failed', 'failed', 'unknown'],
	['Rejected by operator', 'failed', 'failed', 'unknown'],
	['Not delivered', 'failed', 'failed', 'unknown'],
	['Expired', 'expired', 'expired', 'recipient'],
	['UN-DELIVERED', 'failed', '000', 'unknown'],
])('the word %p is %s, code %s', (word, status, code, category) => {
	const [event] = notify(word);
	expect(event).toMatchObject({
		event: 'status',
		status,
		isFinal: true,
		error: { code, category },
	});
	expect(event.error?.advice).toMatch(/\w{3}.*\.$/);
});

it.each([
	[' delivered', 'delivered'],
	['DELIVRD', 'delivered'],
	['Sent ', 'sent'],
	['Read', 'read'],
	['pending', 'pending'],
	['PONDERING', 'unknown'],
	['delivered, no error', 'unknown'],
	['credit deducted', 'unknown'],
	['', undefined],
])('the word %p is no failure: %s', (word, status) => {
	expect(notify(word).map((event) => [event.status, event.error])).toEqual(
		status === undefined ? [] : [[status, undefined]],
	);
});

it.each([
	['Failed', '505', '505'],
	['Failed', '0', 'failed'],
	['Failed', '20', 'failed'],
	['Failed', '9999', 'failed'],
	['Insufficient balance', '553', '553'],
	['UNDELIVERED', '9999', '9999'],
	['UNDELIVERED', '50', '50'],
	['Failed', '50', '50'],
	['Account suspended', '50', 'account_suspended'],
	['Insufficient balance', '50', 'insufficient_balance'],
])('a failure %s with code %s has the code %s', (word, code, expected) => {
	expect(notify(word, code)).toMatchObject([{ status: 'failed', error: { code: expected } }]);
});

const two = [
	{ status: 'DELIVERED', msgid: '78-1-0', msisdn: '60123240066' },
	{ status: 'UNDELIVERED', msgid: '78-1-1', msisdn: '60102200533', 'error-code': 505 },
];

it.each<[string, RequestFixture]>([
	['a list', { body: two }],
	['a list under the content type of a form', { text: JSON.stringify(two), headers: FORM }],
	['a list without a content type', { text: JSON.stringify(two), headers: {} }],
	['a list inside of an object', { body: { notifications: two } }],
	[
		'a list with blanks and a byte order mark',
		{ text: `\uFEFF ${JSON.stringify(two)}`, headers: FORM },
	],
	['a list next to parameters in the URL', { body: two, query: { token: 'x', source: 'portal' } }],
])('several notifications as %s', (_what, call) => {
	expect(parse(call)).toMatchObject([
		{ status: 'delivered', recipientIndex: 0, to: '60123240066' },
		{ status: 'failed', recipientIndex: 1, to: '60102200533', error: { code: '505' } },
	]);
});

it('one of several that says nothing is an event, and the others stay', () => {
	expect(parse({ body: [two[0], { hello: 'world' }, null, two[1]] })).toMatchObject([
		{ event: 'status', messageId: '78-1-0' },
		{ event: 'other', type: 'callback', raw: { hello: 'world' } },
		{ event: 'status', messageId: '78-1-1' },
	]);
});

it.each([
	['{"status":"DELIVERED","msgid":"1"}'],
	['  {"status":"DELIVERED","msgid":"1"}\n'],
	['{"Status":"delivered","MSG-ID":1}'],
	['{"error-code":"000","msgid":"1","status":"Delivered"}'],
	['[{"status":"DELIVERED","msgid":"1"}]'],
])('JSON under the content type of a form is read: %s', (text) => {
	expect(parse({ text, headers: FORM })).toMatchObject([{ status: 'delivered', messageId: '1' }]);
});

it('braces in a form are no JSON', () => {
	const text = '{x}=1&from=60123240066&text=%7B%7D&moid=1';
	expect(parse({ text, headers: FORM })).toMatchObject([{ event: 'message', text: '{}' }]);
});

const withCharset = (charset: string) => ({
	'content-type': `application/x-www-form-urlencoded; charset=${charset}`,
});

it.each<[string, RequestFixture]>([
	['percent-encoded', { text: 'from=60&moid=1&text=caf%E9+%FCber', headers: FORM }],
	['as bytes', { bytes: Buffer.from('from=60&moid=1&text=café über', 'latin1'), headers: FORM }],
	[
		'with its name',
		{
			bytes: Buffer.from('from=60&moid=1&text=café über', 'latin1'),
			headers: withCharset('ISO-8859-1'),
		},
	],
	['without a content type', { text: 'from=60&moid=1&text=caf%E9%20%FCber', headers: {} }],
	['that is UTF-8 after all', { text: 'from=60&moid=1&text=caf%C3%A9 über', headers: FORM }],
])('a text in Latin-1, %s', (_what, call) => {
	expect(parse(call)).toMatchObject([{ event: 'message', text: 'café über' }]);
});

it.each([
	['from=60&moid=1&text=caf%E9+%FCber', 'café über'],
	['token=a%26b&text=gr%FC%DFe+100%25%3F&from=60&moid=1', 'grüße 100%?'],
	['from=60&moid=1&text=caf%C3%A9', 'café'],
])('a text in the query %s', (rawQuery, text) => {
	const query = Object.fromEntries(new URLSearchParams(rawQuery));
	const [event, ...others] = parse({ method: 'GET', headers: {}, query, rawQuery });
	expect(others).toEqual([]);
	expect(event).toMatchObject({ event: 'message', from: '60', text });
	expect(event.raw).not.toHaveProperty('token');
});

it('quotes and the euro sign of Windows are read', () => {
	const text = 'from=60&moid=1&text=%93%80%94';
	expect(parse({ text, headers: FORM })).toMatchObject([{ text: '“€”' }]);
});

it('says that a message expired, whichever word stands next to the code', () => {
	expect(notify('UNDELIVERED', '552')).toMatchObject([
		{ status: 'expired', isFinal: true, error: { code: '552' } },
	]);
});

it.each([
	['DELIVERED', '556', 'delivered'],
	['DELIVERED', '552', 'delivered'],
	['READ', '552', 'read'],
])('a message that is %s is, whatever the code %s says', (word, code, status) => {
	const [event] = notify(word, code) ?? [];
	expect(event).toMatchObject({ status, isFinal: true });
	expect(event).not.toHaveProperty('error');
});

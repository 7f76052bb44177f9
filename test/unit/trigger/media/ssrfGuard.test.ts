import {
	resolveRedirect,
	checkMediaUrl,
} from '../../../../nodes/WhatsAppBsp/trigger/media/ssrfGuard';

const account = { baseUrl: 'https://sms.internal:8443/api' };

it.each([
	'https://files.example.com/a.jpg',
	'http://cdn.sms.360.my/a?b=c',
	'HTTPS://FILES.EXAMPLE.COM./a',
	'https://sms.internal:8443/media/1',
])('opens %s', (link) => {
	expect(checkMediaUrl(link, account)).toBeUndefined();
});

it.each([
	['file:///etc/passwd', 'its URL doesn’t start with http:// or https://'],
	['ftp://files.example.com/a', 'its URL doesn’t start with http:// or https://'],
	['data:text/plain,hi', 'its URL doesn’t start with http:// or https://'],
	['gopher://files.example.com/', 'its URL doesn’t start with http:// or https://'],
	['//files.example.com/a', 'its URL doesn’t start with http:// or https://'],
	['', 'its URL doesn’t start with http:// or https://'],
	['https://sms.internal:8443@evil.example.com/', 'its URL contains a username or password'],
	['http://169.254.169.254/latest/meta-data/', 'its URL doesn’t point to a public host'],
	['http://2130706433/', 'its URL doesn’t point to a public host'],
	['http://0x7f.1/', 'its URL doesn’t point to a public host'],
	['http://127.1:5678/', 'its URL doesn’t point to a public host'],
	['http://[::1]/', 'its URL doesn’t point to a public host'],
	['http://[::ffff:10.0.0.1]/', 'its URL doesn’t point to a public host'],
	['http://localhost:5678/rest', 'its URL doesn’t point to a public host'],
	['http://api.localhost./', 'its URL doesn’t point to a public host'],
	['http://redis/', 'its URL doesn’t point to a public host'],
	['http://metadata.google.internal/', 'its URL doesn’t point to a public host'],
	['http://printer.LOCAL/', 'its URL doesn’t point to a public host'],
	['https://sms.internal/', 'its URL doesn’t point to a public host'],
	['https://sms.internal:9999/media/1', 'its URL doesn’t point to a public host'],
])('does not open %s', (link, reason) => {
	expect(checkMediaUrl(link, account)).toBe(reason);
});

it('knows no host of its own without a base URL', () => {
	expect(checkMediaUrl('http://10.0.0.1/', {})).toBe('its URL doesn’t point to a public host');
});

it.each([
	['/b', 'https://a.example.com/b'],
	['https://c.example.com/d', 'https://c.example.com/d'],
	['//c.example.com/d', 'https://c.example.com/d'],
	['http://[', ''],
])('a redirect to %s leads to %j', (location, expected) => {
	expect(resolveRedirect(location, 'https://a.example.com/a')).toBe(expected);
});

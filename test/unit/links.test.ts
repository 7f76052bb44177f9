import { linkFrom, linkRefusal } from '../../nodes/WhatsAppBsp/trigger/links';

const account = { baseUrl: 'https://sms.internal:8443/api' };

it.each([
	'https://files.example.com/a.jpg',
	'http://cdn.sms.360.my/a?b=c',
	'HTTPS://FILES.EXAMPLE.COM./a',
	'https://sms.internal:8443/media/1',
])('opens %s', (link) => {
	expect(linkRefusal(link, account)).toBeUndefined();
});

it.each([
	['file:///etc/passwd', 'its address is no web address'],
	['ftp://files.example.com/a', 'its address is no web address'],
	['data:text/plain,hi', 'its address is no web address'],
	['gopher://files.example.com/', 'its address is no web address'],
	['//files.example.com/a', 'its address is no web address'],
	['', 'its address is no web address'],
	['https://sms.internal:8443@evil.example.com/', 'its address holds a sign-in'],
	['http://169.254.169.254/latest/meta-data/', 'its address is not one of the public internet'],
	['http://2130706433/', 'its address is not one of the public internet'],
	['http://0x7f.1/', 'its address is not one of the public internet'],
	['http://127.1:5678/', 'its address is not one of the public internet'],
	['http://[::1]/', 'its address is not one of the public internet'],
	['http://[::ffff:10.0.0.1]/', 'its address is not one of the public internet'],
	['http://localhost:5678/rest', 'its address is not one of the public internet'],
	['http://api.localhost./', 'its address is not one of the public internet'],
	['http://redis/', 'its address is not one of the public internet'],
	['http://metadata.google.internal/', 'its address is not one of the public internet'],
	['http://printer.LOCAL/', 'its address is not one of the public internet'],
	['https://sms.internal/', 'its address is not one of the public internet'],
	['https://sms.internal:9999/media/1', 'its address is not one of the public internet'],
])('does not open %s', (link, reason) => {
	expect(linkRefusal(link, account)).toBe(reason);
});

it('knows no host of its own without a base URL', () => {
	expect(linkRefusal('http://10.0.0.1/', {})).toBe('its address is not one of the public internet');
});

it.each([
	['/b', 'https://a.example.com/b'],
	['https://c.example.com/d', 'https://c.example.com/d'],
	['//c.example.com/d', 'https://c.example.com/d'],
	['http://[', ''],
])('a redirect to %s leads to %j', (location, expected) => {
	expect(linkFrom(location, 'https://a.example.com/a')).toBe(expected);
});

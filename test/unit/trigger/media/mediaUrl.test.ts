import {
	resolveRedirect,
	checkMediaUrl,
} from '../../../../nodes/WhatsAppBsp/trigger/media/mediaUrl';

const HOSTS = [
	'sms.internal:8443',
	'files.example.com',
	'*.cdn.example.com',
	'https://Bucket.s3.example.com/any/path',
	'xn--mnchen-3ya.example',
	'192.0.2.7:9000',
];

it.each([
	'https://files.example.com/a.jpg',
	'http://files.example.com/a.jpg',
	'HTTPS://FILES.EXAMPLE.COM./a',
	'https://files.example.com:443/a',
	'https://sms.internal:8443/media/1',
	'https://a.cdn.example.com/a',
	'https://a.b.cdn.example.com/a?b=c',
	'https://bucket.s3.example.com/a',
	'https://münchen.example/a',
	'http://192.0.2.7:9000/a',
])('opens %s', (link) => {
	expect(checkMediaUrl(link, HOSTS)).toBeUndefined();
});

const PROTOCOL = 'its URL doesn’t start with http:// or https://';
const notListed = (host: string) => `its host ${host} isn’t listed in 'Media Hosts'`;

it.each([
	['file:///etc/passwd', PROTOCOL],
	['ftp://files.example.com/a', PROTOCOL],
	['data:text/plain,hi', PROTOCOL],
	['gopher://files.example.com/', PROTOCOL],
	['//files.example.com/a', PROTOCOL],
	['', PROTOCOL],
	['https://files.example.com@evil.example.org/', 'its URL contains a username or password'],
	['https://evil.example.org/', notListed('evil.example.org')],
	['https://files.example.com.evil.example.org/', notListed('files.example.com.evil.example.org')],
	['https://evilfiles.example.com/', notListed('evilfiles.example.com')],
	['https://cdn.example.com/', notListed('cdn.example.com')],
	['https://evilcdn.example.com/', notListed('evilcdn.example.com')],
	['https://files.example.com:8080/', notListed('files.example.com:8080')],
	['http://files.example.com:443/', notListed('files.example.com:443')],
	['https://sms.internal/', notListed('sms.internal')],
	['http://169.254.169.254/latest/meta-data/', notListed('169.254.169.254')],
	['http://2130706433/', notListed('127.0.0.1')],
	['http://0x7f.1/', notListed('127.0.0.1')],
	['http://[::1]/', notListed('[::1]')],
	['http://[::ffff:10.0.0.1]/', notListed('[::ffff:a00:1]')],
	['http://localhost:5678/rest', notListed('localhost:5678')],
	['http://metadata.google.internal/', notListed('metadata.google.internal')],
])('does not open %s', (link, reason) => {
	expect(checkMediaUrl(link, HOSTS)).toBe(reason);
});

it.each([[[]], [['']], [['*']], [['*.']], [['not a host']]])(
	'opens nothing with the hosts %j',
	(hosts) => {
		expect(checkMediaUrl('https://files.example.com/', hosts)).toMatch(/isn’t listed/);
	},
);

it.each([
	['/b', 'https://a.example.com/b'],
	['https://c.example.com/d', 'https://c.example.com/d'],
	['//c.example.com/d', 'https://c.example.com/d'],
	['http://[', ''],
])('a redirect to %s leads to %j', (location, expected) => {
	expect(resolveRedirect(location, 'https://a.example.com/a')).toBe(expected);
});

import { bulk360 } from '../../../nodes/WhatsAppBsp/providers/bulk360';
import { encodeLink } from '../../../nodes/WhatsAppBsp/providers/shared/plainTextFallback';
import { socnet } from '../../../nodes/WhatsAppBsp/providers/socnet';

const BASE = 'https://files.example.com';

describe('a link in a text', () => {
	it.each([
		['a space', '/my invoice.pdf', '/my%20invoice.pdf'],
		['what is encoded already', '/my%20invoice.pdf?x=%C3%A4', '/my%20invoice.pdf?x=%C3%A4'],
		['half an encoding', '/100%.pdf', '/100%25.pdf'],
		['half an encoding before digits', '/50%zz.pdf', '/50%25zz.pdf'],
		['letters of other scripts', '/発票.pdf', '/%E7%99%BA%E7%A5%A8.pdf'],
		['an emoji', '/🎉.png', '/%F0%9F%8E%89.png'],
		['quotes', `/a"b'c.pdf`, '/a%22b%27c.pdf'],
		['quotes in a query', `/?q="it's"`, '/?q=%22it%27s%22'],
		['parentheses at the end', '/invoice(1)', '/invoice%281%29'],
		['parentheses in the middle', '/a(b).pdf', '/a%28b%29.pdf'],
		['angle brackets', '/<a>.pdf', '/%3Ca%3E.pdf'],
		['braces and a bar', '/{a}|b^c`d.pdf?x={1}|', '/%7Ba%7D%7Cb%5Ec%60d.pdf?x=%7B1%7D%7C'],
		['brackets', '/a[1].pdf?x[]=1', '/a%5B1%5D.pdf?x%5B%5D=1'],
		['a full stop at the end', '/a.', '/a%2E'],
		['an exclamation mark at the end', '/wow!', '/wow%21'],
		['formatting at the end', '/a_', '/a%5F'],
		['punctuation in the middle', '/a,b;c.pdf?d=e,f', '/a,b;c.pdf?d=e,f'],
		['a fragment with spaces', '/a#my part', '/a#my%20part'],
		['base64 at the end', '/a?sig=ab+/==', '/a?sig=ab+/=='],
	])('with %s', (_, path, encoded) => {
		expect(encodeLink(BASE + path)).toBe(BASE + encoded);
	});

	it.each([
		['https://files.example.com', 'https://files.example.com'],
		['https://files.example.com/', 'https://files.example.com/'],
		['https://files.example.com?a=1', 'https://files.example.com/?a=1'],
		[' https://files.example.com/a.pdf\n', 'https://files.example.com/a.pdf'],
		['https://bücher.example/a', 'https://xn--bcher-kva.example/a'],
		[
			'http://user:p%40ss@files.example.com:8080/a b',
			'http://user:p%40ss@files.example.com:8080/a%20b',
		],
		['http://[::1]:8080/a(b)', 'http://[::1]:8080/a%28b%29'],
	])('%j becomes %j', (link, encoded) => {
		expect(encodeLink(link)).toBe(encoded);
	});

	it('stays the same link when it is encoded again', () => {
		const once = encodeLink(`${BASE}/50% (ä) "x".pdf?a=b c%20d&e='f'#(g)`);
		expect(encodeLink(once)).toBe(once);
		expect(new URL(once).pathname).toBe('/50%25%20%28%C3%A4%29%20%22x%22.pdf');
	});

	it.each([bulk360, socnet])('goes out encoded, below the caption: $displayName', (provider) => {
		const source = { link: `${BASE}/my invoice (1).pdf` };
		const content = { type: 'media', mediaType: 'document', source, caption: 'Hi' } as const;
		expect(provider.validate({ content }, {})).toEqual([]);
		const { body } = provider.buildSendRequest({ content }, ['256701234567'], { baseUrl: BASE });
		expect(Object.values(body as object)).toContain(`Hi\n${BASE}/my%20invoice%20%281%29.pdf`);
	});

	it('counts the characters that are sent', () => {
		const source = { link: `${BASE}/${'ä'.repeat(800)}` };
		const content = { type: 'media', mediaType: 'document', source } as const;
		expect(bulk360.validate({ content }, {})).toEqual([
			{ field: 'Caption and Media URL', problem: 'has 4826 characters; the maximum is 4096' },
		]);
	});
});

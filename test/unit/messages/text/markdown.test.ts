import { tests } from 'commonmark-spec';
import { markdownToWhatsApp } from '../../../../nodes/WhatsAppBsp/messages/text/markdown/blocks';
import { referenceWhatsApp } from '../../../support/markdownReference';

interface Example {
	section: string;
	number: number;
	markdown: string;
}

/** HTML passes a chat by: examples that are about it have no meaning here. */
const aboutHtml = ({ markdown }: Example) => /<(?!https?:|mailto:)[a-z/!]/i.test(markdown);
const SECTIONS = [
	'Emphasis and strong emphasis',
	'Code spans',
	'ATX headings',
	'Backslash escapes',
	'Fenced code blocks',
];
/** What no chat text has: four spaces are no code, links are followed by their URL. */
const NOT_FOLLOWED = [
	18,
	69,
	134, // code by indentation
	23, // link definitions
	335,
	336,
	337, // trailing blanks at the end of a line inside of code
	355,
	356,
	370,
	429, // emphasis inside of a word, which WhatsApp doesn't show
];

const examples = (tests as Example[]).filter(
	(example) =>
		SECTIONS.includes(example.section) &&
		!aboutHtml(example) &&
		!NOT_FOLLOWED.includes(example.number),
);

it.each(examples.map(({ section, number, markdown }) => [section, number, markdown] as const))(
	'%s, example %i of the CommonMark specification',
	(_, __, markdown) => {
		expect(markdownToWhatsApp(markdown)).toBe(referenceWhatsApp(markdown));
	},
);

describe('what people and language models write', () => {
	it.each([
		'Hello **Ana**, your *order* is __on its way__.',
		'# Your order\n\nThank you!\n\n- **4711**: shipped\n- 4712: _packed_\n\n1. Open the box\n2. Enjoy',
		'See [our shop](https://example.com/a_b?c=1) or <https://example.com>.',
		'> Quoted **text**\n> goes on\n\nand ends.',
		'***Both*** and **bold with *italic* in it**',
		'Code `a*b` and\n\n```js\nconst a = 1 * 2;\n```',
		'2 * 3 * 4 = 24, snake_case_name stays, 5 \\* 6 too',
		'Title\n=====\n\nText',
		'A line\nand the next\n\n---\n\nEnd &amp; out &#33;',
		'Ümläute **fett**, 日本**語**, emoji **🙂🙂** _x_',
	])('%j', (markdown) => {
		expect(markdownToWhatsApp(markdown)).toBe(referenceWhatsApp(markdown));
	});

	it.each([
		['~~old~~ new', '~old~ new'],
		['**注意：**请在今天回复', '*注意：*请在今天回复'],
		['**価格（税込）**は千円', '*価格（税込）*は千円'],
		['今日は**「東京」**です', '今日は*「東京」*です'],
		['กด **ที่นี่!**ครับ', 'กด *ที่นี่!*ครับ'],
		['価格は**100**、次は**200**', '価格は*100*、次は*200*'],
		['# Big **deal**', '*Big deal*'],
		['| Item | Price |\n| --- | ---: |\n| Tea | **3** |', '*Item* | *Price*\nTea | *3*'],
		['- one\n  - two\n    - three', '- one\n  - two\n    - three'],
		['* a\n\n* b', '- a\n- b'],
		['[https://a.example](https://a.example)', 'https://a.example'],
		['![Logo](https://a.example/l.png)', 'Logo (https://a.example/l.png)'],
		['already *WhatsApp bold*', 'already _WhatsApp bold_'],
		['Dial *165*3# to pay', 'Dial *165*3# to pay'],
		['10*20*30 cm, 5*6', '10*20*30 cm, 5*6'],
		['a *b* c, (*d*), *é*t', 'a _b_ c, (_d_), _é_t'],
		['Prices:\n| Item | Price |\n|---|---|\n| Tea | 3 |', 'Prices:\n\n*Item* | *Price*\nTea | 3'],
		['- Prices:\n| A | B |\n|---|---|\n| 1 | 2 |', '- Prices:\n\n*A* | *B*\n1 | 2'],
		['either | or\nnot a table', 'either | or\nnot a table'],
		['', ''],
	])('%j becomes %j', (markdown, whatsApp) => {
		expect(markdownToWhatsApp(markdown)).toBe(whatsApp);
	});
});

/** HTML's line break, as language models write it, above all in tables. */
describe('a <br>', () => {
	it.each([
		['one<br>two<br/>three<BR />four', 'one\ntwo\nthree\nfour'],
		['one <br>\ntwo', 'one \ntwo'],
		['one<br><br>two', 'one\n\ntwo'],
		['one\n\n<br>\n\ntwo<br>', 'one\n\ntwo'],
		['**one**<br>_two_<br>~~three~~', '*one*\n_two_\n~three~'],
		['**Open<br>9 to 5**', '*Open*\n*9 to 5*'],
		['**Open _daily<br>9_ to 5**', '*Open _daily_*\n*_9_ to 5*'],
		['**<br>Open<br>**', '*Open*'],
		['**Open <br><br> 9 to 5**, daily', '*Open*\n\n*9 to 5*, daily'],
		['- **Open<br>9 to 5**', '- *Open*\n  *9 to 5*'],
		['[**Our<br>menu**](https://x.example)', '*Our*\n*menu* (https://x.example)'],
		['**Open\n9 to 5**', '*Open*\n*9 to 5*'],
		['****Open\n9 to 5****', '*Open*\n*9 to 5*'],
		['**Open **daily** 9 to 5**', '*Open daily 9 to 5*'],
		['https://x.example/__a__<br>__b__', 'https://x.example/__a__\n*b*'],
		['mail@x.example<br>x', 'mail@x.example\nx'],
		['# Your<br>order', '*Your order*'],
		['Your<br>order\n=====', '*Your order*'],
		['- one<br>two\n- three', '- one\n  two\n- three'],
		['- one\n  two<br />three', '- one\n  two\n  three'],
		['> one<br>two', '> one\n> two'],
		[
			'| Day<br>of week | Open |\n|---|---|\n| Mon | 9–12<br>14–18<br> |\n| **a<br/>b** | `<br>` |',
			'*Day of week* | *Open*\nMon | 9–12 / 14–18\n*a* / *b* | `<br>`',
		],
	])('%j becomes %j', (markdown, whatsApp) => {
		expect(markdownToWhatsApp(markdown)).toBe(whatsApp);
	});

	it.each(['`one<br>two`', '```\none<br>two\n```', '<b>one</b>', '<brx>', '<br', '< br>'])(
		'%j stays as it is',
		(markdown) => {
			expect(markdownToWhatsApp(markdown)).toBe(markdown);
		},
	);

	it('is text after a backslash', () => {
		expect(markdownToWhatsApp('\\<br>')).toBe('<br>');
	});
});

describe('what is left as it is', () => {
	it.each([
		'https://x.example/__/auth',
		'http://_dmarc.x.example/__a__/',
		'Open https://x.example/__/auth/*all*/~~new~~ now',
		'http://x.example/a_b_c?d=*e*&copy;=1',
		'HTTPS://X.EXAMPLE/__A__',
		'“https://x.example/__a__”, (https://x.example/__a__) or 中文https://x.example/__a__',
		'http://localhost:5678/__a__ and http://[::1]:8080/__a__',
		'https://x.example/a\\_b_`c`[d](e)',
		'https://en.wikipedia.example/wiki/A_(b_(c))_d_',
		'- https://x.example/__a__\n- https://x.example/__b__',
		'https://user__name__@x.example/__a__',
		'Write to a__b__@x.example, __init__@x.example or first.last+__tag__@sub-domain.x.example',
		'`https://x.example/__a__` and `__a__@x.example`',
		'[not a link: https://x.example/__a__]',
		'https://x.example/__a__[0]__b__',
	])('%j', (markdown) => {
		expect(markdownToWhatsApp(markdown)).toBe(markdown);
	});

	it.each([
		['in code', '```\nhttps://x.example/__a__\n```', '```\nhttps://x.example/__a__\n```'],
		['in angle brackets', '<https://x.example/__a__>', 'https://x.example/__a__'],
		['an e-mail address in angle brackets', '<a*b*c@x.example>', 'a*b*c@x.example'],
		['behind a text', '[a](https://x.example/__b__)', 'a (https://x.example/__b__)'],
		[
			'as its own text',
			'[https://x.example/__b__](https://x.example/__b__)',
			'https://x.example/__b__',
		],
		[
			'with parentheses in it',
			'[a](https://x.example/b_(c_(d)))',
			'a (https://x.example/b_(c_(d)))',
		],
		[
			'with a reference in it',
			'[a](https://x.example/?b=1&amp;c=2)',
			'a (https://x.example/?b=1&c=2)',
		],
		['as an image', '![a](https://x.example/__b__.png)', 'a (https://x.example/__b__.png)'],
		['in a heading', '# See https://x.example/__a__', '*See https://x.example/__a__*'],
		[
			'in a table',
			'| a |\n| - |\n| https://x.example/__a__ |',
			'| a |\n| - |\n| https://x.example/__a__ |',
		],
		['in a quote', '> https://x.example/__a__', '> https://x.example/__a__'],
		['at the end of a line', 'https://x.example/a\\\nb', 'https://x.example/a\nb'],
	])('a URL %s', (_, markdown, whatsApp) => {
		expect(markdownToWhatsApp(markdown)).toBe(whatsApp);
	});
});

describe('code in a list stays as it is', () => {
	it.each([
		'Steps:\n\n1. Run this:\n   ```py\n   def f(**kwargs): __init__\n   ```\n2. Done',
		'1. Run this:\n\n   ```py\n   def f(**kwargs): __init__\n   ```\n\n2. Done',
		'10. Run this:\n\n    ```\n    a **b**\n    ```\n11. Done',
		'10. Run this:\n   ```\n   a **b**\n   ```\n11. Done',
		'- ```js\n  a **b** c\n    if (*d*)\n  ```\n- Done',
		'- a\n  ~~~\n  - *no item*\n\n  # no heading\n  ~~~\n- Done',
		'- a\n\t```\n\ta **b**\n\t\t*c*\n\t```\n- Done',
		'- a\n  ```\n  a **b**\n\nThe **end**',
		'- a\n  ```\n  **b**\n  ```\nThe **end**',
		'- a\n  ````\n  ```\n  __b__\n  ```\n  ````',
		'- a\n ```\n__b__\n ```',
	])('%j', (markdown) => {
		expect(markdownToWhatsApp(markdown)).toBe(referenceWhatsApp(markdown));
	});

	it.each([
		['- a\n  - b\n    ```\n    **c**\n    ```\n  - d', '- a\n  - b\n```\n**c**\n```\n  - d'],
		['- a\n  - b\n  ```\n  **c**\n  ```\n- d', '- a\n  - b\n```\n**c**\n```\n- d'],
		['- a\n        ```\n        **c**\n        ```\n- d', '- a\n```\n**c**\n```\n- d'],
		['> 1. a\n>    ```\n>    **c**\n>    ```', '> 1. a\n> ```\n> **c**\n> ```'],
		['- a\n  ```b``` **c**', '- a\n  `b` *c*'],
		['- a\n  ```\n  **b**', '- a\n```\n**b**\n```'],
	])('%j becomes %j', (markdown, whatsApp) => {
		expect(markdownToWhatsApp(markdown)).toBe(whatsApp);
	});
});

/** Where GitHub’s autolinks end: what is behind is Markdown again. */
it.each([
	['**https://x.example/a**', '*https://x.example/a*'],
	['*see https://x.example/a_b*, then', '_see https://x.example/a_b_, then'],
	['__https://x.example/a_b__.', '*https://x.example/a_b*.'],
	['~~https://x.example/~a~~', '~https://x.example/~a~'],
	['https://x.example/a?! **b**', 'https://x.example/a?! *b*'],
	['(**https://x.example/a_(b)**)', '(*https://x.example/a_(b)*)'],
	['(https://x.example/__a__) __b__', '(https://x.example/__a__) *b*'],
	['https://x.example/a&amp; b', 'https://x.example/a& b'],
	['https://x.example/?a&b; **c**', 'https://x.example/?a&b; *c*'],
	['https://x.example/__a__<__b__>', 'https://x.example/__a__<*b*>'],
	['**bold**: https://x.example/__a__, *b*', '*bold*: https://x.example/__a__, _b_'],
	[
		'[**a** https://x.example/__b__](https://c.example)',
		'*a* https://x.example/__b__ (https://c.example)',
	],
	['**mail@x.example**', '*mail@x.example*'],
	['__mail@x.example__', '*mail@x.example*'],
	['https:// **a**', 'https:// *a*'],
])('%j becomes %j', (markdown, whatsApp) => {
	expect(markdownToWhatsApp(markdown)).toBe(whatsApp);
});

/** What is behind it names the code’s language: no part of the text. */
const OPEN_FENCE = /^[ >-]*(?:~{3}|`{3})/m;

/** Parts of all kinds in an order that a small generator gives. */
it('changes no URL, whatever is around it', () => {
	const parts = [
		'**',
		'_',
		'`',
		'[',
		']',
		'](',
		')',
		'~~',
		'# ',
		'> ',
		'- ',
		'\n',
		' ',
		'word',
		'\\',
		'&amp;',
		'<',
		'<br>',
	];
	const urls = [
		'https://x.example/__/a',
		'http://x.example/~~b~~/*c*/d',
		'https://x.example/?e=_f_&g=[h]',
	];
	let state = 1;
	const next = (count: number) => (state = (state * 48_271) % 2_147_483_647) % count;
	for (let round = 0; round < 3_000; round++) {
		const url = urls[next(urls.length)];
		const around = () => Array.from({ length: next(6) }, () => parts[next(parts.length)]).join('');
		const markdown = `${around()} ${url} ${around()}`;
		if (OPEN_FENCE.test(markdown)) continue;
		expect({ markdown, text: markdownToWhatsApp(markdown) }).toEqual({
			markdown,
			text: expect.stringContaining(url),
		});
	}
});

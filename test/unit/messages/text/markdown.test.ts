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
/** What no chat text has: four spaces are no code, links have their address beside them. */
const NOT_FOLLOWED = [
	18,
	69,
	134, // code by indentation
	23, // link definitions
	335,
	336,
	337, // trailing blanks at the end of a line inside of code
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
		['# Big **deal**', '*Big deal*'],
		['| Item | Price |\n| --- | ---: |\n| Tea | **3** |', '*Item* | *Price*\nTea | *3*'],
		['- one\n  - two\n    - three', '- one\n  - two\n    - three'],
		['* a\n\n* b', '- a\n- b'],
		['[https://a.example](https://a.example)', 'https://a.example'],
		['![Logo](https://a.example/l.png)', 'Logo (https://a.example/l.png)'],
		['already *WhatsApp bold*', 'already _WhatsApp bold_'],
		['', ''],
	])('%j becomes %j', (markdown, whatsApp) => {
		expect(markdownToWhatsApp(markdown)).toBe(whatsApp);
	});

	it.each([
		'*'.repeat(20_000),
		'['.repeat(20_000),
		'`'.repeat(20_000),
		'> '.repeat(5_000),
		'_a'.repeat(10_000),
		'- '.repeat(10_000),
		'&'.repeat(20_000),
	])('ends with a hostile text of its kind', (markdown) => {
		expect(typeof markdownToWhatsApp(markdown)).toBe('string');
	});
});

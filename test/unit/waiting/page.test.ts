import { createHash } from 'node:crypto';
import {
	PAGE_HEADERS,
	renderClosed,
	renderConfirmation,
	renderQuestion,
} from '../../../nodes/WhatsAppBsp/waiting/page';

const HOSTILE = `</p></button></style><script>alert("1")</script><a href='x' onclick=y>&amp;`;
const ESCAPED =
	'&lt;/p&gt;&lt;/button&gt;&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&lt;a href=&#39;x&#39; onclick=y&gt;&amp;amp;';

const question = renderQuestion({
	question: HOSTILE,
	choices: [
		{ title: HOSTILE, value: HOSTILE, description: HOSTILE },
		{ title: 'No', value: 'no' },
	],
	isApproval: true,
});
const confirmation = renderConfirmation({ title: HOSTILE, value: HOSTILE });
const pages = { question, confirmation, closed: renderClosed() };

/** The elements of a page, without their attributes. */
const getTags = (html: string) =>
	[...new Set([...html.matchAll(/<([a-z]\w*)/g)].map(([, tag]) => tag))].sort();

const FRAME = ['body', 'h1', 'head', 'html', 'main', 'meta', 'style', 'title'];

it('shows every text of the author as text', () => {
	expect(question.split(ESCAPED)).toHaveLength(4);
	expect(getTags(question)).toEqual([...FRAME, 'button', 'form', 'p', 'small'].sort());
	expect(confirmation.split(ESCAPED)).toHaveLength(2);
	expect(getTags(confirmation)).toEqual([...FRAME, 'p'].sort());
});

it('sends the place of a choice, and never its value', () => {
	const values = [...question.matchAll(/<button name="choice" value="([^"]*)"/g)];
	expect(values.map(([, value]) => value)).toEqual(['0', '1']);
	expect(question).toContain('<form method="post">');
});

it('stresses the approval, and no choice before the others', () => {
	const choices = ['A', 'B'].map((title) => ({ title, value: title }));
	const shown = renderQuestion({ question: 'Which?', choices, isApproval: false });
	expect(question.match(/class="main"/g)).toHaveLength(1);
	expect(shown).not.toContain('class="main"');
});

it.each(Object.entries(pages))('allows the page %s its own style and nothing else', (_, html) => {
	const [, style] = /<style>([^]*)<\/style>/.exec(html) ?? [];
	const hash = createHash('sha256').update(style).digest('base64');
	const policy = `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'`;
	expect(html).toContain(`<meta http-equiv="Content-Security-Policy" content="${policy}">`);
	expect(PAGE_HEADERS['Content-Security-Policy']).toBe(
		`${policy}; frame-ancestors 'none'; sandbox allow-forms`,
	);
	expect(style).not.toMatch(/url\(|@import/);
	expect(html).not.toMatch(/ style="|<script| on\w+="|https?:/);
});

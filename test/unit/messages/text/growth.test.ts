import { WorkCounter } from '../../../support/countWork';

let counter: WorkCounter;
let markdownToWhatsApp: (markdown: string) => string;
let splitText: (text: string, limit: number) => string[];

/* The counter sees only what is loaded after it. */
beforeAll(async () => {
	counter = new WorkCounter('/messages/text/');
	({ markdownToWhatsApp } = await import(
		'../../../../nodes/WhatsAppBsp/messages/text/markdown/blocks'
	));
	({ splitText } = await import('../../../../nodes/WhatsAppBsp/messages/text/splitText'));
});

afterAll(() => counter.stop());

it('sees work that grows with the square of the text', () => {
	const countPairs = (size: number) =>
		counter.count(() => Array.from({ length: size }, (_, i) => 'a'.repeat(size).slice(i)));
	expect(countPairs(2_000) / countPairs(1_000)).toBeGreaterThan(3.9);
});

it.each<[string, (size: number) => string]>([
	['a heading of spaces', (n) => `# ${' '.repeat(n)}`],
	['a heading of spaces and hashes', (n) => `# ${' #'.repeat(n)}a`],
	['a heading of hashes', (n) => `# ${'#'.repeat(n)}a`],
	['closers without openers', (n) => 'a_ '.repeat(n)],
	['openers without closers', (n) => '_a '.repeat(n)],
	['openers, then closers of another kind', (n) => `${'_a '.repeat(n)}${'a* '.repeat(n)}`],
	[
		'runs of different lengths',
		(n) => Array.from({ length: Math.sqrt(2 * n) }, (_, i) => `a${'~'.repeat(i)} `).join(''),
	],
	['marks of all kinds', (n) => '*a _b ~c b_ a* '.repeat(n / 8)],
	['the rule of three', (n) => 'a**b'.repeat(n) + 'c*'.repeat(n)],
	['marks around many lines', (n) => `${'*'.repeat(n)}${'a\n'.repeat(n)}a${'*'.repeat(n)}`],
	['one run', (n) => `${'*'.repeat(n)}a${'*'.repeat(n)}`],
	['opening brackets', (n) => '['.repeat(n)],
	['brackets in brackets', (n) => '['.repeat(n) + ']'.repeat(n)],
	['images in images', (n) => '![x'.repeat(n) + '](b)'.repeat(n)],
	['links that do not end', (n) => '[a](b'.repeat(n)],
	['links whose titles do not end', (n) => '[a](b "'.repeat(n)],
	['links with open parentheses', (n) => '[a](('.repeat(n)],
	['URLs in brackets', (n) => '[https://a]'.repeat(n)],
	['URLs and punctuation', (n) => `https://a.example/${'.:)'.repeat(n)}`],
	['URLs and entities', (n) => `https://a.example/${'&a;'.repeat(n)}`],
	['backticks', (n) => '`'.repeat(n)],
	[
		'runs of backticks that do not end',
		(n) => Array.from({ length: Math.sqrt(2 * n) }, (_, i) => `${'`'.repeat(i)} `).join(''),
	],
	['a code span of spaces', (n) => `\` ${'a '.repeat(n)}b\``],
	['e-mail addresses without a domain', (n) => 'a@'.repeat(n)],
	['an e-mail address of underscores', (n) => `a${'_'.repeat(n)}@b.example`],
	['angle brackets', (n) => '<a'.repeat(n)],
	['line breaks', (n) => '<br> '.repeat(n)],
	['line breaks that do not end', (n) => '<br  '.repeat(n)],
	['a line break of spaces', (n) => `<br${' '.repeat(n)}`],
	['a cell of line breaks', (n) => `a|b\n-|-\n|${'<br>'.repeat(n)}|`],
	['ampersands', (n) => '&a'.repeat(n)],
	['backslashes', (n) => '\\'.repeat(n)],
	['nested quotes', (n) => `${'>  '.repeat(n)}a`],
	[
		'deeper and deeper quotes',
		(n) => Array.from({ length: Math.sqrt(2 * n) }, (_, i) => `${'> '.repeat(i)}a`).join('\n'),
	],
	['open fences in a list', (n) => '- a\n  ```\n'.repeat(n)],
	['open fences as items', (n) => '- ```\n'.repeat(n)],
	['an open fence in a list', (n) => `- a\n  \`\`\`\n${'  ~~~\n'.repeat(n)}`],
	['blank lines in a list', (n) => `- a\n${'\n  ```\n  ```\n'.repeat(n)}`],
	['a fence far to the right', (n) => `- a\n${' '.repeat(n)}\`\`\`\n${' '.repeat(n)}b`],
	['an open fence', (n) => `\`\`\`\n${'~~~\n'.repeat(n)}`],
	['list items and blank lines', (n) => '- a\n\n\n'.repeat(n)],
	['a list item and a line separator', (n) => `- ${' '.repeat(n)}\u2028`],
	['table rules', (n) => '|-|\n'.repeat(n)],
	['a row of cells', (n) => `${'|'.repeat(n)}\n-|-`],
])('Markdown takes time proportional to the text: %s', (_, createText) => {
	counter.expectLinear(markdownToWhatsApp, createText);
});

it.each<[string, (size: number) => string]>([
	['one word', (n) => 'a'.repeat(n)],
	['words', (n) => 'word. '.repeat(n)],
	['lines', (n) => 'a\n\n'.repeat(n)],
	['emoji', (n) => '🙂'.repeat(n)],
	['spaces', (n) => `a${' '.repeat(n)}b`],
])('splitting takes time proportional to the text: %s', (_, createText) => {
	counter.expectLinear((text) => splitText(text, 100), createText);
});

it.each<[string, string]>([
	['spaces in a heading', `# ${' '.repeat(65_536)}`],
	['a list item and a line separator', `- ${' '.repeat(65_536)}\u2028`],
	['closers', 'a_ '.repeat(21_800)],
	['nested quotes', `${'>  '.repeat(30_000)}a`],
	['a code span of spaces', `\` ${'a '.repeat(50_000)}b`],
	['a long fence', `${'`'.repeat(100_000)}\na`],
])('ends with %s', (_, markdown) => {
	expect(typeof markdownToWhatsApp(markdown)).toBe('string');
});

it('splits a megabyte', () => {
	expect(splitText('some words. '.repeat(87_382), 4096)).toHaveLength(257);
});

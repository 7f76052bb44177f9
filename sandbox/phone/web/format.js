import { html } from './html.js';

const MARKS = { '*': 'strong', _: 'em', '~': 's' };
const WORD = /[\p{L}\p{N}]/u;
const LINK = /^https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'*_~]/;

const isWord = (character) => character !== undefined && WORD.test(character);

/** Where the mark that opens at `start` is closed; -1: it is just a character. */
function closing(text, start, mark) {
	const before = text[start - 1];
	const after = text[start + 1];
	if (isWord(before) || after === undefined || /\s/.test(after) || after === mark) return -1;
	for (let end = start + 2; end < text.length; end += 1) {
		if (text[end] === '\n') return -1;
		if (text[end] === mark && !/\s/.test(text[end - 1]) && !isWord(text[end + 1])) return end;
	}
	return -1;
}

/** One line of WhatsApp's formatting: *bold*, _italic_, ~strike~, `code`, links. */
function inline(text) {
	const nodes = [];
	let plain = '';
	const flush = () => {
		if (plain) nodes.push(plain);
		plain = '';
	};
	for (let index = 0; index < text.length; ) {
		const link = isWord(text[index - 1]) ? null : LINK.exec(text.slice(index));
		const mark = text[index];
		const end = mark === '`' || MARKS[mark] ? closing(text, index, mark) : -1;
		if (link) {
			flush();
			nodes.push(html`<a href=${link[0]} target="_blank" rel="noopener noreferrer">${link[0]}</a>`);
			index += link[0].length;
		} else if (end > 0) {
			flush();
			const inner = text.slice(index + 1, end);
			nodes.push(
				mark === '`' ? html`<code>${inner}</code>` : html`<${MARKS[mark]}>${inline(inner)}<//>`,
			);
			index = end + 1;
		} else {
			plain += mark;
			index += 1;
		}
	}
	flush();
	return nodes;
}

const BLOCKS = [
	{ test: /^> ?(.*)$/, wrap: 'blockquote', item: (line) => html`<p>${inline(line)}</p>` },
	{ test: /^[-*] (.*)$/, wrap: 'ul', item: (line) => html`<li>${inline(line)}</li>` },
	{ test: /^\d{1,3}\. (.*)$/, wrap: 'ol', item: (line) => html`<li>${inline(line)}</li>` },
];

function paragraphs(text) {
	const nodes = [];
	const lines = text.split('\n');
	for (let index = 0; index < lines.length; ) {
		const block = BLOCKS.find(({ test }) => test.test(lines[index]));
		if (!block) {
			const isLast = index === lines.length - 1;
			nodes.push(...inline(lines[index]), isLast ? '' : html`<br />`);
			index += 1;
			continue;
		}
		const items = [];
		const start = Number.parseInt(lines[index], 10);
		while (index < lines.length && block.test.test(lines[index])) {
			items.push(block.item(block.test.exec(lines[index])[1]));
			index += 1;
		}
		nodes.push(html`<${block.wrap} start=${block.wrap === 'ol' ? start : undefined}>${items}<//>`);
	}
	return nodes;
}

/** One line of it, for quotes. */
export const Line = ({ text }) => inline(String(text ?? '').replaceAll('\n', ' '));

/** A message's text as WhatsApp shows it; \`\`\`blocks\`\`\` are left as they are written. */
export function Formatted({ text }) {
	const parts = String(text ?? '').split(/```([\s\S]+?)```/);
	return html`<div class="text" dir="auto">
		${parts.map((part, index) =>
			index % 2 ? html`<pre class="code">${part}</pre>` : paragraphs(part),
		)}
	</div>`;
}

export const time = (at) =>
	new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
export const clock = (at) => new Date(at).toLocaleTimeString([], { hour12: false });
export const day = (at) =>
	new Date(at).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
export const bytes = (size) => (size < 10_000 ? `${size} B` : `${Math.round(size / 1024)} kB`);

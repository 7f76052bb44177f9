import { Parser, type Node } from 'commonmark';

const MARKS: Record<string, string> = { strong: '*', emph: '_' };

function children(node: Node): Node[] {
	const list: Node[] = [];
	for (let child = node.firstChild; child; child = child.next) list.push(child);
	return list;
}

/** Their labels are texts of their own. */
const LABELLED: readonly string[] = ['link', 'image'];

/** The marks around a node, the innermost first. WhatsApp's end with the line. */
function getOpenMarks(node: Node, plain: boolean): string[] {
	const marks: string[] = [];
	for (
		let around = node.parent;
		around && !LABELLED.includes(around.type);
		around = around.parent
	) {
		const mark = MARKS[around.type];
		if (mark && !marks.includes(mark) && !(plain && around.type === 'strong')) marks.push(mark);
	}
	return marks;
}

function inlineText(node: Node, plain = false): string {
	const inner = () =>
		children(node)
			.map((child) => inlineText(child, plain))
			.join('');
	switch (node.type) {
		case 'text':
			return node.literal ?? '';
		case 'softbreak':
		case 'linebreak': {
			const open = getOpenMarks(node, plain);
			return `${open.join('')}\n${open.reverse().join('')}`;
		}
		case 'code':
			return `\`${node.literal ?? ''}\``;
		case 'strong':
		case 'emph': {
			const mark = MARKS[node.type];
			const isRepeated = getOpenMarks(node, plain).includes(mark);
			return isRepeated || (plain && node.type === 'strong') ? inner() : mark + inner() + mark;
		}
		case 'link':
		case 'image': {
			const label = inner().trim();
			const address = decodeURI(node.destination ?? '').replace(/^mailto:/, '');
			if (address === '') return label;
			return label === '' || label === address ? address : `${label} (${address})`;
		}
		default:
			return inner();
	}
}

function blockText(node: Node): string {
	const inline = (plain = false) =>
		children(node)
			.map((child) => inlineText(child, plain))
			.join('')
			.trim();
	switch (node.type) {
		case 'heading':
			return inline(true) === '' ? '' : `*${inline(true)}*`;
		case 'code_block':
			return `\`\`\`\n${(node.literal ?? '').replace(/\n$/, '')}\n\`\`\``;
		case 'thematic_break':
			return '———';
		case 'block_quote':
			return blocks(node).replace(/^/gm, '> ').replace(/^> $/gm, '>');
		case 'list':
			return children(node)
				.map((item, i) => {
					const marker = node.listType === 'ordered' ? `${(node.listStart ?? 1) + i}.` : '-';
					return `${marker} ${children(item).map(itemPart).join('\n').trimStart()}`;
				})
				.join('\n');
		default:
			return inline();
	}
}

/** Code keeps its own indentation only. */
function itemPart(node: Node): string {
	const text = blockText(node);
	return node.type === 'code_block' ? text : text.replace(/^/gm, '  ');
}

function blocks(node: Node): string {
	return children(node)
		.map(blockText)
		.filter((text) => text !== '')
		.join('\n\n');
}

/** What a CommonMark parser makes of a text, written in WhatsApp's formatting: the reference for ours. */
export function referenceWhatsApp(markdown: string): string {
	return blocks(new Parser().parse(markdown));
}

import type { Delimiter } from './emphasis';

export type Token = TextToken | Delimiter;

export interface TextToken {
	kind: 'text';
	text: string;
}

/** The tokens as WhatsApp's text, whose marks end with the line: they are closed before it ends, and opened on the next. */
export function joinTokens(tokens: readonly Token[]): string {
	const writer = new LineWriter();
	for (const token of tokens) {
		if (token.kind === 'text') writer.addText(token.text);
		else {
			for (let left = token.closing.length; left > 0; left--) writer.close();
			writer.addText(token.char.repeat(token.count));
			for (const mark of token.opening) writer.open(mark);
		}
	}
	return writer.finish();
}

class LineWriter {
	private readonly lines: string[] = [];

	private line = '';

	/** Marks that are open, the outermost first; an empty text for one that is open already. */
	private readonly stack: string[] = [];

	/** The same without repetitions: WhatsApp has no bold inside of bold. */
	private readonly marks: string[] = [];

	/** So many of them are written on this line: each before the first text in it. */
	private written = 0;

	addText(text: string): void {
		text.split('\n').forEach((part, i) => {
			if (i > 0) this.endLine();
			this.addPart(part);
		});
	}

	open(mark: string): void {
		const isRepeated = this.marks.includes(mark);
		this.stack.push(isRepeated ? '' : mark);
		if (!isRepeated) this.marks.push(mark);
	}

	close(): void {
		const mark = this.stack.pop();
		if (!mark) return;
		if (this.written === this.marks.length) {
			this.line += mark;
			this.written -= 1;
		}
		this.marks.pop();
	}

	finish(): string {
		return [...this.lines, this.line].join('\n');
	}

	private addPart(part: string): void {
		const isPending = this.written < this.marks.length;
		if (isPending && part.trim() !== '') {
			const indent = part.length - part.trimStart().length;
			this.line += part.slice(0, indent) + this.marks.slice(this.written).join('');
			this.written = this.marks.length;
			this.line += part.slice(indent);
		} else this.line += part;
	}

	private endLine(): void {
		if (this.written > 0) {
			const open = this.marks.slice(0, this.written).reverse();
			this.line = this.line.trimEnd() + open.join('');
			this.written = 0;
		}
		this.lines.push(this.line);
		this.line = '';
	}
}

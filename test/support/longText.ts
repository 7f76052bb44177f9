const paragraphs = Array.from({ length: 12 }, (_, i) =>
	`Paragraph ${i + 1}. ${'🙂 word '.repeat(120)}`.trim(),
);

/** Too much for one message. */
export const longText = paragraphs.join('\n\n');

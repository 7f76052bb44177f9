import { createHash } from 'crypto';
import type { Choice, LinkPage } from './waitState';

const STYLE = `
:root{--page:#f0f2f5;--card:#fff;--text:#111b21;--soft:#54656f;--line:#8696a0;--main:#00735c;--onMain:#fff}
@media(prefers-color-scheme:dark){:root{--page:#0b141a;--card:#1f2c34;--text:#e9edef;--soft:#aebac1;--line:#667781;--main:#00a884;--onMain:#0b141a}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:30rem;margin:0 auto;padding:1.5rem;background:var(--card);border-radius:1rem;overflow-wrap:anywhere}
h1{margin:0 0 .75rem;font-size:1rem;font-weight:600;color:var(--soft)}
p{margin:0 0 1.25rem;white-space:pre-wrap}
.question{font-size:1.125rem}
.note{margin:1rem 0 0;font-size:.875rem;color:var(--soft)}
button{display:block;width:100%;min-height:3rem;margin:.75rem 0 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.75rem;background:none;color:inherit;font:inherit;font-weight:600;cursor:pointer}
button.main{border-color:var(--main);background:var(--main);color:var(--onMain)}
button small{display:block;font-size:.875rem;font-weight:400}
button:focus-visible{outline:3px solid var(--text);outline-offset:2px}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** In the page too: n8n puts its own header on the response that resumes an execution. */
const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'`;

/** The URL contains the signature, so neither a cache, a referrer, nor a search engine may keep it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
	'Content-Security-Policy': `${CONTENT_POLICY}; frame-ancestors 'none'; sandbox allow-forms`,
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Robots-Tag': 'noindex, nofollow',
};

/** Reading it answers nothing: link previews and scanners open it too, and only a button sends a form. */
export function renderQuestion({ question, choices, isApproval }: LinkPage): string {
	const buttons = choices.map(({ title, description }, i) => {
		const style = isApproval && i === 0 ? ' class="main"' : '';
		const small = description ? `<small>${escapeHtml(description)}</small>` : '';
		return `<button name="choice" value="${i}" dir="auto" lang=""${style}>${escapeHtml(title)}${small}</button>`;
	});
	return render(
		'Choose your answer',
		`${createText(question, 'question')}<form method="post">${buttons.join('')}</form>
<p class="note">Your answer is sent when you tap a button.</p>`,
	);
}

export function renderConfirmation({ title }: Choice): string {
	return render(
		'Your answer has been sent',
		`${createText(title, 'question')}
<p class="note">The question is answered, so the link no longer has any effect. You can close this page.</p>`,
	);
}

export function renderClosed(): string {
	return render(
		'This question is closed',
		'<p>It has already been answered, or its time is over. Opening this page changed nothing.</p>',
	);
}

/** Text of the workflow's author, in whatever language. */
function createText(text: string, style: string): string {
	return `<p class="${style}" dir="auto" lang="">${escapeHtml(text)}</p>`;
}

function render(heading: string, content: string): string {
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
${content}
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

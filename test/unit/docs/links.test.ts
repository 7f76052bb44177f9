import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');
const REPOSITORY = 'github.com/n8n-nodes-whatsapp-bsp/n8n-nodes-whatsapp-bsp';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

function listFiles(folder: string, pattern: RegExp): string[] {
	return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
		.filter((file) => pattern.test(file));
}

const MARKDOWN = /\.md$/;
const PAGES = [
	...['README.md', 'CHANGELOG.md', 'SECURITY.md', 'test/e2e/faults/README.md', 'sandbox/README.md'],
	...['docs', 'examples', '.github'].flatMap((folder) => listFiles(folder, MARKDOWN)),
];

/** Other files with links: credentials, the nodes' codex files, package.json, issue templates. */
const SOURCES = [
	'package.json',
	...listFiles('credentials', /\.ts$/),
	...listFiles('nodes', /\.node\.json$/),
	...listFiles('.github', /\.yml$/),
];

/** Without code, where brackets are no links. */
const withoutCode = (markdown: string) =>
	markdown
		.replace(/^```[\s\S]*?^```/gm, '')
		.replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()<>]/g, ' '));

/** The text that readers see in a heading. */
const toHeadingText = (heading: string) =>
	heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/[`*]/g, '')
		.trim();

/** GitHub's rule: lower case, only letters, digits, `-` and `_`, spaces become `-`. */
const toSlug = (heading: string) =>
	toHeadingText(heading)
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
		.replace(/ /g, '-');

/** Every anchor of a page: its headings, a number on repeated ones, and `<a id>`. */
function getAnchors(page: string): Set<string> {
	const text = read(page);
	const seen = new Map<string, number>();
	const headings = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} +(.+)$/gm)];
	const slugs = headings.map(([, heading = '']) => {
		const slug = toSlug(heading);
		const count = seen.get(slug) ?? 0;
		seen.set(slug, count + 1);
		return count === 0 ? slug : `${slug}-${count}`;
	});
	return new Set([...slugs, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)]);
}

/** Links of a page, as they are written. */
function getLinks(page: string): string[] {
	const text = withoutCode(read(page));
	const markdown = [...text.matchAll(/\]\(([^)\s]+)\)/g)];
	const html = [...text.matchAll(/(?:src|srcset|href)="([^"\s]+)"/g)];
	const bare = [...text.matchAll(/<(https?:[^>\s]+)>/g)];
	return [...markdown, ...html, ...bare].map(([, link = '']) => link);
}

/** Absolute URLs of this repository in a source file. */
const getOwnUrls = (file: string) =>
	[...read(file).matchAll(/https:\/\/[^\s'"`)]+/g)]
		.map(([url]) => url)
		.filter((url) => url.includes(REPOSITORY));

interface Target {
	file: string;
	anchor?: string;
}

/** Where in this repository a link points; undefined for other sites. */
function toTarget(link: string, page: string): Target | undefined {
	const [, blob] = new RegExp(`^https://${REPOSITORY}/(?:blob|tree)/main/(.+)$`).exec(link) ?? [];
	const [, raw] =
		/^https:\/\/raw\.githubusercontent\.com\/n8n-nodes-whatsapp-bsp\/n8n-nodes-whatsapp-bsp\/main\/(.+)$/.exec(
			link,
		) ?? [];
	const inRepository = blob ?? raw;
	if (inRepository === undefined && new RegExp(`^https://${REPOSITORY}#`).test(link)) {
		return { file: 'README.md', anchor: link.split('#')[1] };
	}
	if (inRepository === undefined && /^[a-z]+:/.test(link)) return undefined;
	const [target = '', anchor] = (inRepository ?? link).split('#');
	const folder = inRepository === undefined ? path.posix.dirname(page) : '.';
	const file = target === '' ? page : path.posix.join(folder, target);
	return anchor === undefined ? { file } : { file, anchor };
}

/** What is wrong with a link, or undefined. */
function getBrokenReason(link: string, page: string): string | undefined {
	const target = toTarget(link, page);
	if (!target) return undefined;
	if (!existsSync(path.join(ROOT, target.file))) return `${link}: ${target.file} doesn’t exist`;
	if (target.anchor === undefined || target.anchor === 'readme') return undefined;
	return getAnchors(target.file).has(target.anchor)
		? undefined
		: `${link}: ${target.file} has no #${target.anchor}`;
}

describe('links', () => {
	it.each(PAGES)('of %s lead somewhere', (page) => {
		expect(getLinks(page).map((link) => getBrokenReason(link, page))).toEqual(
			getLinks(page).map(() => undefined),
		);
	});

	it.each(SOURCES)('of %s lead somewhere', (file) => {
		const urls = getOwnUrls(file).filter((url) => !url.endsWith('.git'));
		expect(urls.flatMap((url) => getBrokenReason(url, file) ?? [])).toEqual([]);
	});

	it('of every credential and node lead to its page of the docs', () => {
		const pages = SOURCES.filter((file) => /^(credentials|nodes)\//.test(file)).map((file) =>
			getOwnUrls(file).map((url) => toTarget(url, file)?.file),
		);
		expect(pages.every((files) => files.length > 0)).toBe(true);
		expect(pages.flat().every((file) => file?.startsWith('docs/'))).toBe(true);
	});

	it('are absolute for the README’s pictures, which npm shows too', () => {
		const pictures = getLinks('README.md').filter((link) => /\.(png|jpe?g|svg)$/.test(link));
		expect(pictures.length).toBeGreaterThan(0);
		expect(pictures.filter((link) => !link.startsWith('https://'))).toEqual([]);
	});
});

describe('this check', () => {
	it('finds a missing file, a missing anchor, and a wrong URL of this repository', () => {
		expect(getBrokenReason('nowhere.md', 'README.md')).toMatch('doesn’t exist');
		expect(getBrokenReason('docs/errors.md#nothing', 'README.md')).toMatch('has no #nothing');
		expect(getBrokenReason(`https://${REPOSITORY}/blob/main/docs/none.md`, 'README.md')).toMatch(
			'doesn’t exist',
		);
		expect(getBrokenReason(`https://${REPOSITORY}#none`, 'package.json')).toMatch('has no #none');
	});

	it('makes anchors as GitHub does', () => {
		expect(toSlug('WhatsApp (Meta): 360dialog Cloud API and Modica')).toBe(
			'whatsapp-meta-360dialog-cloud-api-and-modica',
		);
		expect(toSlug('From n8n’s WhatsApp Business Cloud node')).toBe(
			'from-n8ns-whatsapp-business-cloud-node',
		);
		expect(toSlug('`a_b` *and* [link](x.md)')).toBe('a_b-and-link');
	});
});

describe('README.md', () => {
	it('has at most 200 lines', () => {
		expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200);
	});

	it('links to every page of docs/', () => {
		const linked = getLinks('README.md').map((link) => toTarget(link, 'README.md')?.file);
		expect(linked).toEqual(expect.arrayContaining(listFiles('docs', MARKDOWN)));
	});
});

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { WhatsAppBspTrigger } from '../../nodes/WhatsAppBsp/WhatsAppBspTrigger.node';
import { PROVIDERS } from '../../nodes/WhatsAppBsp/providers';
import type { ErrorEntry, ErrorTable } from '../../nodes/WhatsAppBsp/providers/shared/errorTable';
import type { Provider } from '../../nodes/WhatsAppBsp/providers/provider';
import { ERROR_TABLES } from './errorTables';
import type { Capabilities } from '../../nodes/WhatsAppBsp/providers/capabilities';

/**
 * The tables of README and docs, read from what the nodes run on: their descriptions, the providers'
 * capabilities, and the error tables.
 */

const providers: Provider[] = Object.values(PROVIDERS);

const TEMPLATES: Record<Capabilities['templates'], string> = {
	nameAndLanguage: 'by name and language',
	approvedText: 'by its approved text',
	nameAndText: 'by name, with its text',
};

const MEDIA: Record<Capabilities['media'], string> = {
	native: '✓',
	link: 'caption and link as text',
};

type Row = [label: string, ...cells: string[]];

function toTable(head: string[], rows: string[][]): string {
	const toLine = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [toLine(head), toLine(head.map(() => '---')), ...rows.map(toLine)].join('\n');
}

const toProviderTable = (firstColumn: string, rows: Row[]) =>
	toTable([firstColumn, ...providers.map(({ displayName }) => displayName)], rows);

const createRow = (label: string, toCell: (provider: Provider) => string): Row => [
	label,
	...providers.map(toCell),
];

const tick = (can: unknown) => (can ? '✓' : '–');

/** What the editor offers in a field, for one provider and, where it matters, one resource. */
function getOptions(
	properties: INodeProperties[],
	field: string,
	provider: Provider,
	resource?: string,
): INodePropertyOptions[] {
	const shown = properties.filter(({ name, displayOptions }) => {
		const show = displayOptions?.show ?? {};
		const isOffered = show.provider?.includes(provider.name) === true;
		return name === field && isOffered && (!resource || show.resource?.includes(resource));
	});
	return shown.flatMap(({ options }) => options as INodePropertyOptions[]);
}

const nodeProperties = new WhatsAppBsp().description.properties;
const triggerProperties = new WhatsAppBspTrigger().description.properties;

const getOperations = (provider: Provider, resource: string) =>
	getOptions(nodeProperties, 'operation', provider, resource);

const getEvents = (provider: Provider) => getOptions(triggerProperties, 'triggerOn', provider);

/** Each option once, in the order of the first provider that has it. */
function unite(select: (provider: Provider) => INodePropertyOptions[]): INodePropertyOptions[] {
	const options = providers.flatMap(select);
	return [...new Map(options.map((option) => [option.value, option])).values()];
}

const has = (options: INodePropertyOptions[], value: unknown) =>
	options.some((option) => option.value === value);

function toMessageCell(provider: Provider, operation: unknown): string {
	if (!has(getOperations(provider, 'message'), operation)) return '–';
	if (operation === 'sendTemplate') return TEMPLATES[provider.capabilities.templates];
	if (operation === 'sendMedia') return MEDIA[provider.capabilities.media];
	return '✓';
}

const MESSAGE_FEATURES: Array<[label: string, capability: keyof Capabilities]> = [
	['Quote an earlier message', 'replies'],
	['Callback data', 'callbackData'],
	['Link preview', 'previewUrl'],
	['Typing indicator', 'typingIndicator'],
	['Choose the sending number', 'senderId'],
	['Groups', 'groups'],
	['Text as SMS', 'sms'],
	['Marketing Messages API', 'marketingMessages'],
	['Utility and authentication without a template', 'directSend'],
];

function toEventRows(): Row[] {
	return unite(getEvents).map(({ name, value }) =>
		createRow(name, (provider) => tick(has(getEvents(provider), value))),
	);
}

/** Every operation and feature, a table for each group. */
function createOperations(): string {
	const messages = unite((provider) => getOperations(provider, 'message')).map(({ name, value }) =>
		createRow(name, (provider) => toMessageCell(provider, value)),
	);
	const features = MESSAGE_FEATURES.map(([label, capability]) =>
		createRow(label, ({ capabilities }) => tick(capabilities[capability])),
	);
	const groups = ['template', 'media', 'conversation', 'account', 'event'].map((resource) => {
		const rows = unite((provider) => getOperations(provider, resource)).map(({ name, value }) =>
			createRow(name, (provider) => tick(has(getOperations(provider, resource), value))),
		);
		return `### ${resource[0]?.toUpperCase()}${resource.slice(1)}\n\n${toProviderTable('', rows)}`;
	});
	return [
		`### Message\n\n${toProviderTable('', messages)}`,
		`### Options of a message\n\n${toProviderTable('', features)}`,
		`### Trigger On\n\n${toProviderTable('', toEventRows())}`,
		...groups,
	].join('\n\n');
}

/** All, none, a few by name, or how many. */
function toCoverage(names: string[], total: number): string {
	if (names.length === 0) return '–';
	if (names.length === total) return '✓';
	return names.length <= 2 ? names.join(', ') : `${names.length} operations`;
}

const createGroup = (label: string): Row => createRow(`**${label}**`, () => '');

function createMessageRow(label: string, operations: string[]): Row {
	return createRow(label, (provider) => {
		const offered = getOperations(provider, 'message');
		const names = offered.filter(({ value }) => operations.includes(String(value)));
		return toCoverage(
			names.map(({ name }) => name),
			operations.length,
		);
	});
}

function createEventsRow(label: string, events: string[]): Row {
	return createRow(label, (provider) =>
		tick(events.every((event) => has(getEvents(provider), event))),
	);
}

function createResourceRow(label: string, resource: string): Row {
	const total = unite((provider) => getOperations(provider, resource)).length;
	return createRow(label, (provider) =>
		toCoverage(
			getOperations(provider, resource).map(({ name }) => name),
			total,
		),
	);
}

/** The README's short table: groups, not operations. */
function createFeatures(): string {
	return toProviderTable('', [
		createGroup('Send'),
		createMessageRow('Text', ['sendText']),
		createRow('Templates', (provider) => toMessageCell(provider, 'sendTemplate')),
		createRow('Media', (provider) => toMessageCell(provider, 'sendMedia')),
		createMessageRow('Buttons, lists, and other interactive messages', ['sendInteractive']),
		createMessageRow('Location, contacts, reactions, raw JSON', [
			'sendLocation',
			'sendContacts',
			'sendReaction',
			'sendRaw',
		]),
		createRow('Quotes, callback data, link previews', ({ capabilities }) =>
			tick(capabilities.replies && capabilities.callbackData && capabilities.previewUrl),
		),
		createRow('Ask, and wait for the answer', ({ capabilities: { answersByLink, waits } }) =>
			answersByLink
				? `by link${waits.includes('freeText') ? ', or in writing' : ''}`
				: tick(waits.length > 0),
		),
		createRow(
			'Utility messages without a template, groups, marketing messages',
			({ capabilities }) =>
				tick(capabilities.directSend && capabilities.groups && capabilities.marketingMessages),
		),
		createRow('Mark as read, typing indicator', (provider) =>
			tick(
				has(getOperations(provider, 'message'), 'markAsRead') &&
					provider.capabilities.typingIndicator,
			),
		),
		createGroup('Receive'),
		createEventsRow('Messages and delivery receipts', ['message', 'status']),
		createEventsRow('Template and account changes', ['template', 'account']),
		createGroup('Manage'),
		createResourceRow('Handover: pass, take, and release a conversation', 'conversation'),
		createResourceRow('Templates: create, edit, get, delete, analytics', 'template'),
		createResourceRow('Media: upload, download, delete', 'media'),
		createResourceRow('Account: profile, health, blocked users, balance', 'account'),
	]);
}

function createEvents(): string {
	const rows = unite(getEvents).map(({ name, value, description = '' }) => [
		name,
		`\`${String(value)}\``,
		description,
		...providers
			.filter(({ webhook }) => webhook)
			.map((provider) => tick(has(getEvents(provider), value))),
	]);
	const receivers = providers.filter(({ webhook }) => webhook);
	return toTable(
		['Trigger On', '`event`', 'What it is', ...receivers.map(({ displayName }) => displayName)],
		rows,
	);
}

interface CodeRange {
	codes: string[];
	entry: ErrorEntry;
}

/** Codes that follow each other and mean the same share a row: `200` to `299`. */
function toRanges(table: ErrorTable): CodeRange[] {
	const ranges: CodeRange[] = [];
	for (const [code, entry] of Object.entries(table)) {
		const last = ranges.at(-1);
		const continues = last?.entry === entry && Number(code) === Number(last.codes.at(-1)) + 1;
		if (continues) last?.codes.push(code);
		else ranges.push({ codes: [code], entry });
	}
	return ranges;
}

/** `onPremise` → `on-premise` */
const toSlug = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

/** The anchor of a code in docs/errors.md. Others link to it: it must stay as it is. */
export const toAnchor = (tableName: string, code: string) =>
	`${toSlug(tableName)}-${code.toLowerCase()}`;

function createErrors(tableName: string, table: ErrorTable): string {
	const rows = toRanges(table).map(({ codes, entry }) => {
		const anchors = codes.map((code) => `<a id="${toAnchor(tableName, code)}"></a>`).join('');
		const ends = codes.length === 1 ? codes : [codes[0] ?? '', codes.at(-1) ?? ''];
		const links = ends.map((code) => `[\`${code}\`](#${toAnchor(tableName, code)})`);
		return [
			`${anchors}${links.join(' to ')}`,
			entry.title,
			entry.category,
			entry.retryable ? 'yes' : 'no',
			entry.advice.replace(/\|/g, '\\|'),
		];
	});
	return toTable(['Code', 'What happened', 'Category', 'Retryable', 'What to do'], rows);
}

/** File → marker → what belongs between `<!-- marker -->` and `<!-- /marker -->`. */
export function createTables(): Record<string, Record<string, string>> {
	return {
		'README.md': { features: createFeatures() },
		'docs/providers.md': { operations: createOperations() },
		'docs/trigger.md': { events: createEvents() },
		'docs/errors.md': Object.fromEntries(
			Object.entries(ERROR_TABLES).map(([name, table]) => [
				`errors-${name}`,
				createErrors(name, table),
			]),
		),
	};
}

/** The page with its tables up to date. */
export function fillTables(page: string, tables: Record<string, string>): string {
	return Object.entries(tables).reduce((text, [marker, table]) => {
		const pattern = new RegExp(`(<!-- ${marker} -->)[\\s\\S]*?(<!-- /${marker} -->)`);
		if (!pattern.test(text)) throw new Error(`The marker <!-- ${marker} --> is missing`);
		return text.replace(pattern, (_, open, close) => `${open}\n${table}\n${close}`);
	}, page);
}

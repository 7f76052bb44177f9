const fs = require('node:fs');
const path = require('node:path');

const README = path.resolve(__dirname, '../../README.md');

/** The README's tables, read from the same capabilities and error tables that the nodes run on. */

const OPERATION_LABELS = {
	sendText: 'Send Text',
	sendTemplate: 'Send Template',
	sendMedia: 'Send Media',
	sendInteractive: 'Send Interactive',
	sendLocation: 'Send Location',
	sendContacts: 'Send Contacts',
	sendReaction: 'Send Reaction',
	sendRaw: 'Send Raw',
	markAsRead: 'Mark as Read',
};

const TEMPLATE_WAYS = {
	nameAndLanguage: 'by name and language',
	wording: 'by its approved text',
	nameAndText: 'by name, with its text',
};

function table(head, rows) {
	const line = (cells) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const tick = (can) => (can ? '✓' : '–');

/** What the editor calls each operation of the other resources: `[label, resource, operation]`. */
function resourceOperations(properties) {
	const fields = properties.filter(({ name }) => name === 'operation');
	const found = fields.flatMap(({ options, displayOptions }) =>
		options.map(({ name, value }) => [displayOptions.show.resource[0], name, value]),
	);
	const named = found
		.filter(([resource]) => resource !== 'message')
		.map(([resource, name, value]) => [
			`${resource[0].toUpperCase()}${resource.slice(1)}: ${name}`,
			resource,
			value,
		]);
	return [...new Map(named.map((entry) => [entry[0], entry])).values()].sort(([a], [b]) =>
		a.localeCompare(b),
	);
}

/** Provider × operation, and what else each can do. */
function operations(providers, properties, operationsOf) {
	const list = Object.values(providers);
	const labels = [...new Set(list.flatMap(({ capabilities }) => capabilities.message))];
	const rows = labels
		.map((name) => OPERATION_LABELS[name] ?? name)
		.map((label, i) => [
			label,
			...list.map(({ capabilities }) => {
				if (!capabilities.message.includes(labels[i])) return '–';
				if (labels[i] === 'sendTemplate') return TEMPLATE_WAYS[capabilities.templates];
				if (labels[i] === 'sendMedia' && capabilities.media === 'link')
					return 'caption and link as text';
				return '✓';
			}),
		]);
	const resources = resourceOperations(properties).map(([label, resource, operation]) => [
		label,
		...list.map((provider) => tick(operationsOf(provider, resource).includes(operation))),
	]);
	const features = [
		['Quote an earlier message', 'replies'],
		['Callback data', 'callbackData'],
		['Link preview', 'previewUrl'],
		['Typing indicator', 'typingIndicator'],
	].map(([label, key]) => [label, ...list.map(({ capabilities }) => tick(capabilities[key]))]);
	const webhook = [
		'Trigger (receipts, replies)',
		...list.map((provider) => tick(provider.webhook)),
	];
	return table(
		['', ...list.map(({ displayName }) => displayName)],
		[...rows, ...features, webhook, ...resources],
	);
}

/** Codes that follow each other and mean the same are one line: `200` to `299`. */
function runsOf(entries) {
	const runs = [];
	for (const [code, entry] of Object.entries(entries)) {
		const last = runs.at(-1);
		const goesOn = last && last.entry === entry && Number(code) === Number(last.to) + 1;
		if (goesOn) last.to = code;
		else runs.push({ from: code, to: code, entry });
	}
	return runs;
}

/** One error table: code, meaning, what to do. */
function errors(entries) {
	const rows = runsOf(entries).map(({ from, to, entry }) => [
		from === to ? `\`${from}\`` : `\`${from}\` to \`${to}\``,
		entry.title,
		entry.category,
		entry.retryable ? 'yes' : 'no',
		entry.advice.replaceAll('|', '\\|'),
	]);
	return table(['Code', 'What happened', 'Category', 'Retried', 'What to do'], rows);
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fill(readme, name, content) {
	const marker = new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`);
	if (!marker.test(readme)) throw new Error(`The README has no marker <!-- ${name} -->`);
	return readme.replace(marker, (_, open, close) => `${open}\n${content}\n${close}`);
}

/**
 * The README with every generated table up to date.
 * @param modules what the tables are read from: `{ PROVIDERS, operationsOf, ERROR_TABLES, PROPERTIES }`
 */
function update(readme, { PROVIDERS, operationsOf, ERROR_TABLES, PROPERTIES }) {
	const withOperations = fill(
		readme,
		'operations',
		operations(PROVIDERS, PROPERTIES, operationsOf),
	);
	return Object.entries(ERROR_TABLES).reduce(
		(text, [name, entries]) => fill(text, `errors-${name}`, errors(entries)),
		withOperations,
	);
}

module.exports = {
	update,
	readReadme: () => fs.readFileSync(README, 'utf8'),
	mayWrite: () => process.env.UPDATE_README === '1',
	writeReadme: (readme) => fs.writeFileSync(README, readme),
};

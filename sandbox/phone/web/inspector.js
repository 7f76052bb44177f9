import { useState } from 'preact/hooks';
import { at, call } from './api.js';
import { bytes, clock } from './format.js';
import { gist } from './gist.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { CopyButton, IconButton } from './ui.js';

const FILTERS = [
	['all', 'All'],
	['request', 'Requests'],
	['webhook', 'Webhooks'],
];

const tone = (status) => {
	if (status === null) return 'bad';
	return status < 300 ? 'good' : status < 500 ? 'odd' : 'bad';
};

const getPath = ({ url, kind }) => {
	const { pathname, search } = new URL(url);
	// The account's prefix is the same for all of its requests.
	const path = kind === 'request' ? pathname.replace(/^\/[^/]+/, '') : pathname;
	return decodeURIComponent(path || '/') + search;
};

const pretty = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const Block = ({ title, value }) =>
	value === null || value === undefined || value === ''
		? null
		: html`
				<h3>${title}</h3>
				<pre class="code" tabindex="0" aria-label=${title}>${pretty(value)}</pre>
			`;

const Files = ({ files }) => html`
	<h3>Files</h3>
	<ul class="files">
		${files.map(
			(file) => html`<li>${file.fileName || 'body'} · ${file.mimeType} · ${bytes(file.size)}</li>`,
		)}
	</ul>
`;

const Headers = ({ headers }) => html`
	<h3>Headers</h3>
	<dl class="headers">
		${Object.entries(headers).map(
			([name, value]) =>
				html`<div>
					<dt>${name}</dt>
					<dd>${value}</dd>
				</div>`,
		)}
	</dl>
`;

const subtitle = (exchange) =>
	[clock(exchange.at), `${exchange.ms} ms`, gist(exchange), exchange.note]
		.filter(Boolean)
		.join(' · ');

const Details = ({ exchange }) => html`
	<div class="exchange-details" id="details-${exchange.key}">
		<p class="exchange-url">${exchange.method} ${exchange.url}</p>
		${exchange.note && html`<p class="hint">${exchange.note}</p>`}
		<${Block} title="Body" value=${exchange.body} />
		${exchange.files && html`<${Files} files=${exchange.files} />`}
		<${Block} title="Response" value=${exchange.response} />
		<${Headers} headers=${exchange.headers} />
		<${CopyButton} label="Copy as curl" text=${exchange.curl} />
	</div>
`;

function Exchange({ exchange, open, onToggle }) {
	const request = exchange.kind === 'request';
	return html`
		<li class="exchange" data-kind=${exchange.kind}>
			<button
				type="button"
				aria-expanded=${String(open)}
				aria-controls=${open ? `details-${exchange.key}` : undefined}
				onClick=${onToggle}
			>
				<span class="way" title=${request ? 'n8n to provider' : 'Provider to n8n'}>
					<${Icon} name=${request ? 'arrowUp' : 'arrowDown'} size="16" />
					<span class="hidden">${request ? 'Request' : 'Webhook'}</span>
				</span>
				<span class="exchange-words">
					<span class="exchange-path"><b>${exchange.method}</b> ${getPath(exchange)}</span>
					<small>${subtitle(exchange)}</small>
				</span>
				<span class="status" data-tone=${tone(exchange.status)}
					>${exchange.status ?? 'no response'}</span
				>
			</button>
			${open && html`<${Details} exchange=${exchange} />`}
		</li>
	`;
}

/** Both directions as they went over the wire, newest first. */
export function Inspector({ sandbox, fail }) {
	const [filter, setFilter] = useState('all');
	const [open, setOpen] = useState('');
	const shown = sandbox.exchanges.filter(({ kind }) => filter === 'all' || kind === filter);
	const clear = () =>
		Promise.all(
			['/requests', '/deliveries'].map((path) =>
				call(at(sandbox.account.id, path), undefined, 'DELETE'),
			),
		).catch(fail);
	return html`
		<section class="panel inspector" aria-labelledby="inspector-title">
			<header>
				<h2 id="inspector-title">Inspector</h2>
				<div class="segments" role="group" aria-label="Show">
					${FILTERS.map(
						([value, label]) => html`
							<button
								type="button"
								aria-pressed=${String(filter === value)}
								onClick=${() => setFilter(value)}
							>
								${label}
							</button>
						`,
					)}
				</div>
				<${IconButton} icon="bin" label="Clear the inspector" size="18" onClick=${clear} />
			</header>
			${shown.length === 0 &&
			html`<p class="hint">Each request of n8n and each webhook to n8n appears here.</p>`}
			<ul class="exchanges">
				${shown.map(
					(exchange) => html`
						<${Exchange}
							key=${exchange.key}
							exchange=${exchange}
							open=${open === exchange.key}
							onToggle=${() => setOpen(open === exchange.key ? '' : exchange.key)}
						/>
					`,
				)}
			</ul>
		</section>
	`;
}

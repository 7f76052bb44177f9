import { useState } from 'preact/hooks';
import { at, call } from './api.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { isShared, getProvider } from './providers.js';
import { CopyButton, Field, Switch, getValues } from './ui.js';

const CONDITIONS = [
	['readReceipts', 'Reads messages', 'Blue ticks follow each delivery'],
	['noCredit', 'No credit', 'The provider rejects messages'],
	['templatePaused', 'Templates paused', 'WhatsApp has paused them all'],
	['slow', 'Provider slow', 'Each response takes 6 seconds'],
	['down', 'Provider down', 'Each response is a 503 page'],
];

const Group = ({ title, children }) => html`
	<fieldset class="group">
		<legend>${title}</legend>
		${children}
	</fieldset>
`;

/** Somebody of the team writes: from the phone app, or as who holds the chat. */
function Colleague({ situate }) {
	const write = (event) => {
		event.preventDefault();
		const body = getValues(event.target).text.trim();
		if (body) situate('/colleague', { message: { type: 'text', text: { body } } });
		event.target.reset();
	};
	return html`
		<form class="inline" onSubmit=${write}>
			<input
				name="text"
				autocomplete="off"
				aria-label="A colleague’s text"
				placeholder="A colleague writes…"
			/>
			<button class="quiet">Write</button>
		</form>
	`;
}

export function Situations({ sandbox, situate, fail }) {
	const { account, contact } = sandbox;
	const set = (name) => (on) => situate('/conditions', { name, on }, false);
	return html`
		<section class="panel" aria-labelledby="situations-title">
			<h2 id="situations-title">What if…</h2>
			<${Group} title="This phone">
				<${Switch}
					id="phone-off"
					label="Phone off"
					hint="Messages wait: one tick"
					on=${contact.phoneOff}
					onChange=${(off) => situate('/phone-off', { off })}
				/>
				<${Switch}
					id="blocked"
					label="Blocked"
					hint="The customer blocks the business"
					on=${contact.blocked}
					onChange=${(blocked) => situate('/block', { blocked })}
				/>
				${isShared(account) &&
				html`
					<${Switch}
						id="marketing-stopped"
						label="No marketing"
						hint="Marketing messages fail"
						on=${contact.marketingStopped}
						onChange=${(stopped) => situate('/marketing', { stopped })}
					/>
					<${Switch}
						id="held"
						label="A colleague holds the chat"
						hint="n8n only listens, until it sends"
						on=${Boolean(contact.heldBy)}
						onChange=${(on) => situate('/handover', { role: on ? 'customer_service' : null })}
					/>
					<${Colleague} key=${contact.customer} situate=${situate} />
				`}
			<//>
			<${Group} title="This account">
				${CONDITIONS.map(
					([name, label, hint]) => html`
						<${Switch}
							id=${name}
							label=${label}
							hint=${hint}
							on=${account.conditions.includes(name)}
							onChange=${set(name)}
						/>
					`,
				)}
			<//>
			<button
				type="button"
				class="wide"
				onClick=${() => situate('/hours-later', { hours: 24 }, false)}
			>
				<${Icon} name="clock" size="18" /> 24 hours later
			</button>
			<p class="hint">
				${'The account’s clock: '}
				<time datetime=${account.clock}>${new Date(account.clock).toLocaleString()}</time>
				${account.settings.price > 0 &&
				html`<br />Balance: ${Number(account.balance.toFixed(4))} ${account.settings.currency}`}
			</p>
		</section>
		<${Connection} sandbox=${sandbox} fail=${fail} />
	`;
}

const FIELD_NAMES = {
	apiKey: 'API Key',
	appKey: 'App Key',
	appSecret: 'App Secret',
	baseUrl: 'Base URL',
	hosting: 'Hosting',
	password: 'Password',
	username: 'Username',
};

const Credentials = ({ credentials }) => html`
	<dl class="credentials">
		${Object.entries(credentials)
			.filter(([key, value]) => FIELD_NAMES[key] && value)
			.map(
				([key, value]) => html`
					<div>
						<dt>${FIELD_NAMES[key]}</dt>
						<dd>
							<code>${value}</code><${CopyButton} label="Copy ${FIELD_NAMES[key]}" text=${value} />
						</dd>
					</div>
				`,
			)}
	</dl>
`;

function Portal({ account, webhook, fields, fail }) {
	const [saved, setSaved] = useState(false);
	const save = async (event) => {
		event.preventDefault();
		const values = getValues(event.target);
		const body = Object.fromEntries(fields.map(([key]) => [key, values[key]]));
		try {
			await call(at(account.id, '/portal'), body);
			setSaved(true);
		} catch (error) {
			fail(error);
		}
	};
	return html`
		<form class="stack" key=${account.id} onSubmit=${save} onInput=${() => setSaved(false)}>
			<h3>Portal</h3>
			${fields.map(
				([key, label]) => html`
					<${Field}
						label=${label}
						name=${key}
						type="url"
						defaultValue=${webhook[key] ?? ''}
						placeholder="e.g. http://localhost:5678/webhook/…"
					/>
				`,
			)}
			<button class="quiet">${saved ? 'Saved' : 'Save portal'}</button>
		</form>
	`;
}

/** What a person copies into n8n, and where this account's webhooks go. */
function Connection({ sandbox, fail }) {
	const { account, webhook } = sandbox;
	const { portal, name, heard } = getProvider(account);
	return html`
		<section class="panel" aria-labelledby="connection-title">
			<details>
				<summary><h2 id="connection-title">Connect n8n</h2></summary>
				<p class="hint">
					A ${name} credential with these values talks to this sandbox. They are no secrets.
				</p>
				<${Credentials} credentials=${account.credentials} />
				${portal.length > 0
					? html`<${Portal} account=${account} webhook=${webhook} fields=${portal} fail=${fail} />`
					: html`<p class="hint">Webhook: <code>${heard(webhook) ?? 'none'}</code></p>`}
			</details>
		</section>
	`;
}

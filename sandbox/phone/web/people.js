import { at, call } from './api.js';
import { summary } from './content/index.js';
import { time } from './format.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { firstCustomer, isShared, getName, getNumber, getProvider } from './providers.js';

const accountLabel = (account) => {
	const { name } = getProvider(account);
	return account.id.toLowerCase() === name.toLowerCase() ? name : `${account.id} (${name})`;
};

export const AccountSelect = ({ accounts, accountId, onChoose }) => html`
	<label class="field account-field">
		<span>Provider account</span>
		<select value=${accountId} onChange=${(event) => onChoose(event.target.value)}>
			${accounts.map(
				(account) =>
					html`<option key=${account.id} value=${account.id} selected=${account.id === accountId}>
						${accountLabel(account)}
					</option>`,
			)}
		</select>
	</label>
`;

function Person({ one, current, onOpen }) {
	return html`
		<li>
			<button
				type="button"
				class="person"
				aria-current=${current ? 'true' : undefined}
				onClick=${() => onOpen(one.customer)}
			>
				<span class="avatar"><${Icon} name="person" size="20" /></span>
				<span class="person-words">
					<span class="person-top">
						<strong>${getName(one)}</strong>
						${one.last && html`<time datetime=${one.last.at}>${time(one.last.at)}</time>`}
					</span>
					<small
						>${one.name ? `${getNumber(one)} · ` : ''}${one.last
							? summary(one.last)
							: 'No messages yet'}</small
					>
				</span>
			</button>
		</li>
	`;
}

/** Who last had a message comes first; the first customer is always there to begin with. */
function getList({ people, account, contact }) {
	const all = new Map(people.map((one) => [one.customer, one]));
	for (const customer of [firstCustomer(account), contact.customer]) {
		if (!all.has(customer)) all.set(customer, { customer, name: null, last: null });
	}
	return [...all.values()].sort((one, other) =>
		(other.last?.at ?? '').localeCompare(one.last?.at ?? ''),
	);
}

export function People({ sandbox, onOpen, fail }) {
	const { account } = sandbox;
	const open = async (event) => {
		event.preventDefault();
		const input = event.target.elements.number;
		const username = isShared(account) && /^\s*@(\S+)/.exec(input.value)?.[1];
		if (username) {
			event.target.reset();
			try {
				onOpen((await call(at(account.id, '/hidden-people'), { username })).customer);
			} catch (error) {
				fail(error);
			}
			return;
		}
		const customer = input.value.replace(/^\+|[^0-9A-Za-z.]/g, '');
		if (!customer) return;
		event.target.reset();
		onOpen(customer);
	};
	return html`
		<section class="panel" aria-labelledby="people-title">
			<h2 id="people-title">Phones</h2>
			<ul class="person-list">
				${getList(sandbox).map(
					(one) => html`
						<${Person}
							key=${one.customer}
							one=${one}
							current=${one.customer === sandbox.customer}
							onOpen=${onOpen}
						/>
					`,
				)}
			</ul>
			<form class="inline" onSubmit=${open}>
				<input
					name="number"
					inputmode="tel"
					autocomplete="off"
					aria-label="Number of another phone"
					placeholder=${isShared(account) ? 'Number or @username' : 'e.g. +60 12-324 0067'}
				/>
				<button class="quiet">Open</button>
			</form>
		</section>
	`;
}

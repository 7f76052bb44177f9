import { render } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { at, call } from './api.js';
import { Chat } from './chat.js';
import { Composer } from './composer.js';
import { DIALOGS } from './dialogs.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { Inspector } from './inspector.js';
import { AccountSelect, People } from './people.js';
import { Phone } from './phone.js';
import { firstCustomer } from './providers.js';
import { Situations } from './situations.js';
import { useSandbox } from './state.js';
import { useTheme } from './theme.js';
import { IconButton } from './ui.js';

const VIEWS = [
	['people', 'Phones', 'list'],
	['phone', 'Chat', 'chat'],
	['situations', 'What if', 'switches'],
	['inspector', 'Inspector', 'swap'],
];

const Tabs = ({ view, setView }) => html`
	<nav class="tabs" aria-label="Views">
		${VIEWS.map(
			([value, label, icon]) => html`
				<button
					type="button"
					aria-current=${view === value ? 'page' : undefined}
					onClick=${() => setView(value)}
				>
					<${Icon} name=${icon} /> ${label}
				</button>
			`,
		)}
	</nav>
`;

const FAIL_SECONDS = 8;

function useFailure() {
	const [failure, setFailure] = useState('');
	useEffect(() => {
		if (!failure) return undefined;
		const timer = setTimeout(() => setFailure(''), FAIL_SECONDS * 1000);
		return () => clearTimeout(timer);
	}, [failure]);
	const fail = useCallback((error) => setFailure(error.message ?? String(error)), []);
	return [failure, fail];
}

function App() {
	const sandbox = useSandbox();
	const { account, customer, contact, entries, templates } = sandbox;
	const [view, setView] = useState('phone');
	const [quoted, setQuoted] = useState(null);
	const [dialog, setDialog] = useState(null);
	const [failure, fail] = useFailure();
	const [theme, toggleTheme] = useTheme();
	useEffect(() => setQuoted(null), [account?.id, customer]);

	if (!account) {
		return html`<p class="loading" role="status">
			${sandbox.online ? 'One moment…' : 'The sandbox does not respond.'}
		</p>`;
	}

	const post = (path, body) => call(at(account.id, path), body).catch(fail);
	const situate = (path, body, ofCustomer = true) =>
		post(path, ofCustomer ? { customer, ...body } : body);
	const reply = (message, messageId) =>
		post('/inbound', {
			from: customer,
			...(!contact.name && customer === firstCustomer(account) && { name: 'Ana' }),
			message,
			...(messageId && message.type !== 'reaction' && { context: { message_id: messageId } }),
			wait: false,
		});
	const phone = {
		accountId: account.id,
		contact,
		entries,
		templates,
		flows: account.settings.flows,
		reply,
		quote: setQuoted,
		receipt: (messageId, status) => post('/receipts', { messageId, status }),
		ask: (name, props = {}) => setDialog({ name, props: { send: reply, ...props } }),
	};
	const open = (who) => {
		sandbox.openCustomer(who);
		setView('phone');
	};
	const Shown = dialog && DIALOGS[dialog.name];
	return html`
		<${Phone.Provider} value=${phone}>
			<div class="app" data-view=${view}>
				<header class="top">
					<h1><img src="/phone/icon.svg" alt="" width="28" height="28" /> WhatsApp sandbox</h1>
					<${AccountSelect}
						accounts=${sandbox.accounts}
						accountId=${account.id}
						onChoose=${sandbox.openAccount}
					/>
					<${IconButton}
						icon=${theme === 'dark' ? 'sun' : 'moon'}
						label=${theme === 'dark' ? 'Light colours' : 'Dark colours'}
						onClick=${toggleTheme}
					/>
				</header>
				${!sandbox.online &&
				html`<p class="offline" role="status">The sandbox does not respond. Trying again…</p>`}
				<main>
					<div class="left">
						<div class="view-people">
							<${People} sandbox=${sandbox} onOpen=${open} fail=${fail} />
						</div>
						<div class="view-situations">
							<${Situations} sandbox=${sandbox} situate=${situate} fail=${fail} />
						</div>
					</div>
					<div class="centre">
						<${Chat} sandbox=${sandbox}>
							<${Composer}
								account=${account}
								contact=${contact}
								quoted=${quoted}
								setQuoted=${setQuoted}
								reply=${reply}
								ask=${phone.ask}
								fail=${fail}
								situate=${situate}
							/>
						<//>
					</div>
					<div class="right">
						<${Inspector} sandbox=${sandbox} fail=${fail} />
					</div>
				</main>
				<${Tabs} view=${view} setView=${setView} />
				${failure && html`<p class="failure" role="alert">${failure}</p>`}
				${Shown && html`<${Shown} ...${dialog.props} onClose=${() => setDialog(null)} />`}
			</div>
		<//>
	`;
}

render(html`<${App} />`, document.getElementById('app'));

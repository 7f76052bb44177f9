import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Bubble, quotedId } from './bubble.js';
import { day } from './format.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { getName, getNumber, getProvider } from './providers.js';

const HOUR_MS = 3_600_000;

/** Reactions belong to the message that they are about: `{messageId: {in?, out?}}`. */
function fold(entries) {
	const known = new Map(entries.map((entry) => [entry.id, entry]));
	const reactions = {};
	const shown = entries.filter((entry) => {
		const target = entry.type === 'reaction' && entry.payload?.reaction?.message_id;
		if (!target || !known.has(target)) return true;
		reactions[target] = {
			...reactions[target],
			[entry.direction]: entry.payload.reaction.emoji ?? '',
		};
		return false;
	});
	return { known, reactions, shown };
}

/** The account's clock runs ahead after "24 hours later". */
function useOffset(account) {
	const offset = useRef(0);
	useLayoutEffect(() => {
		offset.current = Date.parse(account.clock) - Date.now();
	}, [account.clock]);
	return () => Date.now() + offset.current;
}

function useTyping(entries, account) {
	const now = useOffset(account);
	const [, again] = useState(0);
	const last = entries.at(-1);
	const until = last?.direction === 'in' && last.typingUntil ? Date.parse(last.typingUntil) : 0;
	const left = until - now();
	useEffect(() => {
		if (left <= 0) return undefined;
		const timer = setTimeout(() => again((count) => count + 1), left + 50);
		return () => clearTimeout(timer);
	}, [until]);
	return left > 0;
}

function windowWords(account, contact) {
	if (account.settings.enforceWindow === false) return 'No 24-hour rule on this account';
	if (!contact.windowOpen) return '24-hour window closed: templates only';
	const end = contact.lastInboundAt + 24 * HOUR_MS;
	const hours = Math.ceil((end - Date.parse(account.clock)) / HOUR_MS);
	return `24-hour window open · ${hours} h left`;
}

function Head({ account, contact, typing }) {
	return html`
		<header class="chat-head">
			<span class="avatar business"><${Icon} name="shop" /></span>
			<div>
				<h2>${account.id}</h2>
				<p role="status">
					${typing
						? html`<span class="typing-words">typing…</span>`
						: html`<span class="window" data-open=${contact.windowOpen}
								>${windowWords(account, contact)}</span
							>`}
				</p>
			</div>
			<p class="owner" title="Whose phone this is">
				<${Icon} name="person" size="16" /> ${getName(contact)}
			</p>
		</header>
	`;
}

const Empty = ({ account, contact }) => html`
	<div class="empty">
		<span class="avatar large"><${Icon} name="chat" size="30" /></span>
		<h3>This is the phone of ${getNumber(contact)}</h3>
		<p>
			Send a message from n8n to <strong>${contact.customer}</strong> through
			${' '}${getProvider(account).name}, and it arrives here. Or write one below: the trigger hears
			it.
		</p>
	</div>
`;

const Deaf = ({ account, webhook }) => {
	const provider = getProvider(account);
	if (provider.heard(webhook)) return null;
	return html`
		<p class="notice">
			<${Icon} name="warning" size="18" />
			<span><strong>n8n does not hear this phone yet.</strong> ${provider.deaf}</span>
		</p>
	`;
};

function Typing() {
	return html`
		<div class="message" data-direction="out" data-type="typing">
			<div class="bubble typing" aria-hidden="true"><i></i><i></i><i></i></div>
		</div>
	`;
}

const NEAR_END = 120;

/** Stays at the newest message unless the reader has scrolled up. */
function useFollow(count, key) {
	const list = useRef(null);
	const follows = useRef(true);
	useLayoutEffect(() => {
		follows.current = true;
	}, [key]);
	useLayoutEffect(() => {
		if (follows.current) list.current.scrollTop = list.current.scrollHeight;
	}, [count, key]);
	const onScroll = () => {
		const { scrollHeight, scrollTop, clientHeight } = list.current;
		follows.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
	};
	// Pictures grow after they were laid out.
	const onLoad = () => {
		if (follows.current) list.current.scrollTop = list.current.scrollHeight;
	};
	return { ref: list, onScroll, onLoadCapture: onLoad };
}

export function Chat({ sandbox, children }) {
	const { account, contact, entries, webhook } = sandbox;
	const { known, reactions, shown } = fold(entries);
	const typing = useTyping(entries, account);
	const follow = useFollow(`${entries.length}${typing}`, `${account.id} ${contact.customer}`);
	return html`
		<section class="phone" aria-label="Phone of ${contact.customer}" data-off=${contact.phoneOff}>
			<${Head} account=${account} contact=${contact} typing=${typing} />
			<${Deaf} account=${account} webhook=${webhook} />
			<div class="chat" role="log" aria-label="Messages" tabindex="0" ...${follow}>
				${shown.length === 0 && html`<${Empty} account=${account} contact=${contact} />`}
				${shown.map(
					(entry, index) => html`
						${day(entry.at) !== (index && day(shown[index - 1].at)) &&
						html`<p class="day" key="day-${entry.id}"><span>${day(entry.at)}</span></p>`}
						<${Bubble}
							key=${entry.id}
							entry=${entry}
							contact=${contact}
							quoted=${known.get(quotedId(entry))}
							reactions=${reactions[entry.id]}
						/>
					`,
				)}
				${typing && html`<${Typing} />`}
			</div>
			${children}
		</section>
	`;
}

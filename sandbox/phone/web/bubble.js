import { copy } from './api.js';
import { Content, summary } from './content/index.js';
import { Line, time } from './format.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { usePhone } from './phone.js';
import * as replies from './replies.js';
import { Menu, MenuItem } from './ui.js';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

const TICKS = {
	accepted: { icon: 'clock', words: 'Accepted by the provider' },
	sent: { icon: 'tick', words: 'Sent' },
	delivered: { icon: 'ticks', words: 'Delivered' },
	read: { icon: 'ticks', words: 'Read', tone: 'read' },
	played: { icon: 'ticks', words: 'Played', tone: 'read' },
	failed: { icon: 'warning', words: 'Failed', tone: 'failed' },
	expired: { icon: 'warning', words: 'Expired', tone: 'failed' },
};

/** "read, typing" is what the business did to a customer's message. */
const getStatus = ({ status, direction }) =>
	status?.split(',')[0] ?? (direction === 'in' ? 'sent' : 'accepted');

export function Ticks({ entry }) {
	const status = getStatus(entry);
	const { icon, words, tone = 'plain' } = TICKS[status] ?? { icon: 'clock', words: status };
	return html`
		<span class="ticks" data-tone=${tone} data-status=${status} title=${words}>
			<${Icon} name=${icon} size="16" /><span class="hidden">${words}</span>
		</span>
	`;
}

const UNSEEN = ['accepted', 'sent'];

/** Why a message of the business is not on the phone; null: it is. */
function absence(entry, contact) {
	const status = getStatus(entry);
	if (entry.direction === 'in') return null;
	if (status === 'failed' || status === 'expired') {
		return ['Not delivered', entry.code, entry.reason].filter(Boolean).join(' · ');
	}
	if (!UNSEEN.includes(status)) return null;
	if (contact.blocked) return 'Not delivered: you blocked this business';
	return contact.phoneOff ? 'Waits until the phone is on' : null;
}

const Quote = ({ entry }) => html`
	<div class="quote">
		<strong>${entry ? (entry.direction === 'in' ? 'You' : 'Business') : 'Reply'}</strong>
		<span><${Line} text=${entry ? summary(entry) : 'A message that is not on this phone'} /></span>
	</div>
`;

/** What a message refers to: the customer's side writes `id`, the business's `message_id`. */
export const quotedId = ({ payload }) => payload?.context?.message_id ?? payload?.context?.id;

function Actions({ entry, reacted }) {
	const { reply, quote, receipt } = usePhone();
	const react = (emoji) => () => reply(replies.reaction(entry.id, emoji));
	return html`
		<${Menu} icon="down" label="Message options">
			<div class="emoji-row">
				${EMOJI.map(
					(emoji) =>
						html`<${MenuItem} aria-label="React with ${emoji}" onClick=${react(emoji)}
							>${emoji}<//
						>`,
				)}
			</div>
			${reacted && html`<${MenuItem} icon="close" onClick=${react('')}>Remove reaction<//>`}
			<${MenuItem} icon="reply" onClick=${() => quote(entry)}>Reply<//>
			${entry.direction === 'out' &&
			html`<${MenuItem} icon="ticks" onClick=${() => receipt(entry.id, 'read')}
				>Send “read” receipt<//
			>`}
			<${MenuItem} icon="copy" onClick=${() => copy(entry.id)}>Copy message ID<//>
		<//>
	`;
}

const Reactions = ({ reactions }) => {
	const shown = Object.entries(reactions).filter(([, emoji]) => emoji);
	if (shown.length === 0) return null;
	return html`
		<div class="reactions">
			${shown.map(
				([who, emoji]) => html`
					<span title=${who === 'in' ? 'You' : 'Business'}>
						<span class="hidden">${who === 'in' ? 'You reacted' : 'The business reacted'} </span
						>${emoji}
					</span>
				`,
			)}
		</div>
	`;
};

const NO_BOX = ['sticker'];

/** What kind of message it is, where the content does not show it. */
function getTag({ type, payload, member }) {
	if (member) return member;
	if (type === 'template') return payload.template?.name;
	if (type === 'sms') return payload.from ? `SMS from ${payload.from}` : 'SMS';
	return payload?.category ? 'No template' : undefined;
}

export function Bubble({ entry, contact, quoted, reactions = {} }) {
	const absent = absence(entry, contact);
	const own = entry.direction === 'in';
	return html`
		<article
			class="message"
			data-direction=${entry.direction}
			data-type=${entry.type}
			data-absent=${absent ? 'true' : undefined}
			data-id=${entry.id}
			aria-label="${own ? 'You' : 'Business'}, ${time(entry.at)}"
		>
			<div class="bubble" data-plain=${NO_BOX.includes(entry.type) ? 'true' : undefined}>
				${quotedId(entry) && html`<${Quote} entry=${quoted} />`}
				<${Content} entry=${entry} />
				<div class="meta">
					${getTag(entry) && html`<span class="tag">${getTag(entry)}</span>`}
					${entry.by &&
					html`<span class="tag">${entry.by === 'phone' ? 'From the app' : 'A colleague'}</span>`}
					${entry.price &&
					!absent &&
					html`<span class="tag" title="What this message is billed as"
						>${entry.price.category}${entry.price.billable ? '' : ' · free'}</span
					>`}
					<time datetime=${entry.at}>${time(entry.at)}</time>
					<${Ticks} entry=${entry} />
				</div>
				<${Actions} entry=${entry} reacted=${Boolean(reactions.in)} />
			</div>
			<${Reactions} reactions=${reactions} />
			${absent && html`<p class="absent">${absent}</p>`}
		</article>
	`;
}

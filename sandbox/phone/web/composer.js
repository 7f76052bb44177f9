import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { upload } from './api.js';
import { summary } from './content/index.js';
import { bytes } from './format.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { isShared } from './providers.js';
import * as replies from './replies.js';
import { IconButton, Menu, MenuItem } from './ui.js';

const MAX_HEIGHT = 140;

function useGrowing(value) {
	const area = useRef(null);
	useLayoutEffect(() => {
		if (!area.current) return;
		area.current.style.height = 'auto';
		area.current.style.height = `${Math.min(area.current.scrollHeight, MAX_HEIGHT)}px`;
	}, [value]);
	return area;
}

const Chip = ({ icon, title, detail, label, onRemove }) => html`
	<div class="chip">
		<${Icon} name=${icon} size="18" />
		<span><strong>${title}</strong><small>${detail}</small></span>
		<${IconButton} icon="close" size="18" label=${label} onClick=${onRemove} />
	</div>
`;

const Closed = ({ words, action, onClick }) => html`
	<div class="composer closed">
		<span>${words}</span>
		<button type="button" class="primary" onClick=${onClick}>${action}</button>
	</div>
`;

/** The lower edge of the phone: write, attach, send. */
export function Composer({ account, contact, quoted, setQuoted, reply, ask, fail, situate }) {
	const [draft, setDraft] = useState('');
	const [file, setFile] = useState(null);
	const area = useGrowing(draft);
	const picker = useRef(null);
	useEffect(() => {
		setDraft('');
		setFile(null);
	}, [account.id, contact.customer]);
	useEffect(() => {
		if (quoted) area.current?.focus();
	}, [quoted]);

	if (contact.phoneOff) {
		return html`<${Closed}
			words="The phone is off."
			action="Switch on"
			onClick=${() => situate('/phone-off', { off: false })}
		/>`;
	}
	if (contact.blocked) {
		return html`<${Closed}
			words="You blocked this business."
			action="Unblock"
			onClick=${() => situate('/block', { blocked: false })}
		/>`;
	}

	const submit = async (event) => {
		event.preventDefault();
		const text = draft.trim();
		if (!text && !file) return;
		const chosen = file;
		setDraft('');
		setFile(null);
		setQuoted(null);
		try {
			if (chosen) {
				const message = replies.media(await upload(account.id, chosen), chosen, text);
				await reply(message, quoted?.id);
				if (text && !message[message.type].caption) await reply(replies.text(text));
			} else await reply(replies.text(text), quoted?.id);
		} catch (error) {
			fail(error);
		}
	};
	const onKeyDown = (event) => {
		if (event.key === 'Escape') setQuoted(null);
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		event.target.form.requestSubmit();
	};
	const pick = (accept) => () => {
		picker.current.accept = accept;
		picker.current.click();
	};
	return html`
		<form class="composer" onSubmit=${submit}>
			${quoted &&
			html`<${Chip}
				icon="reply"
				title="Reply to"
				detail=${summary(quoted)}
				label="Cancel reply"
				onRemove=${() => setQuoted(null)}
			/>`}
			${file &&
			html`<${Chip}
				icon="clip"
				title=${file.name}
				detail="${replies.getKind(file.type)} · ${bytes(file.size)}"
				label="Remove file"
				onRemove=${() => setFile(null)}
			/>`}
			<div class="row">
				<${Menu} icon="clip" label="Attach">
					<${MenuItem} icon="image" onClick=${pick('image/*,video/*')}>Photo, video or sticker<//>
					<${MenuItem} icon="call" onClick=${pick('audio/*')}>Audio<//>
					<${MenuItem} icon="document" onClick=${pick('')}>Document<//>
					<${MenuItem} icon="pin" onClick=${() => ask('location')}>Location<//>
					<${MenuItem} icon="person" onClick=${() => ask('contact')}>Contact<//>
					${isShared(account) &&
					html`<${MenuItem} icon="link" onClick=${() => ask('ad')}>Tap on an ad<//>`}
				<//>
				<input
					ref=${picker}
					class="hidden"
					type="file"
					tabindex="-1"
					aria-label="File to send"
					onChange=${(event) => {
						setFile(event.target.files[0] ?? null);
						event.target.value = '';
						area.current?.focus();
					}}
				/>
				<textarea
					ref=${area}
					rows="1"
					aria-label="Message"
					placeholder="Write as the customer"
					value=${draft}
					onInput=${(event) => setDraft(event.target.value)}
					onKeyDown=${onKeyDown}
				></textarea>
				<button class="send" aria-label="Send" title="Send"><${Icon} name="send" /></button>
			</div>
		</form>
	`;
}

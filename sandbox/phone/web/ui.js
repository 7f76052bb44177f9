import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { copy } from './api.js';
import { html } from './html.js';
import { Icon } from './icons.js';

export const IconButton = ({ icon, label, size, ...rest }) => html`
	<button type="button" class="icon-button" aria-label=${label} title=${label} ...${rest}>
		<${Icon} name=${icon} size=${size} />
	</button>
`;

const PATIENCE_MS = 3000;

/**
 * Moves at once, and stays until the sandbox says the same, or says nothing for a while: what it says first
 * can be the echo of the click before.
 */
function useWanted(on) {
	const [wanted, setWanted] = useState(null);
	// Before the next click: what comes after the paint would take back a click that came between.
	useLayoutEffect(() => setWanted((now) => (now === on ? null : now)), [on]);
	useEffect(() => {
		if (wanted === null) return undefined;
		const timer = setTimeout(() => setWanted(null), PATIENCE_MS);
		return () => clearTimeout(timer);
	}, [wanted]);
	return [wanted ?? on, setWanted];
}

export function Switch({ label, hint, on, onChange, id }) {
	const [shown, setWanted] = useWanted(on);
	const change = (event) => {
		setWanted(event.target.checked);
		onChange(event.target.checked);
	};
	return html`
		<label class="switch" for=${id}>
			<span>
				<span class="switch-label">${label}</span>
				${hint && html`<small id="${id}-hint">${hint}</small>`}
			</span>
			<input
				id=${id}
				type="checkbox"
				role="switch"
				checked=${shown}
				aria-describedby=${hint ? `${id}-hint` : undefined}
				onChange=${change}
			/>
		</label>
	`;
}

const COPIED_MS = 3000;

export function CopyButton({ label, text }) {
	const [copied, setCopied] = useState(false);
	const onClick = async () => {
		await copy(text);
		setCopied(true);
		setTimeout(() => setCopied(false), COPIED_MS);
	};
	return html`
		<button type="button" class="quiet" onClick=${onClick}>
			<${Icon} name=${copied ? 'tick' : 'copy'} size="16" />
			<span aria-live="polite">${copied ? 'Copied' : label}</span>
		</button>
	`;
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

const EDGE = 8;

/** In the top layer next to its button, and never outside the window. */
function place(root) {
	const menu = root?.querySelector('[role=menu]');
	if (!menu) return;
	if (!menu.matches(':popover-open')) menu.showPopover();
	const button = root.getBoundingClientRect();
	const { width, height } = menu.getBoundingClientRect();
	const below = button.bottom + height + EDGE < innerHeight;
	const top = below ? button.bottom + 4 : Math.max(EDGE, button.top - height - 4);
	const left = Math.max(EDGE, Math.min(button.left, innerWidth - width - EDGE));
	Object.assign(menu.style, { top: `${top}px`, left: `${left}px` });
}

/** A button with a menu: arrows move, Escape closes and gives the focus back. */
export function Menu({ icon, label, children }) {
	const [open, setOpen] = useState(false);
	const root = useRef(null);
	const items = () => [...root.current.querySelectorAll('[role=menuitem]')];
	const close = (giveBack) => {
		setOpen(false);
		if (giveBack) root.current?.querySelector('button')?.focus();
	};
	// Before the next key: who types fast would otherwise type into the button.
	useLayoutEffect(() => {
		if (!open) return undefined;
		place(root.current);
		items()[0]?.focus();
		const outside = (event) => {
			if (!root.current?.contains(event.target)) close(false);
		};
		// A message that arrives scrolls the chat: the menu stays with its button.
		const scrolled = () => place(root.current);
		document.addEventListener('pointerdown', outside);
		document.addEventListener('scroll', scrolled, true);
		return () => {
			document.removeEventListener('pointerdown', outside);
			document.removeEventListener('scroll', scrolled, true);
		};
	}, [open]);
	const onKeyDown = (event) => {
		if (!open) return;
		if (event.key === 'Escape' || event.key === 'Tab') close(event.key === 'Escape');
		const step = STEPS[event.key];
		if (!step) return;
		event.preventDefault();
		const all = items();
		const next = all.indexOf(document.activeElement) + step;
		all[(next + all.length) % all.length]?.focus();
	};
	return html`
		<div class="menu" ref=${root} onKeyDown=${onKeyDown}>
			<${IconButton}
				icon=${icon}
				label=${label}
				aria-haspopup="menu"
				aria-expanded=${String(open)}
				onClick=${() => setOpen(!open)}
			/>
			${open &&
			html`
				<div class="menu-items" role="menu" popover="manual" onClick=${() => close(true)}>
					${children}
				</div>
			`}
		</div>
	`;
}

export const MenuItem = ({ icon, children, ...rest }) => html`
	<button type="button" role="menuitem" tabindex="-1" ...${rest}>
		${icon && html`<${Icon} name=${icon} size="18" />`} ${children}
	</button>
`;

/** The browser's own modal: it keeps the focus inside and closes with Escape. */
export function Dialog({ title, onClose, children }) {
	const dialog = useRef(null);
	useEffect(() => {
		const before = document.activeElement;
		dialog.current.showModal();
		return () => before?.focus?.();
	}, []);
	const outside = (event) => {
		if (event.target === dialog.current) onClose();
	};
	return html`
		<dialog ref=${dialog} aria-labelledby="dialog-title" onClose=${onClose} onClick=${outside}>
			<div class="dialog">
				<header>
					<h2 id="dialog-title">${title}</h2>
					<${IconButton} icon="close" label="Close" onClick=${onClose} />
				</header>
				${children}
			</div>
		</dialog>
	`;
}

/** A labelled text field of a small form. */
export const Field = ({ label, ...rest }) => html`
	<label class="field"><span>${label}</span><input ...${rest} /></label>
`;

export const getValues = (form) => Object.fromEntries(new FormData(form));

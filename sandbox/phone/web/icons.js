import { html } from './html.js';

const PATHS = {
	arrowDown: 'M12 4v15m-6-6 6 6 6-6',
	arrowUp: 'M12 20V5m-6 6 6-6 6 6',
	bin: 'M4 7h16M9 7V4h6v3m-8 0 1 13h8l1-13',
	chat: 'M4 5h16v11H9l-5 4z',
	chevron: 'm9 6 6 6-6 6',
	clip: 'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4L14.5 7.5',
	clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 4v5l3.5 2',
	close: 'm6 6 12 12M18 6 6 18',
	copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
	document: 'M6 3h8l4 4v14H6zM14 3v4h4',
	down: 'm6 9 6 6 6-6',
	flow: 'M5 4h14v16H5zm4 5h6m-6 4h6',
	image: 'M4 5h16v14H4zm0 11 5-5 4 4 3-3 4 4M15.5 9.5h.01',
	link: 'M14 5h5v5m0-5-8 8m-2-7H5v13h13v-4',
	list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
	moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
	more: 'M6 12h.01M12 12h.01M18 12h.01',
	person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 9c0-4 3.5-6 8-6s8 2 8 6',
	phone: 'M7 2h10v20H7zm4 16.5h2',
	pin: 'M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
	call: 'M6 3h4l1.5 5-2.5 2a12 12 0 0 0 5 5l2-2.5 5 1.5v4c0 1-1 2-2 2C11 20 4 13 4 5c0-1 1-2 2-2z',
	reply: 'M10 6 4 11l6 5v-3.5c5 0 8 1.5 10 5-.5-6-4-9-10-9.5z',
	send: 'm4 12 16-8-5 17-4-7z',
	shop: 'M5 8h14l1 12H4zm4 0V6a3 3 0 0 1 6 0v2',
	smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-4 11c2 3 6 3 8 0M9 9.5h.01M15 9.5h.01',
	sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2m0 16v2M2 12h2m16 0h2M5 5l1.5 1.5m11 11L19 19m0-14-1.5 1.5m-11 11L5 19',
	swap: 'M7 4v15m-4-4 4 4 4-4M17 20V5m-4 4 4-4 4 4',
	switches:
		'M4 8h10m4 0h2M4 16h2m4 0h10M14 8a2 2 0 1 0 4 0 2 2 0 0 0-4 0zM6 16a2 2 0 1 0 4 0 2 2 0 0 0-4 0z',
	tick: 'm5 12.5 4.5 4.5L19 7.5',
	ticks: 'm2 12.5 4.5 4.5L15 7.5m-4.5 9L11 17l9-9.5',
	warning: 'M12 4 2.5 20h19zm0 6v4.5m0 2.5h.01',
};

/** Decoration only: the text is next to it or in the control's name. */
export const Icon = ({ name, size = 20 }) => html`
	<svg
		class="icon"
		width=${size}
		height=${size}
		viewBox="0 0 24 24"
		fill="none"
		stroke="currentColor"
		stroke-width="1.8"
		stroke-linecap="round"
		stroke-linejoin="round"
		aria-hidden="true"
	>
		<path d=${PATHS[name]} />
	</svg>
`;

import { useState } from 'preact/hooks';
import { mediaUrl } from '../api.js';
import { Formatted } from '../format.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';

const ICONS = { image: 'image', video: 'image', sticker: 'image', document: 'document' };

/** Only a web address may become a link: a message could carry `javascript:`. */
export const safeLink = (link) => (/^https?:\/\//i.test(link ?? '') ? link : undefined);

export function useSource(part) {
	const { accountId } = usePhone();
	return part?.id ? mediaUrl(accountId, part.id) : safeLink(part?.link);
}

const Missing = ({ type }) => html`
	<p class="media-missing">
		<${Icon} name=${ICONS[type] ?? 'document'} />
		<span>${type} that cannot be shown here</span>
	</p>
`;

const SHOWN = {
	image: ({ source, alt, onError }) =>
		html`<a href=${source} target="_blank" rel="noopener noreferrer" class="picture"
			><img src=${source} alt=${alt} onError=${onError}
		/></a>`,
	sticker: ({ source, onError }) =>
		html`<img class="sticker" src=${source} alt="Sticker" onError=${onError} />`,
	video: ({ source, alt, onError }) =>
		html`<video src=${source} controls preload="metadata" aria-label=${alt} onError=${onError} />`,
	audio: ({ source, alt, onError }) =>
		html`<audio src=${source} controls preload="metadata" aria-label=${alt} onError=${onError} />`,
};

/** Picture, video, sound or sticker; a quiet line where it cannot be loaded. */
export function Media({ type, part }) {
	const source = useSource(part);
	const [failed, setFailed] = useState(false);
	if (!source || failed) return html`<${Missing} type=${type} />`;
	const Shown = SHOWN[type];
	return html`<${Shown}
		source=${source}
		alt=${part.caption || type}
		onError=${() => setFailed(true)}
	/>`;
}

export const Captioned = (type) =>
	function CaptionedMedia({ part }) {
		return html`
			<${Media} type=${type} part=${part} />
			${part.caption && html`<${Formatted} text=${part.caption} />`}
		`;
	};

export const Sound = ({ part, entry }) => html`
	<p class="kind">${part.voice || entry.type === 'voice' ? 'Voice message' : 'Audio'}</p>
	<${Media} type="audio" part=${part} />
`;

export function Document({ part }) {
	const source = useSource(part);
	const name = part.filename || part.link?.split(/[?#]/)[0].split('/').pop() || 'Document';
	return html`
		<a class="file" href=${source} target="_blank" rel="noopener noreferrer">
			<${Icon} name="document" size="26" />
			<span>${name}</span>
		</a>
		${part.caption && html`<${Formatted} text=${part.caption} />`}
	`;
}

import { Formatted } from '../format.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';

export const Text = ({ entry }) => html`
	${entry.payload?.referral &&
	html`<p class="kind">
		<${Icon} name="link" size="18" /> From the ad “${entry.payload.referral.headline}”
	</p>`}
	<${Formatted} text=${entry.text} />
`;

const MAP = 'https://www.openstreetmap.org/';

export function Place({ part }) {
	const { latitude, longitude, name, address } = part;
	const query = new URLSearchParams({ mlat: latitude, mlon: longitude });
	return html`
		<a
			class="place"
			href="${MAP}?${query}#map=16/${latitude}/${longitude}"
			target="_blank"
			rel="noopener noreferrer"
		>
			<span class="map"><${Icon} name="pin" size="30" /></span>
			<span class="place-words">
				<strong>${name || 'Location'}</strong>
				${address && html`<span>${address}</span>`}
				<small>${latitude}, ${longitude}</small>
			</span>
		</a>
	`;
}

/** The array under `contacts` itself is the part. */
export const Contacts = ({ part }) => html`
	<ul class="people">
		${(Array.isArray(part) ? part : []).map(
			({ name, phones = [], emails = [], org }) => html`
				<li>
					<span class="avatar"><${Icon} name="person" size="20" /></span>
					<span>
						<strong>${name?.formatted_name}</strong>
						${[
							org?.company,
							...phones.map(({ phone }) => phone),
							...emails.map(({ email }) => email),
						]
							.filter(Boolean)
							.map((line) => html`<small>${line}</small>`)}
					</span>
				</li>
			`,
		)}
	</ul>
`;

export const Order = ({ part }) => html`
	<p class="kind"><${Icon} name="shop" size="18" /> Order</p>
	<ul class="products">
		${(part.product_items ?? []).map(
			(item) => html`
				<li>
					<span>${item.quantity} × ${item.product_retailer_id}</span>
					<span>${item.item_price} ${item.currency}</span>
				</li>
			`,
		)}
	</ul>
	${part.text && html`<${Formatted} text=${part.text} />`}
`;

/** A type that this page does not know is shown as it came: nothing is hidden. */
export const Raw = ({ entry }) => html`
	<p class="kind">${entry.type}</p>
	<pre class="code">${JSON.stringify(entry.payload?.[entry.type] ?? entry.payload, null, 2)}</pre>
`;

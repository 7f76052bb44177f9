import { ADDRESS_FORM, findFlow } from './flow.js';
import { FlowDialog } from './flowDialog.js';
import { html } from './html.js';
import { usePhone } from './phone.js';
import * as replies from './replies.js';
import { Dialog, Field, getValues } from './ui.js';

function Form({ title, send, onClose, children, action = 'Send' }) {
	const submit = (event) => {
		event.preventDefault();
		send(getValues(event.target));
		onClose();
	};
	return html`
		<${Dialog} title=${title} onClose=${onClose}>
			<form class="stack" onSubmit=${submit}>
				${children}
				<button class="primary">${action}</button>
			</form>
		<//>
	`;
}

export function LocationDialog({ send, onClose }) {
	const toMessage = ({ latitude, longitude, name, address }) =>
		send(
			replies.location({
				latitude: Number(latitude),
				longitude: Number(longitude),
				...(name && { name }),
				...(address && { address }),
			}),
		);
	return html`
		<${Form} title="Send a location" send=${toMessage} onClose=${onClose}>
			<${Field} label="Name" name="name" defaultValue="Central Market" />
			<${Field} label="Address" name="address" defaultValue="Jalan Hang Kasturi, Kuala Lumpur" />
			<div class="pair">
				<${Field}
					label="Latitude"
					name="latitude"
					type="number"
					step="any"
					min="-90"
					max="90"
					defaultValue="3.1458"
					required
				/>
				<${Field}
					label="Longitude"
					name="longitude"
					type="number"
					step="any"
					min="-180"
					max="180"
					defaultValue="101.6953"
					required
				/>
			</div>
		<//>
	`;
}

export const ContactDialog = ({ send, onClose }) => html`
	<${Form}
		title="Send a contact"
		send=${({ name, phone }) => send(replies.contact(name, phone))}
		onClose=${onClose}
	>
		<${Field} label="Name" name="name" defaultValue="Ben Okello" required />
		<${Field} label="Phone" name="phone" type="tel" defaultValue="+256772000111" required />
	<//>
`;

export const AdDialog = ({ send, onClose }) => html`
	<${Form}
		title="Tap on an ad"
		send=${({ text, headline, sourceId }) => send(replies.fromAd(text, headline, sourceId))}
		onClose=${onClose}
	>
		<${Field} label="Headline of the ad" name="headline" defaultValue="Fresh bread, 20% off" />
		<${Field} label="ID of the ad" name="sourceId" defaultValue="120212345" required />
		<${Field}
			label="Message"
			name="text"
			defaultValue="Hello! Can I get more info on this?"
			required
		/>
	<//>
`;

export const ListDialog = ({ title, sections, send, onClose }) => {
	const rows = sections.flatMap((section) => section.rows);
	return html`
		<${Form}
			title=${title}
			send=${({ row }) => send(replies.listReply(rows.find(({ id }) => id === row)))}
			onClose=${onClose}
		>
			${sections.map(
				(section, index) => html`
					<fieldset class="choices">
						<legend class=${section.title ? '' : 'hidden'}>${section.title || title}</legend>
						${section.rows.map(
							(row, at) => html`
								<label>
									<span>
										<span>${row.title}</span>
										${row.description && html`<small>${row.description}</small>`}
									</span>
									<input
										type="radio"
										name="row"
										value=${row.id}
										required
										defaultChecked=${index + at === 0}
									/>
								</label>
							`,
						)}
					</fieldset>
				`,
			)}
		<//>
	`;
};

/** `flow`: what the message says of its Flow, `{id, name, json}`. Meta sends "unused" for no token. */
function FlowMessageDialog({ flow, token = 'unused', ...rest }) {
	const screens = findFlow(usePhone().flows, flow);
	return html`<${FlowDialog} ...${rest} name="flow" token=${token} flow=${screens} />`;
}

const AddressDialog = (props) =>
	html`<${FlowDialog} ...${props} name="address_message" flow=${ADDRESS_FORM} />`;

export const DIALOGS = {
	ad: AdDialog,
	address: AddressDialog,
	contact: ContactDialog,
	flow: FlowMessageDialog,
	list: ListDialog,
	location: LocationDialog,
};

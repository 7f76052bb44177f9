import { useRef, useState } from 'preact/hooks';
import {
	getAction,
	getAnswer,
	findMissing,
	isMany,
	nextScreen,
	getParts,
	readFields,
	resolve,
} from './flow.js';
import { html } from './html.js';
import * as replies from './replies.js';
import { Dialog, Field } from './ui.js';

const INPUT_TYPES = { number: 'number', email: 'email', password: 'password', phone: 'tel' };

const getHint = (part) => part['helper-text'] ?? part.description;

/** A label with what helps below it, told to screen readers as the field's description. */
function Labelled({ part, children }) {
	const hint = getHint(part);
	return html`
		<div class="stack tight">
			${children} ${hint && html`<small id="flow-${part.name}-hint">${hint}</small>`}
		</div>
	`;
}

const common = (part, value) => ({
	name: part.name,
	required: part.required,
	disabled: part.enabled === false,
	defaultValue: value ?? '',
	...(getHint(part) && { 'aria-describedby': `flow-${part.name}-hint` }),
});

const Text = ({ part, value }) => html`
	<${Labelled} part=${part}>
		<${Field}
			label=${part.label}
			type=${INPUT_TYPES[part['input-type']] ?? 'text'}
			inputmode=${part['input-type'] === 'passcode' ? 'numeric' : undefined}
			step=${part['input-type'] === 'number' ? 'any' : undefined}
			minlength=${part['min-chars']}
			maxlength=${part['max-chars']}
			pattern=${part.pattern}
			...${common(part, value)}
		/>
	<//>
`;

const LongText = ({ part, value }) => html`
	<${Labelled} part=${part}>
		<label class="field">
			<span>${part.label}</span>
			<textarea rows="3" maxlength=${part['max-length']} ...${common(part, value)}></textarea>
		</label>
	<//>
`;

const DateField = ({ part, value }) => html`
	<${Labelled} part=${part}>
		<${Field}
			label=${part.label}
			type="date"
			min=${part['min-date']}
			max=${part['max-date']}
			...${common(part, value)}
		/>
	<//>
`;

const getOptions = (part) => (Array.isArray(part['data-source']) ? part['data-source'] : []);

function Choice({ part, value }) {
	const { defaultValue, ...rest } = common(part, value);
	return html`
		<${Labelled} part=${part}>
			<label class="field">
				<span>${part.label}</span>
				<select ...${rest}>
					<option value="">Choose…</option>
					${getOptions(part).map(
						({ id, title }) =>
							html`<option value=${id} selected=${id === defaultValue}>${title}</option>`,
					)}
				</select>
			</label>
		<//>
	`;
}

const Group = ({ part, value }) => html`
	<${Labelled} part=${part}>
		<fieldset
			class="choices"
			aria-describedby=${getHint(part) ? `flow-${part.name}-hint` : undefined}
		>
			<legend>${part.label}</legend>
			${getOptions(part).map(
				({ id, title, description }) => html`
					<label>
						<span>
							<span>${title}</span>
							${description && html`<small>${description}</small>`}
						</span>
						<input
							type=${isMany(part) ? 'checkbox' : 'radio'}
							name=${part.name}
							value=${id}
							required=${part.required && !isMany(part)}
							defaultChecked=${[value].flat().includes(id)}
						/>
					</label>
				`,
			)}
		</fieldset>
	<//>
`;

const OptIn = ({ part, value }) => html`
	<label class="opt-in">
		<input
			type="checkbox"
			name=${part.name}
			required=${part.required}
			defaultChecked=${value === true}
		/>
		<span>${part.label}</span>
	</label>
`;

const words = (part) => [part.text].flat().join('\n');
const Heading = ({ part }) => html`<h3>${words(part)}</h3>`;
const Paragraph = ({ part }) => html`<p>${words(part)}</p>`;
const Caption = ({ part }) => html`<p class="hint">${words(part)}</p>`;

const COMPONENTS = {
	CalendarPicker: DateField,
	CheckboxGroup: Group,
	ChipsSelector: Group,
	DatePicker: DateField,
	Dropdown: Choice,
	OptIn,
	RadioButtonsGroup: Group,
	RichText: Paragraph,
	TextArea: LongText,
	TextBody: Paragraph,
	TextCaption: Caption,
	TextHeading: Heading,
	TextInput: Text,
	TextSubheading: Heading,
};

function Part({ part, value }) {
	const Shown = COMPONENTS[part.type];
	if (Shown) return html`<${Shown} part=${part} value=${value} />`;
	// Pictures and links say nothing that would be sent; a field does.
	return part.name
		? html`<p class="hint">${part.type} “${part.name}”: write it as JSON.</p>`
		: null;
}

function JsonField({ text, onInput }) {
	return html`
		<label class="field">
			<span>Answers</span>
			<textarea rows="10" spellcheck="false" class="mono" value=${text} onInput=${onInput} />
		</label>
	`;
}

/**
 * A Flow or an address form that is filled in, screen by screen, or answered as JSON. `start` is what came
 * with the message: `{screen, data}`.
 */
export function FlowDialog({ title, name, flow, start = {}, token, send, onClose }) {
	const first = flow.screens.find(({ id }) => id === start.screen) ?? flow.screens[0];
	const [path, setPath] = useState([{ screen: first, data: start.data ?? {} }]);
	const [filled, setFilled] = useState({});
	const [json, setJson] = useState(null);
	const [wrong, setWrong] = useState('');
	const form = useRef(null);

	const { screen, data } = path.at(-1);
	const parts = getParts(screen).map(({ 'on-click-action': action, ...part }) => ({
		...resolve(part, { data, screens: filled }),
		'on-click-action': action,
	}));
	const values = filled[screen.id]?.form ?? {};
	const action = getAction(parts);
	const next = nextScreen(flow, screen, action);

	const keep = () => {
		const now = readFields(form.current, parts);
		const all = { ...filled, [screen.id]: { form: now, data } };
		setFilled(all);
		return { form: now, data, screens: all };
	};
	const done = (answer) => {
		send(replies.formReply(name, answer));
		onClose();
	};
	const goOn = () => {
		const sources = keep();
		const missing = findMissing(parts, sources.form);
		if (missing) return setWrong(`“${missing.label}”: choose the number of options it asks for.`);
		setWrong('');
		if (!next) return done(getAnswer(action, sources, token));
		return setPath([...path, { screen: next, data: resolve(action.payload ?? {}, sources) }]);
	};
	const sendJson = () => {
		try {
			done(JSON.parse(json));
		} catch (error) {
			setWrong(`Not valid JSON: ${error.message}`);
		}
	};
	const submit = (event) => {
		event.preventDefault();
		if (json === null) goOn();
		else sendJson();
	};
	const back = () => {
		keep();
		setWrong('');
		setPath(path.slice(0, -1));
	};
	const toggleJson = () => {
		setWrong('');
		setJson(json === null ? JSON.stringify(getAnswer(action, keep(), token), null, 2) : null);
	};
	const label = parts.find(({ type }) => type === 'Footer')?.label ?? 'Send';
	return html`
		<${Dialog} title=${screen.title ?? title} onClose=${onClose}>
			<form class="stack" ref=${form} onSubmit=${submit}>
				${json === null
					? parts.map(
							(part, at) =>
								html`<${Part}
									key=${`${screen.id} ${at}`}
									part=${part}
									value=${values[part.name] ?? screenValue(screen, part)}
								/>`,
						)
					: html`<${JsonField} text=${json} onInput=${({ target }) => setJson(target.value)} />`}
				${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
				<button class="primary">${json === null ? label : 'Send'}</button>
				<div class="inline spread">
					${path.length > 1 &&
					json === null &&
					html`<button type="button" class="quiet" onClick=${back}>Back</button>`}
					<button type="button" class="quiet" aria-pressed=${json !== null} onClick=${toggleJson}>
						As JSON
					</button>
				</div>
			</form>
		<//>
	`;
}

/** What a field starts with: its own `init-value`, or its Form's `init-values`. */
function screenValue(screen, part) {
	const holder = (screen.layout?.children ?? []).find(({ type }) => type === 'Form');
	return part['init-value'] ?? holder?.['init-values']?.[part.name];
}

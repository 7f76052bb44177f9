import type { IDataObject } from 'n8n-workflow';
import { countCodePoints } from '../../../core/validation';
import type { MessageContent } from '../../../messages';
import { MAX_BUTTONS } from '../../../messages/interactive/buttons';
import { INTERACTIVE_LIMITS } from '../../../messages/interactive/shared';
import { findComponent } from '../../../messages/template/parseTemplate';
import type { TemplateContent } from '../../../messages/template';
import type { WaitResponseType } from '../../../providers/capabilities';
import type { Choice } from '../../../waiting/waitState';
import type { ParameterReader } from '../../parameterReader';
import type { RunContext } from '../../runContext';
import { flow } from '../interactive/flow';
import { readTemplateContent } from '../template/readTemplateContent';
import { readApproval, readChoices } from './approval';
import { readApprovalText } from './toolArguments';

/** Makes the ID of a button that stands for a value. */
export type CreateId = (value: string) => string;

type ReadQuestion = (
	reader: ParameterReader,
	run: RunContext,
	createId: CreateId,
) => MessageContent | Promise<MessageContent>;

/** What is sent, by what is waited for. */
export const QUESTIONS: Readonly<Record<WaitResponseType, ReadQuestion>> = {
	approval: (reader, run, createId) =>
		buildButtons(readApprovalText(reader, run), createIds(readApproval(reader), createId)),
	choice: (reader, _run, createId) =>
		buildChoice(reader, reader.text('message'), createIds(readChoices(reader), createId)),
	delivery: readMessage,
	flow: async (reader, _run, createId) => ({
		type: 'interactive',
		interactive: {
			...(await flow.read(reader)),
			body: reader.text('message'),
			token: createId(''),
		},
	}),
	freeText: readMessage,
	template: async (reader, run, createId) =>
		await addPayloads(reader, run, await readTemplateContent(reader, run), createId),
};

async function readMessage(reader: ParameterReader, run: RunContext): Promise<MessageContent> {
	return reader.option('sendAs', 'text') === 'template'
		? await readTemplateContent(reader, run)
		: { type: 'text', body: reader.text('message') };
}

type ChoiceWithId = Omit<Choice, 'value'> & { id: string };

const createIds = (choices: Choice[], createId: CreateId): ChoiceWithId[] =>
	choices.map(({ value, ...choice }) => ({ ...choice, id: createId(value) }));

const buildButtons = (body: string, buttons: ChoiceWithId[]): MessageContent => ({
	type: 'interactive',
	interactive: { type: 'buttons', body, buttons },
});

/** Buttons where all choices fit on some, else a list. */
function buildChoice(
	reader: ParameterReader,
	body: string,
	choices: ChoiceWithId[],
): MessageContent {
	const fitsOnButtons = choices.every(
		({ title, description }) =>
			!description && countCodePoints(title) <= INTERACTIVE_LIMITS.buttonTitle,
	);
	if (choices.length <= MAX_BUTTONS && fitsOnButtons) return buildButtons(body, choices);
	const buttonText = reader.collection('options').trimmedText('listButtonText') || 'Choose';
	const sections = [{ title: '', rows: choices }];
	return { type: 'interactive', interactive: { type: 'list', body, buttonText, sections } };
}

/** The template whose quick replies stand for their labels. */
async function addPayloads(
	reader: ParameterReader,
	run: RunContext,
	content: MessageContent,
	createId: CreateId,
): Promise<MessageContent> {
	if (content.type !== 'template') return content;
	const buttons = await readQuickReplies(reader, run, content);
	// Meta writes both in either case.
	const others = content.components.filter(
		({ type, sub_type: subType }) => !/^button quick_reply$/i.test(`${type} ${subType}`),
	);
	const payloads: IDataObject[] = buttons.map(({ index, title }) => ({
		type: 'button',
		sub_type: 'quick_reply',
		index: String(index),
		parameters: [{ type: 'payload', payload: createId(title) }],
	}));
	return { ...content, components: [...others, ...payloads] };
}

/** From the template's definition, where the provider has it; else as the user lists them. */
async function readQuickReplies(
	reader: ParameterReader,
	run: RunContext,
	template: TemplateContent,
): Promise<Array<{ index: number; title: string }>> {
	const hasList = run.provider.capabilities.templateList;
	const replies = hasList
		? (findComponent((await run.getTemplate(template)).components, 'BUTTONS')?.buttons ?? [])
				.map(({ type, text = '' }, index) => ({ type, title: text, index }))
				.filter(({ type }) => type === 'QUICK_REPLY')
		: reader
				.texts('quickReplies')
				.map((text, index) => ({ title: text.trim(), index }))
				.filter(({ title }) => title !== '');
	if (replies.length === 0) {
		reader.addViolation(
			hasList ? 'template' : 'quickReplies',
			hasList
				? 'has no quick-reply buttons to wait for; choose a template that has some'
				: 'is empty; enter the labels of the template’s quick-reply buttons, in order',
		);
	}
	return replies;
}

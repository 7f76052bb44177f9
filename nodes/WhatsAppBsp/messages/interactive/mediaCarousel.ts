import type { IDataObject } from 'n8n-workflow';
import { validateText } from '../../core/validation';
import { validateMediaSource, SOURCE_LABELS } from '../mediaSource';
import {
	validateReplyButtons,
	validateUrlButton,
	buildUrlAction,
	type ReplyButton,
	type UrlButton,
} from './button';
import { validateCount, INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';
import type { Violation } from '../../core/validation';
import type { ResolvedSource, MediaSource } from '../mediaSource';

/** What a card offers; all cards of a message offer the same kind. */
export type CardAction = { button: UrlButton } | { replies: ReplyButton[] };

export interface MediaCard<S = MediaSource> {
	header: { type: 'image' | 'video'; source: S };
	/** Empty: none. */
	body: string;
	action: CardAction;
}

export interface MediaCarousel<S = MediaSource> {
	type: 'mediaCarousel';
	cards: Array<MediaCard<S>>;
}

const CARD_BODY = { limit: 160, lineBreaks: 2 };

function validateCard({ header, body, action }: MediaCard, number: number): Violation[] {
	const at = `Card ${number}`;
	const labels = {
		file: `${at}: ${SOURCE_LABELS.file}`,
		link: `${at}: ${SOURCE_LABELS.link}`,
		id: `${at}: ${SOURCE_LABELS.id}`,
	};
	const lineBreaks = body.split('\n').length - 1;
	return [
		...validateMediaSource(header.source, header.type, labels),
		...validateText(`${at}: Card Text`, body, { limit: CARD_BODY.limit, required: false }),
		...(lineBreaks > CARD_BODY.lineBreaks
			? [
					{
						field: `${at}: Card Text`,
						problem: `has ${lineBreaks} line breaks; the maximum is ${CARD_BODY.lineBreaks}`,
					},
				]
			: []),
		...('button' in action
			? validateUrlButton(action.button, `${at}: `)
			: [
					...(action.replies.length > 0
						? []
						: [{ field: `${at}: Buttons`, problem: 'is empty; add at least one button' }]),
					...validateReplyButtons(action.replies, `${at}, `),
				]),
	];
}

/** Meta names no highest number of quick replies, only that it is the same on all cards. */
function validateSameNumber(cards: MediaCard[]): Violation[] {
	const counts = cards.map(({ action }) => ('replies' in action ? action.replies.length : 0));
	return new Set(counts).size > 1
		? [
				{
					field: 'Cards',
					problem: `has cards with ${counts.join(', ')} buttons; every card needs the same number`,
				},
			]
		: [];
}

function buildCard({ header, body, action }: MediaCard<ResolvedSource>, i: number): IDataObject {
	return {
		card_index: i,
		// Meta's word for every media card, those with quick replies included.
		type: 'cta_url',
		header: { type: header.type, [header.type]: { ...header.source } },
		...(body ? { body: { text: body } } : {}),
		action:
			'button' in action
				? buildUrlAction(action.button)
				: {
						buttons: action.replies.map(({ id, title }) => ({
							type: 'quick_reply',
							quick_reply: { id, title },
						})),
					},
	};
}

/** Source: Meta, "Interactive media carousel messages"; 360dialog, "Media carousel". */
export const mediaCarousel: InteractiveRules<MediaCarousel, MediaCarousel<ResolvedSource>> = {
	apiType: 'carousel',
	header: 'none',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: false,
	validate: ({ cards }) => [
		...validateCount('Cards', cards.length, { min: 2, max: 10, of: 'cards' }),
		...cards.flatMap((each, i) => validateCard(each, i + 1)),
		...validateSameNumber(cards),
	],
	action: ({ cards }) => ({ cards: cards.map(buildCard) }),
};

import type { MediaCard } from '../../../messages/interactive/mediaCarousel';
import { mediaSourceFields } from '../mediaSource';
import { replyButtonsField, readReplyButtons, urlButtonFields, readUrlButton } from './button';
import { textIn, wordIn } from '../../parameterReader';
import { entriesField, type InteractiveForm } from './form';

export const mediaCarousel: InteractiveForm<'mediaCarousel'> = {
	name: 'Media Carousel',
	description: '2 to 10 side-by-side cards with an image or video',
	fields: [
		{
			displayName: 'Card Action',
			name: 'cardAction',
			type: 'options',
			options: [
				{ name: 'Link Button', value: 'url', description: 'Each card opens a web page' },
				{
					name: 'Reply Buttons',
					value: 'replies',
					description: 'Each card has reply buttons, the same number on every card',
				},
			],
			default: 'url',
			description: 'What every card offers',
		},
		entriesField(
			{ displayName: 'Cards', name: 'cards', placeholder: 'Add card' },
			{
				displayName: 'Card',
				name: 'card',
				values: [
					{
						displayName: 'Media Type',
						name: 'mediaType',
						type: 'options',
						options: [
							{ name: 'Image', value: 'image' },
							{ name: 'Video', value: 'video' },
						],
						default: 'image',
					},
					...mediaSourceFields(),
					{
						displayName: 'Card Text',
						name: 'text',
						type: 'string',
						typeOptions: { rows: 2 },
						default: '',
						placeholder: 'e.g. Room with a view',
						description: 'Up to 160 characters and 2 line breaks',
					},
					...urlButtonFields.map((field) => ({
						...field,
						displayOptions: { show: { '/cardAction': ['url'] } },
					})),
					{ ...replyButtonsField, displayOptions: { show: { '/cardAction': ['replies'] } } },
				],
			},
		),
	],
	read: async (form) => {
		const hasReplies = form.choice('Card Action', 'cardAction', ['url', 'replies']) === 'replies';
		const cards: MediaCard[] = [];
		for (const [i, entry] of form.entries('cards.card').entries()) {
			const { mediaType, text, buttons } = entry;
			cards.push({
				header: {
					type: (wordIn(mediaType) || 'image') as MediaCard['header']['type'],
					source: await form.source((name) => entry[name]),
				},
				body: textIn(text),
				action: hasReplies
					? { replies: cardButtonsIn(buttons, i) }
					: { button: readUrlButton(entry) },
			});
		}
		return { type: 'mediaCarousel', cards };
	},
};

/** The same title on two cards gives two ids: the answer tells which card it came from. */
function cardButtonsIn(buttons: unknown, cardIndex: number) {
	const { button } = (buttons ?? {}) as { button?: unknown };
	return readReplyButtons(button, `card-${cardIndex + 1}-`);
}

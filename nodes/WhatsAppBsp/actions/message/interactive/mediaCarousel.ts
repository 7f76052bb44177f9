import type { MediaCard } from '../../../messages/interactive/mediaCarousel';
import { createEntriesField } from '../../fields/entriesField';
import { createMediaSourceFields, readMediaSource } from '../mediaSource';
import { replyButtonsField, readReplyButtons, urlButtonFields, readUrlButton } from './button';
import type { InteractiveFields } from './fields';

export const mediaCarousel: InteractiveFields<'mediaCarousel'> = {
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
		createEntriesField(
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
					...createMediaSourceFields(),
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
	read: async (reader) => {
		const hasReplies = reader.option('cardAction', 'url') === 'replies';
		const cards: MediaCard[] = [];
		for (const [i, card] of reader.entries('cards.card').entries()) {
			cards.push({
				header: {
					type: card.option<MediaCard['header']['type']>('mediaType', 'image'),
					source: await readMediaSource(card),
				},
				body: card.text('text'),
				// The same title on two cards gives two IDs, so the response tells which card it came from.
				action: hasReplies
					? { replies: readReplyButtons(card, `card-${i + 1}-`) }
					: { button: readUrlButton(card) },
			});
		}
		return { type: 'mediaCarousel', cards };
	},
};

/** Flow JSON as Meta writes it. */

export const option = (id: string, title: string) => ({ id, title });

/** Two screens with every field that the page shows; the second knows what the first was told. */
export const BOOKING = {
	version: '7.3',
	screens: [
		{
			id: 'VISIT',
			title: 'Your visit',
			data: { shops: { type: 'array' } },
			layout: {
				type: 'SingleColumnLayout',
				children: [
					{
						type: 'Form',
						name: 'form',
						'init-values': { note: 'Second floor' },
						children: [
							{ type: 'TextHeading', text: 'When and where' },
							{
								type: 'Dropdown',
								name: 'shop',
								label: 'Shop',
								'data-source': '${data.shops}',
								required: true,
							},
							{
								type: 'CheckboxGroup',
								name: 'extras',
								label: 'Extras',
								'data-source': [option('wash', 'Washing'), option('wax', 'Waxing')],
								'min-selected-items': 1,
							},
							{ type: 'TextArea', name: 'note', label: 'Note', 'helper-text': 'For the driver' },
							{
								type: 'Footer',
								label: 'Continue',
								'on-click-action': {
									name: 'navigate',
									next: { type: 'screen', name: 'PERSON' },
									payload: { shop: '${form.shop}', extras: '${form.extras}' },
								},
							},
						],
					},
				],
			},
		},
		{
			id: 'PERSON',
			title: 'About you',
			terminal: true,
			layout: {
				type: 'SingleColumnLayout',
				children: [
					{ type: 'TextBody', text: 'Shop: ${data.shop}' },
					{
						type: 'TextInput',
						name: 'email',
						label: 'Email',
						'input-type': 'email',
						required: true,
					},
					{ type: 'DatePicker', name: 'born', label: 'Born', 'max-date': '2026-11-01' },
					{ type: 'OptIn', name: 'terms', label: 'I accept the terms', required: true },
					{ type: 'PhotoPicker', name: 'photo', label: 'Photo' },
					{
						type: 'Footer',
						label: 'Book',
						'on-click-action': {
							name: 'complete',
							payload: {
								shop: '${data.shop}',
								extras: '${data.extras}',
								note: '${screen.VISIT.form.note}',
								email: '${form.email}',
								born: '${form.born}',
								terms: '${form.terms}',
							},
						},
					},
				],
			},
		},
	],
};

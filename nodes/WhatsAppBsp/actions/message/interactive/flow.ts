import { buttonTextField } from './button';
import { parseJsonField, type InteractiveForm } from './form';

export const flow: InteractiveForm<'flow'> = {
	name: 'Flow',
	description: 'A button that opens a form built with WhatsApp Flows',
	fields: [
		{
			displayName: 'Identify Flow By',
			name: 'flowBy',
			type: 'options',
			options: [
				{ name: 'ID', value: 'id' },
				{ name: 'Name', value: 'name' },
			],
			default: 'id',
			description: 'How to identify the flow',
		},
		{
			displayName: 'Flow ID',
			name: 'flowId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1234567890123456',
			displayOptions: { show: { flowBy: ['id'] } },
		},
		{
			displayName: 'Flow Name',
			name: 'flowName',
			type: 'string',
			default: '',
			placeholder: 'e.g. appointment_booking',
			displayOptions: { show: { flowBy: ['name'] } },
		},
		{
			...buttonTextField,
			placeholder: 'e.g. Book now',
			description: 'Button label, up to 20 characters, without emoji',
		},
		{
			displayName: 'Flow Action',
			name: 'flowAction',
			type: 'options',
			options: [
				{
					name: 'Exchange Data',
					value: 'data_exchange',
					description: 'The flow asks its endpoint which screen to show first',
				},
				{
					name: 'Navigate',
					value: 'navigate',
					description: 'The flow opens its first screen directly',
				},
			],
			default: 'navigate',
		},
		{
			displayName: 'First Screen',
			name: 'flowScreen',
			type: 'string',
			default: '',
			placeholder: 'e.g. APPOINTMENT',
			description:
				'ID of the screen that opens first. If empty, the flow’s own first screen is used.',
			displayOptions: { show: { flowAction: ['navigate'] } },
		},
		{
			displayName: 'Screen Data (JSON)',
			name: 'flowData',
			type: 'json',
			default: '{}',
			description: 'Data for the first screen, such as {"name": "Ana"}',
			displayOptions: { show: { flowAction: ['navigate'] } },
		},
		{
			displayName: 'Flow Token',
			name: 'flowToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. order-4711',
			description: 'Your own text, returned with the customer’s response',
		},
		{
			displayName: 'Flow Mode',
			name: 'flowMode',
			type: 'options',
			options: [
				{
					name: 'Draft',
					value: 'draft',
					description: 'For testing a flow that isn’t published yet',
				},
				{ name: 'Published', value: 'published' },
			],
			default: 'published',
		},
	],
	read: (form) => {
		const data = form.value('flowData');
		const screen = form.word('flowScreen');
		const token = form.word('flowToken');
		return {
			type: 'flow',
			flow:
				form.choice('Identify Flow By', 'flowBy', ['id', 'name']) === 'name'
					? { name: form.word('flowName') }
					: { id: form.word('flowId') },
			buttonText: form.text('buttonText'),
			mode: form.choice('Flow Mode', 'flowMode', ['published', 'draft']),
			action: form.choice('Flow Action', 'flowAction', ['navigate', 'data_exchange']),
			...(token ? { token } : {}),
			...(screen ? { screen } : {}),
			...(isNothing(data) ? {} : { data: parseJsonField(data) }),
		};
	},
};

/** An editor for JSON that is left empty holds two braces: Meta refuses data without any. */
function isNothing(data: unknown): boolean {
	const text = typeof data === 'object' ? JSON.stringify(data ?? {}) : String(data);
	return ['', '{}'].includes(text.replace(/\s/g, ''));
}

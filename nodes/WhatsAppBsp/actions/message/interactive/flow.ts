import { buttonTextField } from './button';
import type { InteractiveFields, TypeFields } from './fields';

type FlowContent = TypeFields<'flow'>;

export const flow: InteractiveFields<'flow'> = {
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
	read: (reader) => {
		const data = reader.json('flowData');
		const screen = reader.trimmedText('flowScreen');
		const token = reader.trimmedText('flowToken');
		const isByName = reader.option('flowBy', 'id') === 'name';
		return {
			type: 'flow',
			flow: isByName
				? { name: reader.trimmedText('flowName') }
				: { id: reader.trimmedText('flowId') },
			buttonText: reader.text('buttonText'),
			mode: reader.option<FlowContent['mode']>('flowMode', 'published'),
			action: reader.option<FlowContent['action']>('flowAction', 'navigate'),
			...(token ? { token } : {}),
			...(screen ? { screen } : {}),
			...(isEmptyObject(data) ? {} : { data }),
		};
	},
};

/** An editor for JSON that is left empty contains two braces: Meta rejects empty data. */
function isEmptyObject(data: unknown): boolean {
	return data === undefined || JSON.stringify(data) === '{}';
}

import type { IDataObject } from 'n8n-workflow';
import { parseEvents } from '../../support/parseEvents';

const read = (content: IDataObject) =>
	parseEvents('modica', {
		body: { id: 'u1', source: '+64211234567', Destination: '6448900000', content },
	})[0];

it.each([
	{ type: 'sent' },
	{ type: 'delivered' },
	{ Type: 'Read' },
	{ type: 'failed', errors: [{ code: 131026, title: 'Undeliverable' }] },
	{ type: 'template', template: { name: 'order_shipped' } },
	{ Type: 'Template', Template: { name: 'order_shipped' } },
	{ Template: { name: 'order_shipped' } },
	{ errors: [{ code: 131026 }] },
	{ Type: 'errors', Errors: [{ code: 131026 }] },
	{ id: 'wamid.1', status: 'delivered', timestamp: '1796000000', recipient_id: '64211234567' },
	{ Id: 'wamid.1', Status: 'Read' },
	{ statuses: [{ id: 'wamid.1', status: 'sent' }] },
	{
		messaging_product: 'whatsapp',
		contacts: [{ wa_id: '64211234567' }],
		statuses: [{ id: 'wamid.1', status: 'delivered', recipient_id: '64211234567' }],
	},
])('what became of the business’s own message is nobody’s words: %j', (content) => {
	expect(read(content)).toMatchObject({ event: 'other', from: '64211234567' });
	expect(read(content).raw).toMatchObject({ content });
});

it.each([
	{ type: 'text', text: { body: 'sent' } },
	{ type: 'order', order: {} },
	{ type: 'something_new' },
	{ type: 'text', text: { body: 'Hi' }, status: 'received' },
	{ type: 'unsupported', errors: [{ code: 131051 }] },
	{ type: 'text', text: { body: 'Hi' }, statuses: null },
])('what a customer says stays a message: %j', (content) => {
	expect(read(content)).toMatchObject({ event: 'message', type: content.type });
});

it('reads a customer’s message next to an empty list of statuses', () => {
	const content = { messages: [{ type: 'text', text: { body: 'Hi' } }], statuses: [] };
	expect(read(content)).toMatchObject({ event: 'message', type: 'text', text: 'Hi' });
});

it.each([
	{ type: 'text', text: 'Hi' },
	{ Type: 'Text', Text: { Body: 'Hi' }, Context: { Id: 'wamid.1' } },
	{ Text: { Body: 'Hi' }, Context: { Id: 'wamid.1' } },
])('reads a text, however its names are written: %j', (content) => {
	expect(read(content)).toMatchObject({
		event: 'message',
		type: 'text',
		text: 'Hi',
		...('Context' in content ? { replyTo: 'wamid.1' } : {}),
	});
});

it.each([
	[{ Identity: { hash: 'h' } }, { event: 'contact', type: 'identityChanged' }],
	[
		{ Type: 'Identity', Identity: { hash: 'h' } },
		{ event: 'contact', type: 'identityChanged' },
	],
	[{ Errors: [{ code: 131051, title: 'Unsupported' }] }, { error: { code: '131051' } }],
])('reads names in capitals without a type, as Modica’s page writes them: %j', (content, event) => {
	expect(read(content)).toMatchObject(event);
});

it('reads the message in Meta’s whole notification', () => {
	const message = { id: 'wamid.1', type: 'text', text: { body: 'Hi' } };
	expect(read({ contacts: [{ wa_id: '64211234567' }], messages: [message] })).toMatchObject({
		event: 'message',
		type: 'text',
		text: 'Hi',
	});
});

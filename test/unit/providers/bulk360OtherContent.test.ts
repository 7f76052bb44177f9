import { parseEvents } from '../../support/parseEvents';
import { RECEIVED_AT } from '../../support/webhookRequest';

const location = {
	from: '60123240066',
	to: '60377220000',
	moid: '9',
	type: 'location',
	latitude: '3.1',
	longitude: '101.7',
};
const parse = (query: Record<string, string>) =>
	parseEvents('bulk360', { method: 'GET', headers: {}, query: { token: 't', ...query } });

it('what is neither a text nor a link is an event that no reply answers', () => {
	expect(parse(location)).toEqual([
		{
			event: 'other',
			provider: 'bulk360',
			id: expect.stringMatching(/^message:/) as string,
			timestamp: RECEIVED_AT.toISOString(),
			messageId: '9',
			from: '60123240066',
			to: '60377220000',
			type: 'location',
			raw: location,
			internal: { businessNumber: '60377220000' },
		},
	]);
});

it.each([
	['with a text', { text: 'here' }, { text: 'here' }],
	['with a link', { url: 'https://example.com/a' }, { media: { url: 'https://example.com/a' } }],
])('%s it is a message', (_, fields, expected) => {
	expect(parse({ ...location, ...fields })).toMatchObject([
		{ event: 'message', type: 'location', ...expected },
	]);
});

it.each([
	['words in a parameter that nobody knows', { ...location, type: 'chat', pesan: 'Hi' }],
	['a notification whose status has another name', { ...location, type: 'dn', state: 'DELIVRD' }],
])('%s is no event', (_, query) => {
	expect(parse(query)).toEqual([]);
});

import { BULK360_DELIVERY_ERRORS } from '../../../nodes/WhatsAppBsp/providers/bulk360/deliveryErrors';
import { BULK360_ERRORS } from '../../../nodes/WhatsAppBsp/providers/bulk360/errors';
import { META_ERRORS } from '../../../nodes/WhatsAppBsp/providers/cloudApi/errors';
import {
	DIALOG360_400_TEXTS,
	DIALOG360_ERRORS,
	ON_PREMISE_ONLY_ERRORS,
} from '../../../nodes/WhatsAppBsp/providers/dialog360/errors';
import {
	MODICA_DELIVERY_ERRORS,
	MODICA_ERRORS,
} from '../../../nodes/WhatsAppBsp/providers/modica/errors';
import { SOCNET_ERRORS } from '../../../nodes/WhatsAppBsp/providers/socnet/errors';
import {
	toProviderError,
	type ErrorTable,
} from '../../../nodes/WhatsAppBsp/providers/shared/errorTable';

const range = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, offset) => String(first + offset));

interface TableCase {
	name: string;
	table: ErrorTable;
	/** Every code that the provider's documents name. */
	documented: string[];
	retryable: string[];
	/** After these, no other message of the account would be accepted either. */
	stopsRun: string[];
}

const tables: TableCase[] = [
	{
		name: 'Meta',
		table: META_ERRORS,
		documented:
			'0 1 2 3 4 10 33 100 190 368 613 80007 130429 130472 130497 130501 131000 131005 131008 131009 131016 131020 131021 131026 131030 131031 131037 131041 131042 131044 131045 131047 131048 131049 131050 131051 131052 131053 131055 131056 131057 131059 131060 131061 131062 131063 131064 131201 131202 131204 132000 132001 132005 132007 132012 132015 132016 132018 132021 132068 132069 133015 133016 134011 135000 137000 138009 138012 138013 138018 139200 2388019 2388040 2388047 2388072 2388073 2388293 2388299 2388318 2388330 2593109'
				.split(' ')
				.concat(
					range(200, 299),
					range(131207, 131215),
					range(133000, 133010),
					range(134100, 134103),
					range(138000, 138007),
					range(139100, 139103),
				),
		retryable: '2 4 80007 130429 131000 131016 131056 131057'.split(' '),
		stopsRun: ['0', '190', '368', '131031'],
	},
	{
		name: '360dialog',
		table: DIALOG360_ERRORS,
		documented: ['http-400', 'http-401', 'http-403', 'http-500', 'http-502'],
		retryable: ['http-400-rate-limit', 'http-429'],
		stopsRun: ['http-400-disabled', 'http-400-unpaid', 'http-401'],
	},
	{
		name: '360dialog On-Premise',
		table: ON_PREMISE_ONLY_ERRORS,
		documented: ['402', '408', '470', '500', '1000', '1009', '1014', '2001'],
		retryable: ['408', '1015', '1016'],
		stopsRun: ['402', '1005'],
	},
	{
		name: 'Bulk360',
		table: BULK360_ERRORS,
		documented: ['400', '401', '402', '403', '405', '406', '407', '412', '413', '500'],
		retryable: [],
		stopsRun: ['401', '402', '403', '407', '412', 'http-401'],
	},
	{
		name: 'Bulk360 delivery notification',
		table: BULK360_DELIVERY_ERRORS,
		documented: ['000', '20', '50', '547', '561', '562', '569', '571'].concat(
			range(501, 518),
			range(550, 558),
			range(574, 577),
		),
		retryable: [],
		stopsRun: [],
	},
	{
		name: 'Socnet',
		table: SOCNET_ERRORS,
		documented: ['1', '400', '401', '403', '404', '405', '422', '500', '503', 'invalid'],
		retryable: ['503'],
		stopsRun: ['401', '403'],
	},
	{
		name: 'Modica',
		table: MODICA_ERRORS,
		documented: ['http-400', 'http-401', 'http-422', 'http-429', 'http-500'],
		retryable: ['http-429'],
		stopsRun: ['http-401'],
	},
	{
		name: 'Modica delivery receipt',
		table: MODICA_DELIVERY_ERRORS,
		documented: ['rejected', 'expired', 'failed', 'dead', 'blocked', 'deficient'],
		retryable: [],
		stopsRun: [],
	},
];

describe.each(tables)('$name', ({ table, documented, retryable, stopsRun }) => {
	it('has every documented code', () => {
		expect(documented.filter((code) => !(code in table))).toEqual([]);
	});

	it('calls exactly these codes retryable', () => {
		const found = Object.keys(table).filter((code) => table[code].retryable);
		expect(found.sort()).toEqual([...retryable].sort());
	});

	it('lets exactly these codes stop the run', () => {
		const found = Object.keys(table).filter((code) => table[code].stopsRun);
		expect(found.sort()).toEqual([...stopsRun].sort());
	});

	it.each(Object.entries(table))('%s is complete and in plain words', (_code, entry) => {
		expect(entry.title).toMatch(/^\S.{4,80}$/);
		expect(entry.title).not.toMatch(/error|problem|failure|mistake|\.$/i);
		expect(entry.advice).toMatch(/^[A-Z].{10,}\.$/);
		expect(entry.category).toMatch(
			/^(auth|balance|rateLimit|window|template|recipient|content|account|parameter|temporary|unknown)$/,
		);
	});
});

it('has the eight codes that Modica’s page lists, with their meaning', () => {
	const titles = ['131026', '131048', '130429', '131047', '131056', '131031', '131042', '132001'];
	expect(titles.map((code) => [code, META_ERRORS[code].category])).toEqual([
		['131026', 'recipient'],
		['131048', 'rateLimit'],
		['130429', 'rateLimit'],
		['131047', 'window'],
		['131056', 'rateLimit'],
		['131031', 'account'],
		['131042', 'balance'],
		['132001', 'template'],
	]);
});

it.each(tables)('$name: advice is true wherever the code arrives', ({ name, table }) => {
	for (const [code, { advice }] of Object.entries(table)) {
		// Only sending retries and has these options: it adds them itself.
		expect([code, advice]).not.toEqual([code, expect.stringMatching(/the node|Max (Retr|Mess)/i)]);
		// Receipts are about messages; responses aren’t all.
		if (/delivery/.test(name)) continue;
		expect([code, advice]).not.toEqual([code, expect.stringMatching(/message may have/i)]);
	}
});

it.each([
	['130501', 'content'],
	['131060', 'content'],
	['131064', 'account'],
	['132069', 'rateLimit'],
	['137000', 'recipient'],
	['138006', 'recipient'],
	['2388299', 'template'],
])('%s of WhatsApp’s newer codes is about %s', (code, category) => {
	expect(META_ERRORS[code]).toMatchObject({ category, retryable: false });
});

it('waits an hour for a flow’s hourly limit, and a day for wrong categories', () => {
	expect(META_ERRORS['132069'].advice).toContain('an hour');
	expect(META_ERRORS['131064'].advice).toContain('24 hours');
});

it.each([
	['518', /roaming/],
	['554', /isn’t valid/],
	['505', /isn’t in use/],
])('Bulk360’s %s means what its document says', (code, title) => {
	expect(BULK360_DELIVERY_ERRORS[code].title).toMatch(title);
});

it('turns a code into the error object of the contract', () => {
	expect(toProviderError(META_ERRORS, '131047', { details: 'Re-engagement message' })).toEqual({
		code: '131047',
		title: 'Outside the 24-hour window',
		category: 'window',
		retryable: false,
		retryAfterMs: null,
		advice: 'Send a template message instead.',
		details: 'Re-engagement message',
	});
});

it('keeps the provider’s words for a code that no table knows', () => {
	expect(toProviderError(META_ERRORS, 'toString', { details: 'New in 2027' })).toMatchObject({
		code: 'toString',
		title: 'New in 2027',
		category: 'unknown',
		retryable: false,
	});
});

it.each([undefined, ''])('has a title for such a code without words: %j', (details) => {
	expect(toProviderError(META_ERRORS, '4711', { details }).title).toBe(
		'The provider responded with code 4711',
	);
});

it.each([
	['Endpoint rate limit exceeded', 'http-400-rate-limit'],
	['Unpaid invoices', 'http-400-unpaid'],
	['Messaging is paused: this account has 2 unpaid 360dialog invoices.', 'http-400-unpaid'],
	['Your invoice of October is overdue', 'http-400-unpaid'],
	['Outstanding payment.\nSettle it in the Hub', 'http-400-unpaid'],
	['Requests are refused.\nInvoice 4411 has not been paid', 'http-400-unpaid'],
	['API disabled', 'http-400-disabled'],
	['Template invoice_due does not exist', undefined],
	['Template "payment_reminder" was rejected', undefined],
	['invoice_overdue: the template has no payment button', undefined],
	['Template unpaid_invoice is not in language de', undefined],
	['The payment method of this order is not supported', undefined],
])('360dialog’s 400 “%s” is %s', (words, code) => {
	expect(DIALOG360_400_TEXTS.find(({ text }) => text.test(words))?.code).toBe(code);
});

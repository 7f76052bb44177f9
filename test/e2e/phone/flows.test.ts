import type { Locator } from 'playwright-core';
import { BOOKING, option } from '../../support/flowJson';
import * as messages from '../../support/phoneMessages';
import { usePhoneWithWebhook } from '../../support/phonePage';
import type { Data } from '../../support/sandboxClient';

const { phone, getReceivedMessages, waitForMessage, sendToPhone } = usePhoneWithWebhook();

const dialog = () => phone.page.getByRole('dialog');
const click = async (name: string) =>
	await dialog().getByRole('button', { name, exact: true }).click();

/** Sends the message and opens its form. */
async function open(message: Data, label: string): Promise<string> {
	const { id, bubble } = await sendToPhone(message);
	await bubble.getByRole('button', { name: label }).click();
	await dialog().waitFor();
	return id;
}

function parseAnswer(message: Data): unknown {
	const { nfm_reply: reply } = message.interactive as { nfm_reply: { response_json: string } };
	return JSON.parse(reply.response_json);
}

const isInvalid = async (field: Locator) =>
	await field.evaluate((element) => element.matches(':invalid'));

const bookingFlow = messages.interactive({
	type: 'flow',
	body: { text: 'Book a wash' },
	action: {
		name: 'flow',
		parameters: {
			flow_message_version: '3',
			flow_token: 'booking-1',
			flow_id: '4711',
			flow_cta: 'Book now',
			flow_action: 'navigate',
			flow_action_payload: {
				screen: 'VISIT',
				data: { shops: [option('n', 'North'), option('s', 'South')] },
			},
		},
	},
});

beforeAll(async () => {
	await phone.account.patch({ settings: { flows: { '4711': BOOKING } } });
});

describe('a Flow whose screens nobody knows', () => {
	it('is a sample form that answers as a Flow does', async () => {
		const id = await open(messages.flow, 'Choose a time');
		const name = dialog().getByLabel('Name');
		const before = getReceivedMessages().length;
		await click('Send');
		expect(await isInvalid(name)).toBe(true);
		await name.fill('Ana Lim');
		await dialog().getByRole('radio', { name: 'Delivery' }).check();
		await dialog().getByLabel('People').fill('3');
		await dialog().getByLabel('Date').fill('2026-12-24');
		const answer = await waitForMessage(async () => await click('Send'));
		expect(answer).toMatchObject({
			type: 'interactive',
			interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent' } },
			context: { id },
		});
		expect(parseAnswer(answer)).toEqual({
			flow_token: 'token-7',
			name: 'Ana Lim',
			service: 'delivery',
			people: '3',
			date: '2026-12-24',
		});
		expect(getReceivedMessages()).toHaveLength(before + 1);
		await dialog().waitFor({ state: 'detached' });
		await phone.message('Ana Lim').getByText('delivery').waitFor();
	});

	it('opens from the button of a template, with no token but “unused”', async () => {
		await open(messages.template('book_visit', []), 'Book');
		await dialog().getByLabel('Name').fill('Ben');
		await dialog().getByRole('radio', { name: 'Repair' }).check();
		const answer = await waitForMessage(async () => await click('Send'));
		expect(parseAnswer(answer)).toEqual({ flow_token: 'unused', name: 'Ben', service: 'repair' });
	});
});

describe('a Flow whose Flow JSON the account has', () => {
	it('is filled in screen by screen, and answers what its last screen names', async () => {
		await open(bookingFlow, 'Book now');
		await dialog().getByRole('heading', { name: 'Your visit' }).waitFor();
		await dialog().getByLabel('Shop').selectOption('South');
		await click('Continue');
		await dialog().getByText('“Extras”: choose').waitFor();
		await dialog().getByRole('checkbox', { name: 'Washing' }).check();
		await click('Continue');
		await dialog().getByRole('heading', { name: 'About you' }).waitFor();
		await dialog().getByText('Shop: s').waitFor();

		await click('Back');
		expect(await dialog().getByRole('checkbox', { name: 'Washing' }).isChecked()).toBe(true);
		expect(await dialog().getByLabel('Shop').inputValue()).toBe('s');
		await dialog().getByRole('checkbox', { name: 'Waxing' }).check();
		await click('Continue');

		const email = dialog().getByLabel('Email');
		await email.fill('no address');
		await dialog().getByLabel('I accept the terms').check();
		await click('Book');
		expect(await isInvalid(email)).toBe(true);
		await email.fill('ana@example.com');
		const answer = await waitForMessage(async () => await click('Book'));
		expect(parseAnswer(answer)).toEqual({
			flow_token: 'booking-1',
			shop: 's',
			extras: ['wash', 'wax'],
			note: 'Second floor',
			email: 'ana@example.com',
			terms: true,
		});
	});

	it('may come with a template, which names the screen to begin with', async () => {
		await phone.account.addTemplate({
			name: 'wash_again',
			components: [
				{ type: 'BODY', text: 'Another wash?' },
				{
					type: 'BUTTONS',
					buttons: [
						{
							type: 'FLOW',
							text: 'Yes, please',
							flow_json: JSON.stringify(BOOKING),
							navigate_screen: 'PERSON',
						},
					],
				},
			],
		});
		const action = { flow_token: 'again-1', flow_action_data: { shop: 'n' } };
		const button = { type: 'button', sub_type: 'flow', index: '0' };
		await open(
			messages.template('wash_again', [{ ...button, parameters: [{ type: 'action', action }] }]),
			'Yes, please',
		);
		await dialog().getByText('Shop: n').waitFor();
		await dialog().getByLabel('Email').fill('ana@example.com');
		await dialog().getByLabel('I accept the terms').check();
		const answer = await waitForMessage(async () => await click('Book'));
		expect(parseAnswer(answer)).toEqual({
			flow_token: 'again-1',
			shop: 'n',
			email: 'ana@example.com',
			terms: true,
		});
	});

	it('keeps what is being filled in while a message arrives', async () => {
		await open(bookingFlow, 'Book now');
		await dialog().getByLabel('Note').fill('Ring twice');
		await sendToPhone(messages.text('Take your time with the form'));
		expect(await dialog().getByLabel('Note').inputValue()).toBe('Ring twice');
		await click('Close');
	});
});

describe('as JSON', () => {
	it.each([
		['a Flow', messages.flow, 'Choose a time', 'flow', { flow_token: 'token-7', name: 'Ana Lim' }],
		[
			'an address',
			messages.address,
			'Provide address',
			'address_message',
			{
				values: {
					name: 'Ana Lim',
					address: '1 Orchard Road',
					city: 'Singapore',
					sing_post_code: '238823',
				},
			},
		],
	])('%s: what was filled in, to be changed', async (_what, message, label, name, shown) => {
		const id = await open(message, label);
		await dialog().getByLabel('Name').fill('Ana Lim');
		await click('As JSON');
		const answers = dialog().getByLabel('Answers');
		expect(JSON.parse(await answers.inputValue())).toEqual(shown);
		await click('As JSON');
		expect(await dialog().getByLabel('Name').inputValue()).toBe('Ana Lim');

		await click('As JSON');
		await answers.fill('{"a": ');
		await click('Send');
		await dialog().getByText('Not valid JSON').waitFor();
		await answers.fill('{"a": 1}');
		const answer = await waitForMessage(async () => await click('Send'));
		expect(answer).toMatchObject({
			interactive: { type: 'nfm_reply', nfm_reply: { name, response_json: '{"a":1}' } },
			context: { id },
		});
	});

	it('sends an address as a form', async () => {
		await open(messages.address, 'Provide address');
		const answer = await waitForMessage(async () => await click('Send'));
		expect(parseAnswer(answer)).toEqual({
			values: {
				name: 'Ana',
				address: '1 Orchard Road',
				city: 'Singapore',
				sing_post_code: '238823',
			},
		});
	});
});

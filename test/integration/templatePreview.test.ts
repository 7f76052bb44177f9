import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { RECIPIENTS } from '../support/accounts';
import { runNode } from '../support/engine';
import { FILLED_TEMPLATES } from '../support/filledTemplates';
import { createAccount, type Data, type SandboxAccount } from '../support/sandboxClient';

/** A template as the phone page draws it. */
interface View {
	header: (Data & { type: string; text?: string }) | null;
	offer?: { text: string; ends?: number };
	body: string;
	footer?: string;
	buttons: Array<{ type: string; text?: string; url?: string; phone?: string; code?: string }>;
	cards?: View[];
}

const { viewTemplate } = jest.requireActual<{
	viewTemplate(components: unknown, sent: unknown): View;
}>('../../sandbox/phone/web/content/templateView.js');

function describeHeader({ header }: View): string {
	if (!header || header.type === 'text') return header?.text ?? '';
	const { link, id, filename, name } = header[header.type] as IDataObject;
	return `[${header.type}: ${String(filename ?? name ?? link ?? id)}]`;
}

function describeButton({ type, text, url, phone, code }: View['buttons'][number]): string {
	const target = { url, phone_number: phone, copy_code: code }[type];
	return `[${[text, target].filter(Boolean).join(': ')}]`;
}

/** The drawn page in words. */
function describeView(view: View): string {
	const { offer, body, footer, buttons, cards = [] } = view;
	const until = offer?.ends ? ` (until ${new Date(offer.ends).toISOString()})` : '';
	return [
		describeHeader(view),
		offer ? `${offer.text}${until}` : '',
		body,
		footer,
		...buttons.map(describeButton),
		...cards.flatMap((card, i) => [`— Card ${i + 1} —`, describeView(card)]),
	]
		.filter(Boolean)
		.join('\n');
}

let account: SandboxAccount;
beforeAll(async () => {
	account = await createAccount('dialog360', { settings: { pairLimit: false } });
});

async function dryRun(template: string, parameters: IDataObject) {
	const { json, error } = await runNode(account, {
		operation: 'sendTemplate',
		to: RECIPIENTS.dialog360,
		template: { __rl: true, mode: 'id', value: template },
		...parameters,
		options: { dryRun: true },
	} as unknown as INodeParameters);
	expect(error).toBeUndefined();
	return json[0];
}

/** What the phone page would draw of the same message. */
async function drawOnPhone(template: string, { payload }: IDataObject): Promise<string> {
	const [name, language] = template.split('|');
	const definition = (await account.templates()).find(
		(each) => each.name === name && each.language === language,
	);
	const { components = [] } = (payload as { template: { components?: unknown } }).template;
	return describeView(viewTemplate(definition?.components, components));
}

describe('A dry run shows a template as the phone page does', () => {
	it.each(FILLED_TEMPLATES)('%s', async (_what, template, value, components) => {
		const filled = await dryRun(template, {
			templateFields: { mappingMode: 'defineBelow', value },
		});
		expect(filled.preview).toBe(await drawOnPhone(template, filled));
		expect(String(filled.preview)).not.toContain('{{');

		// The same from components that somebody wrote.
		const written = await dryRun(template, {
			templateInput: 'components',
			components: JSON.stringify(components),
		});
		expect(written.preview).toBe(await drawOnPhone(template, written));
	});

	it('with its values by position or name', async () => {
		const values = [
			{ name: 'order_status', text: 'packed' },
			{ name: 'first_name', text: 'Ana' },
			{ name: 'order_id', text: 'A-1' },
		];
		const filled = await dryRun('order_update_named|en', {
			templateInput: 'values',
			templateValues: { values },
		});
		expect(filled.preview).toBe(
			'Order {{order_id}}\nHi Ana, order A-1 is now packed.\nSandbox shop',
		);
		expect(filled.preview).toBe(await drawOnPhone('order_update_named|en', filled));
	});

	it('says nothing about a template that isn’t in the list', async () => {
		const filled = await dryRun('nowhere|en', { templateInput: 'values' });
		expect(filled.preview).toBeNull();
	});

	it('downloads no template for a message that is sent', async () => {
		const own = await createAccount('dialog360');
		const message = {
			operation: 'sendTemplate',
			to: RECIPIENTS.dialog360,
			template: { __rl: true, mode: 'id', value: 'order_shipped|de' },
			templateInput: 'values',
			templateValues: { values: [{ text: 'Ana' }, { text: 'A-1' }] },
		};
		await runNode(own, message as unknown as INodeParameters);
		expect(await own.stats()).toMatchObject({ accepted: 1, templateDownloads: 0 });
	});
});

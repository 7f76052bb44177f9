import type { Account } from '../../core/account.mts';
import { getReadableText } from '../../core/messages.mts';
import type { Json } from '../../core/types.mts';
import { CloudError } from './errors.mts';
import { FREE_FORM, FREE_FORM_IN_GROUPS } from './freeForm.mts';
import { checkAllMedia } from './media.mts';
import { check } from './shapes.mts';
import { checkTemplate } from './templateSend.mts';

export interface Content {
	type: string;
	/** Meta's pricing category; free-form messages are `service`. */
	category: string;
	freeForm: boolean;
	text?: string;
	templateName?: string;
}

const COMMERCE = ['product', 'product_list', 'catalog_message'];

function checkInteractive(account: Account, part: Json): void {
	const cards = ((part.action as Json | undefined)?.cards ?? []) as Json[];
	const sells = COMMERCE.includes(String(part.type)) || cards[0]?.type === 'product';
	if (sells && !account.settings.catalogConnected) {
		throw new CloudError(
			131009,
			'Products cannot be sent: no catalog is connected to this account',
		);
	}
}

/** Checks the object under a message's type; throws Meta's error. */
export function checkContent(
	account: Account,
	body: Json,
	options: { toUserId?: boolean; toGroup?: boolean; needsNamespace?: boolean } = {},
): Content {
	const type = body.type;
	if (typeof type !== 'string') throw new CloudError(131008, 'The parameter type is required.');
	if (type === 'template') {
		const { template, text } = checkTemplate(account, body.template, {
			toUserId: options.toUserId ?? false,
			needsNamespace: options.needsNamespace ?? false,
		});
		checkAllMedia(account, body.template);
		const category = template.category.toLowerCase();
		return { type, category, freeForm: false, text, templateName: template.name };
	}
	const schemas = options.toGroup ? FREE_FORM_IN_GROUPS : FREE_FORM;
	const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined;
	if (!schema) {
		const known = [...Object.keys(schemas), 'template'].join(', ');
		throw new CloudError(100, `Param type must be one of {${known}} - got "${type}".`);
	}
	const part = body[type];
	if (part === undefined) throw new CloudError(131008, `The parameter ${type} is required.`);
	check(schema, part, type, account.settings.strictKeys);
	if (type === 'interactive') checkInteractive(account, part as Json);
	checkAllMedia(account, { [type]: part });
	const text = getReadableText(body, type);
	return { type, category: 'service', freeForm: true, ...(text !== undefined && { text }) };
}

import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../core/parse';

/**
 * An expression that names one field of the input item and nothing else, as the editor writes it when a
 * field is dragged: `={{ $json.customer.phone }}`, `={{ $json['First Name'] }}`.
 */
const FIELD_REFERENCE =
	/^=\{\{\s*\$json((?:\.[A-Za-z_]\w*|\["[^"\\{}]+"\]|\['[^'\\{}]+'\])+)\s*\}\}$/;
const NAMES = /\w+|"[^"]+"|'[^']+'/g;

/**
 * A parameter whose expressions only name fields of the input item, as most do. n8n builds everything that an
 * expression could use anew for each one, which costs more than anything else this node does for an item.
 * @param entered a parameter, expressions included
 * @returns undefined if only n8n can tell
 */
export function readFieldReferences(entered: unknown, json: IDataObject): unknown {
	if (typeof entered === 'string') {
		return entered.startsWith('=') ? readField(entered, json) : entered;
	}
	if (typeof entered !== 'object' || entered === null) return entered;
	const values = Object.entries(entered).map(([name, value]: [string, unknown]) => {
		return [name, readFieldReferences(value, json)] as const;
	});
	if (values.some(([, value]) => value === undefined)) return undefined;
	return Array.isArray(entered) ? values.map(([, value]) => value) : Object.fromEntries(values);
}

/** Texts, numbers, and booleans only: what n8n makes of other values, and of none, is its own. */
function readField(expression: string, json: IDataObject): unknown {
	const names = FIELD_REFERENCE.exec(expression)?.[1].match(NAMES);
	const value = names?.reduce<unknown>((parent, quoted) => {
		return isObject(parent) ? parent[quoted.replace(/^["']|["']$/g, '')] : undefined;
	}, json);
	return ['string', 'number', 'boolean'].includes(typeof value) ? value : undefined;
}

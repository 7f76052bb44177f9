import type { IDataObject } from 'n8n-workflow';
import type { Violation } from '../core/validation';

/**
 * One type of message: what it must be like, and its JSON.
 * `Resolved`: the same content once its files are uploaded.
 */
export interface ContentRules<Content, Resolved = Content> {
	/** What WhatsApp would reject, by the labels of the fields. */
	validate(content: Content): Violation[];
	/** What the customer would read; null where only WhatsApp knows. */
	preview(content: Content): string | null;
	/** `type` and the object named after it, in the Cloud API's JSON. */
	toCloudApi(content: Resolved): IDataObject;
}

/** The texts that are there, one a line. */
export function joinLines(...texts: Array<string | undefined>): string {
	return texts.filter((text) => text !== undefined && text !== '').join('\n');
}

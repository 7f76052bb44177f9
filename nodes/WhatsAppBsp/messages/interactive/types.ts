import type { IDataObject } from 'n8n-workflow';
import type { Violation } from '../../core/validation';
import type { MediaSource } from '../mediaSource';

/** What is shown above the text. */
export type InteractiveHeader<Source = MediaSource> =
	| { type: 'text'; text: string }
	| {
			type: 'image' | 'video' | 'document';
			source: Source;
			/** Name that the recipient sees on a document. */
			fileName?: string;
	  };

/** The parts that interactive messages share; each type's rules say which of them it has. */
export interface CommonParts<Source = MediaSource> {
	header?: InteractiveHeader<Source>;
	/** Empty where the type does not need one. */
	body: string;
	footer?: string;
}

/**
 * One type of interactive message: what it is made of, its limits and its JSON.
 * `Resolved`: the same content once its files are uploaded.
 */
export interface InteractiveRules<Content, Resolved = Content> {
	/** Meta's word for the type. */
	apiType: string;
	/** `any`: text, image, video or document; `text` and `requiredText`: text only. */
	header: 'none' | 'any' | 'text' | 'requiredText';
	/** `limit` in code points. */
	body: { limit: number; required: boolean };
	footer: boolean;
	/** What is wrong in the type's own fields. */
	validate(content: Content): Violation[];
	/** The `action` object. */
	action(content: Resolved): IDataObject;
}

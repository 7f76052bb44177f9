import type { IDataObject } from 'n8n-workflow';
import type { AddressRequest } from './address';
import type { Buttons } from './buttons';
import type { CallPermission } from './callPermission';
import type { Catalog } from './catalog';
import type { CtaUrl } from './ctaUrl';
import type { Flow } from './flow';
import type { List } from './list';
import type { LocationRequest } from './locationRequest';
import type { MediaCarousel } from './mediaCarousel';
import type { Product } from './product';
import type { ProductCarousel } from './productCarousel';
import type { ProductList } from './productList';
import type { Violation } from '../../core/validation';
import type { ResolvedSource, MediaSource } from '../mediaSource';

/** What stands above the text. */
export type InteractiveHeader<S = MediaSource> =
	| { type: 'text'; text: string }
	| {
			type: 'image' | 'video' | 'document';
			source: S;
			/** Name that the recipient sees on a document. */
			fileName?: string;
	  };

/** The parts that interactive messages share; which of them a type takes stands in its rules. */
export interface CommonParts<S = MediaSource> {
	header?: InteractiveHeader<S>;
	/** Empty where the type does not need one. */
	body: string;
	footer?: string;
}

/** An interactive message of any type. `S`: where its media may come from. */
export type Interactive<S = MediaSource> = CommonParts<S> &
	(
		| AddressRequest
		| Buttons
		| CallPermission
		| Catalog
		| CtaUrl
		| Flow
		| List
		| LocationRequest
		| MediaCarousel<S>
		| Product
		| ProductCarousel
		| ProductList
	);

/** Values of the `interactiveType` parameter. */
export type InteractiveType = Interactive['type'];

export type InteractiveOf<T extends InteractiveType, S = MediaSource> = Extract<
	Interactive<S>,
	{ type: T }
>;

/** One type of interactive message: what it is made of, its limits and its JSON. */
export interface InteractiveRules<T extends InteractiveType> {
	/** Meta's word for the type. */
	apiType: string;
	/** `any`: text, image, video or document; `text` and `requiredText`: text only. */
	header: 'none' | 'any' | 'text' | 'requiredText';
	/** `limit` in code points. */
	body: { limit: number; required: boolean };
	footer: boolean;
	/** What is wrong beside header, body and footer. */
	validate(message: InteractiveOf<T>): Violation[];
	/** The `action` object. */
	action(message: InteractiveOf<T, ResolvedSource>): IDataObject;
}

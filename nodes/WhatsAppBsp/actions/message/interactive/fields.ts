import type { INodeProperties } from 'n8n-workflow';
import type { Interactive, InteractiveOf, InteractiveType } from '../../../messages/interactive';
import type { ParameterReader } from '../../parameterReader';

/** What a type's own fields say, without header, text and footer. */
export type TypeFields<T extends InteractiveType> = Omit<
	InteractiveOf<T>,
	Exclude<keyof Interactive, 'type'>
>;

/** One interactive type in the editor. */
export interface InteractiveFields<T extends InteractiveType> {
	name: string;
	description: string;
	/** The type's own fields, in addition to header, text and footer. */
	fields: INodeProperties[];
	read(reader: ParameterReader): TypeFields<T> | Promise<TypeFields<T>>;
}

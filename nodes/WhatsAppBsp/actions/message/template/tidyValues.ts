import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { ParameterReader } from '../../parameterReader';

export function createTidyValuesField(show: IDisplayOptions['show']): INodeProperties {
	return {
		displayName: 'Tidy Template Values',
		name: 'tidyTemplateValues',
		type: 'boolean',
		default: true,
		description:
			'Whether to replace line breaks, tabs, and more than 4 consecutive spaces in template values with a single space, because WhatsApp rejects them',
		displayOptions: { show },
	};
}

/** Whether values are put in order instead of being rejected. */
export function isTidy(options: ParameterReader): boolean {
	return options.boolean('tidyTemplateValues', false);
}

export interface OutputSchema {
	type?: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
	required?: string[];
	version?: number;
}

export function outputSchemas(): Record<string, OutputSchema>;

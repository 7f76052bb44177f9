export function update(
	readme: string,
	modules: { PROVIDERS: object; operationsOf: unknown; ERROR_TABLES: object; PROPERTIES: object[] },
): string;
export function readReadme(): string;
/** True when `npm run docs` asked for it. */
export function mayWrite(): boolean;
export function writeReadme(readme: string): void;

export interface ComposeService {
	image: string;
	command?: string;
	environment?: Record<string, string>;
	volumes?: string[];
	deploy?: { replicas: number };
	depends_on?: Record<string, { condition: string }>;
}

export function composeText(): string;
export function compose(): {
	services: Record<string, ComposeService>;
	volumes: Record<string, unknown>;
};
/** Where the file is none that Docker Compose takes, and why not; nothing when it is right. */
export function composeViolations(file: object): string[];
export function nginxText(): string;
export function exampleEnv(): string;
/** The version that the end-to-end tests run. */
export function testedN8n(): string;

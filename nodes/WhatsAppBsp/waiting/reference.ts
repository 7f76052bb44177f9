/**
 * What travels to the customer's phone and back, in a button's ID, a payload, a flow token, or callback
 * data: the wait that an answer resumes, and what was chosen.
 */
export interface WaitReference {
	executionId: string;
	nodeId: string;
	/** n8n's own, of the path of the resume URL. */
	signature: string;
	/** What the button stands for; of a delivery receipt, what is waited for. May be empty. */
	value: string;
}

const REFERENCE = /^n8n-wait\|([^|]+)\|([^|]+)\|([\w-]+)\|([^]*)$/;

/**
 * The URL at which n8n resumes the execution, as a reference of some 115 characters plus the value.
 * Limits: 256 characters in a reply button, 200 in a list row, 512 in a payload and in callback data.
 */
export function createReference(signedResumeUrl: string, value: string): string {
	const { pathname, searchParams } = new URL(signedResumeUrl);
	const [executionId, nodeId] = pathname.split('/').slice(-2);
	return ['n8n-wait', executionId, nodeId, searchParams.get('signature') ?? '', value].join('|');
}

/** Undefined for what is no reference: any other ID. */
export function parseReference(text: string | null | undefined): WaitReference | undefined {
	const match = REFERENCE.exec(text ?? '');
	if (!match) return undefined;
	const [, executionId, nodeId, signature, value] = match;
	return { executionId, nodeId, signature, value };
}

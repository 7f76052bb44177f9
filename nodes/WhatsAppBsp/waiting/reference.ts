/**
 * What travels to the customer's phone and back, in a button's ID, a payload, a flow token, or callback
 * data: the wait that an answer resumes, and what was chosen.
 */
export interface WaitReference {
	executionId: string;
	nodeId: string;
	/** n8n's own, of the path of the resume URL. */
	signature: string;
	/** Of this question: in a loop, one execution's node asks several. */
	questionId: string;
	/** What the button stands for; of a delivery receipt, what is waited for. May be empty. */
	value: string;
}

/** Which question, where n8n resumes its execution, and what proves that it may be. */
export type WaitPath = Omit<WaitReference, 'value'>;

/** What maps know the question by. */
export function getWaitKey({ executionId, nodeId, questionId }: WaitPath): string {
	return `${executionId}/${nodeId}/${questionId}`;
}

/**
 * It comes from outside, and its IDs become part of a URL: neither has a slash, nor dots that lead to
 * another path. The node's ID is whatever the workflow's author wrote, encoded as in a URL.
 */
const REFERENCE =
	/^n8n-wait\|([\w-]+)\|((?:[\w:~-]|\.(?=\w)|%(?!2[EFef]|5[Cc])[\dA-Fa-f]{2})+)\|([\w-]+)\|(\w+)\|([^]*)$/;

/**
 * The URL at which n8n resumes the execution, as a reference of some 135 characters plus the value.
 * Limits: 256 characters in a reply button, 200 in a list row, 512 in a payload and in callback data.
 */
export function createReference(
	signedResumeUrl: string,
	questionId: string,
	value: string,
): string {
	const { executionId, nodeId, signature } = parseResumeUrl(signedResumeUrl);
	return ['n8n-wait', executionId, nodeId, signature, questionId, value].join('|');
}

/** `https://n8n.example.com/webhook-waiting/<execution>/<node>?signature=<hex>` */
export function parseResumeUrl(url: string): Omit<WaitPath, 'questionId'> {
	const { pathname, searchParams } = new URL(url);
	const [executionId, nodeId] = pathname.split('/').slice(-2);
	return { executionId, nodeId, signature: searchParams.get('signature') ?? '' };
}

/** Undefined for what is no reference: any other ID. */
export function parseReference(text: string | null | undefined): WaitReference | undefined {
	const match = REFERENCE.exec(text ?? '');
	if (!match) return undefined;
	const [, executionId, nodeId, signature, questionId, value] = match;
	return { executionId, nodeId, signature, questionId, value };
}

import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import type { ProviderError, ErrorCategory } from '../core/providerError';
import { InvalidInputError } from '../core/errors';

type Failure = NonNullable<ConstructorParameters<typeof NodeApiError>[2]>['failure'];

/** What n8n itself should know about an error, if the response proves it. */
const FAILURES: Readonly<Partial<Record<ErrorCategory, (error: ProviderError) => Failure>>> = {
	auth: () => ({ cause: 'credential-invalid' }),
	balance: () => ({ cause: 'quota-exhausted' }),
	rateLimit: ({ retryAfterMs }) => ({
		cause: 'rate-limited',
		...(retryAfterMs === null ? {} : { retryAfterMs }),
	}),
	temporary: () => ({ cause: 'temporarily-unavailable' }),
};

/** Where in the input something went wrong. */
interface ItemPosition {
	itemIndex: number;
	/** How many items there are. With one, its index tells nothing. */
	items: number;
}

/** These concern the whole account, whoever the message was for. */
const ACCOUNT_CATEGORIES: readonly ErrorCategory[] = ['account', 'auth', 'balance'];

function withItemIndex(message: string, { itemIndex, items }: ItemPosition): string {
	return items > 1 ? `${message} [Item ${itemIndex}]` : message;
}

/** The provider rejected a request or did not respond. The message says what happened, the description what to do. */
export function toNodeApiError(
	node: INode,
	error: ProviderError,
	{ to, ...position }: ItemPosition & { to?: string | null },
): NodeApiError {
	const { itemIndex } = position;
	const details = error.details && error.details !== error.title ? `: ${error.details}` : '';
	const isAboutOne = to && !ACCOUNT_CATEGORIES.includes(error.category);
	const about = isAboutOne ? `${error.title}: ${to}` : error.title;
	const httpCode = /^http-(\d{3})/.exec(error.code)?.[1];
	const nodeError = new NodeApiError(node, { message: error.title } as JsonObject, {
		message: withItemIndex(about, position),
		description: `${error.advice} Code ${error.code}${details}`,
		itemIndex,
		...(httpCode ? { httpCode } : {}),
		failure: FAILURES[error.category]?.(error),
	});
	nodeError.context.providerError = error;
	return nodeError;
}

/** What was entered is wrong: n8n shows a NodeOperationError for it, a NodeApiError for a response. */
export function toNodeOperationError(
	node: INode,
	{ error }: InvalidInputError,
	position: ItemPosition,
): NodeOperationError {
	const nodeError = new NodeOperationError(node, withItemIndex(error.title, position), {
		itemIndex: position.itemIndex,
		description: error.advice,
	});
	nodeError.context.providerError = error;
	return nodeError;
}

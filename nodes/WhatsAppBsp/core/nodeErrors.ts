import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import type { ProviderError, ErrorCategory } from './providerError';
import { InvalidInputError } from './errors';

type Failure = NonNullable<ConstructorParameters<typeof NodeApiError>[2]>['failure'];

/** What n8n itself should know about an error, so far as the answer proves it. */
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
	/** How many items there are: which one it was says nothing when there is one. */
	items: number;
}

/** About the whole account: whose message it was makes no difference. */
const ACCOUNT_CATEGORIES: readonly ErrorCategory[] = ['account', 'auth', 'balance'];

function withItemIndex(message: string, { itemIndex, items }: ItemPosition): string {
	return items > 1 ? `${message} [Item ${itemIndex}]` : message;
}

/** The provider said no, or nobody answered: message says what happened, description what to do. */
export function toNodeApiError(
	node: INode,
	error: ProviderError,
	{ to, ...place }: ItemPosition & { to?: string | null },
): NodeApiError {
	const { itemIndex } = place;
	const details = error.details && error.details !== error.title ? `: ${error.details}` : '';
	const isAboutOne = to && !ACCOUNT_CATEGORIES.includes(error.category);
	const about = isAboutOne ? `${error.title}: ${to}` : error.title;
	const httpCode = /^http-(\d{3})/.exec(error.code)?.[1];
	const nodeError = new NodeApiError(node, { message: error.title } as JsonObject, {
		message: withItemIndex(about, place),
		description: `${error.advice} Code ${error.code}${details}`,
		itemIndex,
		...(httpCode ? { httpCode } : {}),
		failure: FAILURES[error.category]?.(error),
	});
	nodeError.context.providerError = error;
	return nodeError;
}

/** An error that n8n shows: what was entered is a NodeOperationError, an answer a NodeApiError. */
export function toNodeOperationError(
	node: INode,
	{ error }: InvalidInputError,
	place: ItemPosition,
): NodeOperationError {
	const nodeError = new NodeOperationError(node, withItemIndex(error.title, place), {
		itemIndex: place.itemIndex,
		description: error.advice,
	});
	nodeError.context.providerError = error;
	return nodeError;
}

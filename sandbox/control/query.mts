import type { FastifyRequest } from 'fastify';

export const getParameter = (request: FastifyRequest, name: string): string =>
	(request.params as Record<string, string | undefined>)[name] ?? '';

export const getQuery = (request: FastifyRequest, name: string): string | undefined =>
	(request.query as Record<string, string | undefined>)[name];

/** `?last=50`: only so many, the newest ones. */
export function parseLast(request: FastifyRequest, fallback: number): number {
	const given = Number(getQuery(request, 'last') ?? fallback);
	return Number.isInteger(given) && given > 0 ? given : fallback;
}

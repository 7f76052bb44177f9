/** Becomes a 404 with these words. */
export class NotFoundError extends Error {}

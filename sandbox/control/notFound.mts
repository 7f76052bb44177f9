/** Becomes a 404 with these words. */
export class NotFound extends Error {}

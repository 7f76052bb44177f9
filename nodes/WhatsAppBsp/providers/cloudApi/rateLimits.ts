import type { RecipientLimit } from '../../core/rateLimits';

/** Messages to one person, for every account of WhatsApp's. Source: Meta, "Pair rate limits". */
export const PAIR_LIMIT: RecipientLimit = { intervalMs: 6000, burst: 45, errorCodes: ['131056'] };

/** Advice of every provider's tables. Where the provider names a time, `sending` puts that in its place. */
export const TRY_LATER = 'Wait a moment, then try again.';

export const MAYBE_DONE =
	'The request may have gone through. Check whether it did before you try again.';

/** Nobody knows the outcome: the provider’s portal may show it. */
export const MAYBE_SENT =
	'The request may have gone through. Check whether it did, for example in the provider’s portal, before you try again.';

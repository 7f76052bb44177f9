/** Assumption: times without a zone are Malaysian, as the provider is. No document names one. */
export const TIME_ZONE = '+08:00';

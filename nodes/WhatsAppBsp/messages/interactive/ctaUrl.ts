import { checkUrlButton, urlAction, type UrlButton } from './button';
import { LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface CtaUrl {
	type: 'ctaUrl';
	button: UrlButton;
}

/** Source: Meta, "Interactive call-to-action URL button messages". */
export const ctaUrl: InteractiveRules<'ctaUrl'> = {
	wireType: 'cta_url',
	header: 'any',
	body: { limit: LIMITS.body, required: true },
	footer: true,
	check: ({ button }) => checkUrlButton(button),
	action: ({ button }) => urlAction(button),
};

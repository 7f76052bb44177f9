import { validateUrlButton, buildUrlAction, type UrlButton } from './button';
import { INTERACTIVE_LIMITS } from './shared';
import type { InteractiveRules } from './types';

export interface CtaUrl {
	type: 'ctaUrl';
	button: UrlButton;
}

/** Source: Meta, "Interactive call-to-action URL button messages". */
export const ctaUrl: InteractiveRules<CtaUrl> = {
	apiType: 'cta_url',
	header: 'any',
	body: { limit: INTERACTIVE_LIMITS.body, required: true },
	footer: true,
	validate: ({ button }) => validateUrlButton(button),
	action: ({ button }) => buildUrlAction(button),
};

import type { SendResult } from '../core/result';
import type { getResultStatus } from './jobResult';
import type { SendJob, SendResponse } from './types';

type Part = Pick<SendJob<unknown>, 'textKey'>;

/** What follows from a part of a split text for the ones after it, by `textKey`. */
export class TextParts {
	private readonly broken = new Set<string>();

	private readonly continued = new Set<string>();

	private readonly replacements = new Map<string, { result: SendResult; raw: unknown }>();

	recordResult({ textKey }: Part, status: ReturnType<typeof getResultStatus>): void {
		if (textKey === undefined) return;
		if (status === 'failed') this.broken.add(textKey);
		if (status === 'skipped') this.continued.add(textKey);
	}

	/** Also one that may have been sent: nobody gets it a second time. */
	recordFallback(parts: Part[], { results, raw }: SendResponse): void {
		parts.forEach(({ textKey }, i) => {
			const result = results[i];
			if (textKey !== undefined && (result.accepted || result.outcomeUnknown))
				this.replacements.set(textKey, { result, raw });
		});
	}

	/** An earlier part wasn't accepted. */
	isBroken({ textKey }: Part): boolean {
		return textKey !== undefined && this.broken.has(textKey);
	}

	/** An earlier run has sent the beginning. */
	isContinued({ textKey }: Part): boolean {
		return textKey !== undefined && this.continued.has(textKey);
	}

	/** The template that stands for the whole text. */
	getReplacement({ textKey }: Part): { result: SendResult; raw: unknown } | undefined {
		return textKey === undefined ? undefined : this.replacements.get(textKey);
	}
}

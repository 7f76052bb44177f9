import type { OutboundMessage } from '../messages/types';
import type { SendOutcome } from '../providers/provider';
import { groupRecipients } from './group';

/** One item's message and everybody it goes to. */
export interface Parcel {
	itemIndex: number;
	message: OutboundMessage;
	recipients: string[];
}

/** What became of one recipient's message. */
export interface Delivery {
	itemIndex: number;
	to: string;
	message: OutboundMessage;
	outcome: SendOutcome;
	/** The provider's answer as it came, null when there was none. */
	raw: unknown;
}

export interface Carrier {
	/** Sends one request; one outcome per recipient, in their order. Never throws for a refusal. */
	post(parcel: Parcel, recipients: string[]): Promise<{ outcomes: SendOutcome[]; raw: unknown }>;
	/** Recipients that share a request, see `groupRecipients`. */
	recipientsPerRequest?: { joinedLength: number };
	join?(recipients: string[]): string;
}

/**
 * Sends parcels in their order, one request after the other, and reports each recipient as soon as
 * it is answered.
 * @param report may throw, which ends the run: what is left is not sent
 */
export async function deliver(
	parcels: Parcel[],
	carrier: Carrier,
	report: (delivery: Delivery) => void,
): Promise<void> {
	for (const parcel of parcels) {
		const { itemIndex, message } = parcel;
		const groups = groupRecipients(
			parcel.recipients,
			carrier.recipientsPerRequest?.joinedLength,
			carrier.join,
		);
		for (const group of groups) {
			const { outcomes, raw } = await carrier.post(parcel, group);
			const deliveries = group.map((to, i) => ({
				itemIndex,
				to,
				message,
				outcome: outcomes[i],
				raw,
			}));
			// A report may end the run: the ids of what was accepted in the same request come first.
			deliveries.filter(({ outcome }) => outcome.accepted).forEach(report);
			deliveries.filter(({ outcome }) => !outcome.accepted).forEach(report);
		}
	}
}

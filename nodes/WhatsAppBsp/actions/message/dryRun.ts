import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { WorkSlice } from '../../core/workSlice';
import { getPreview } from '../../messages';
import type { MediaFile } from '../../messages/mediaSource';
import { resolveMedia } from '../../messages/resolveMedia';
import type { OutboundMessage } from '../../messages/types';
import type { Provider } from '../../providers/provider';
import type { Account } from '../../providers/request';
import { toPlainText } from '../../providers/shared/plainTextFallback';
import { getSentAs } from './getSentAs';

export const dryRunField: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description:
		'Whether to check the message and output the request that would be sent, without sending or uploading anything',
};

/** What one recipient would have been sent. */
export interface DryRunResult {
	to: string;
	/** The request's body; a file that is not uploaded yet is in it by its name. */
	payload: IDataObject;
	preview: string | null;
	sentAs?: ReturnType<typeof getSentAs>;
	part?: OutboundMessage['part'];
}

function toPlaceholder({ fileName }: MediaFile): string {
	return `(ID of ${fileName}, assigned after upload)`;
}

/** The requests of a message without making them: nothing is sent, nothing uploaded. */
export async function buildDryRun(
	provider: Provider,
	account: Account,
	message: OutboundMessage,
	recipients: string[],
): Promise<DryRunResult[]> {
	const content = await resolveMedia(message.content, async (file) => toPlaceholder(file));
	const isLink = content.type === 'media' && provider.capabilities.media === 'link';
	const preview = isLink ? toPlainText({ ...message, content }) : getPreview(message.content);
	const results: DryRunResult[] = [];
	const slice = new WorkSlice();
	for (const to of recipients) {
		if (slice.isOver()) await slice.renew();
		const { body } = provider.buildSendRequest({ ...message, content }, [to], account);
		const sentAs = getSentAs(provider, message, to);
		results.push({ to, payload: body as IDataObject, preview, sentAs, part: message.part });
	}
	return results;
}

import { z } from 'zod';
import type { Account } from '../../core/account.mts';
import type { Json, ProviderRequest, ProviderResponse, StoredMessage } from '../../core/types.mts';
import { CloudError } from '../cloudApi/errors.mts';
import { CLOUD, ok, type Route } from './route.mts';

/** Source: 360dialog, "Marketing Messages" (API reference: the paths), and Meta, "Template analytics". */

const DAY = 86_400;
const ids = z.array(z.string()).min(1).max(10);

function parseIds(text: string | undefined): string[] {
	try {
		return ids.parse(JSON.parse(text ?? ''));
	} catch {
		throw new CloudError(100, 'template_ids must be a list of 1 to 10 template IDs');
	}
}

function parseRange(account: Account, { start, end }: Record<string, string>): [number, number] {
	const [first, last] = [Number(start), Number(end)];
	if (!Number.isInteger(first) || !Number.isInteger(last) || last <= first) {
		throw new CloudError(100, 'start and end must be Unix timestamps');
	}
	if (account.now() / 1000 - first > 91 * DAY) {
		throw new CloudError(100, 'start may be 90 days ago at most');
	}
	return [Math.floor(first / DAY) * DAY, Math.ceil(last / DAY) * DAY];
}

const count = (messages: StoredMessage[], statuses: string[]) =>
	messages.filter((message) => message.statuses.some(({ status }) => statuses.includes(status)))
		.length;

function getPoint(account: Account, id: string, start: number): Json {
	const template = account.templates.find((each) => each.id === id);
	if (!template) throw new CloudError(100, `template ${id} does not exist`);
	const messages = [...account.messages.values()].filter((message) => {
		const { name, language } = ((message.payload as Json).template ?? {}) as Json;
		const at = Date.parse(message.at) / 1000;
		return (
			name === template.name &&
			(language as Json).code === template.language &&
			at >= start &&
			at < start + DAY
		);
	});
	const isClickable = template.category !== 'AUTHENTICATION';
	return {
		template_id: id,
		start,
		end: start + DAY,
		sent: messages.length,
		delivered: count(messages, ['delivered', 'read']),
		read: count(messages, ['read']),
		...(isClickable && {
			clicked: (template.components.find(({ type }) => type === 'BUTTONS')?.buttons ?? [])
				.filter(({ type }) => ['URL', 'QUICK_REPLY'].includes(type))
				.map(({ type, text }) => ({
					type: type === 'URL' ? 'url_button' : 'quick_reply_button',
					button_content: text,
					count: 0,
				})),
		}),
		cost: [{ type: 'amount_spent', value: 0 }],
	};
}

function getAnalytics(account: Account, { query }: ProviderRequest): ProviderResponse {
	if (!account.settings.templateAnalytics) {
		throw new CloudError(100, 'Template analytics are not confirmed for this account');
	}
	if (query.granularity !== 'DAILY') throw new CloudError(100, 'granularity must be DAILY');
	const [start, end] = parseRange(account, query);
	const points: Json[] = [];
	for (const id of parseIds(query.template_ids)) {
		for (let day = start; day < end; day += DAY) points.push(getPoint(account, id, day));
	}
	return ok({ data: [{ granularity: 'DAILY', data_points: points }], paging: {} });
}

function enable(account: Account, { query }: ProviderRequest): ProviderResponse {
	if (query.enable !== 'true') throw new CloudError(100, 'enable must be true');
	account.settings.templateAnalytics = true;
	return ok({ success: true });
}

const path = /^\/marketing\/template_analytics$/;

export const analyticsRoutes: Route[] = [
	{ hostings: CLOUD, method: 'GET', path, handle: getAnalytics },
	{ hostings: CLOUD, method: 'POST', path, handle: enable },
];

import { asObject, isObject } from '../../core/parse';
import { hasBody } from '../../providers/shared/parseBody';
import type { WebhookContext } from './webhookContext';

/** The bytes to forward; none for a request without a body. */
export type ForwardBody = { bytes: Buffer | undefined } | { problem: string };

/** n8n keeps the bytes of every body, except those of a form with parts, which it reads into fields. */
export function getForwardBody({ request }: WebhookContext): ForwardBody {
	const { rawBody, headers, body } = request;
	if (rawBody) return { bytes: rawBody.length > 0 ? rawBody : undefined };
	const boundary = /^multipart\/form-data\b.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(
		headers['content-type'] ?? '',
	);
	const form = asObject(body);
	if (boundary && isObject(form.data)) {
		const hasFiles = Object.keys(asObject(form.files)).length > 0;
		if (hasFiles) return { problem: 'n8n does not keep the files of a multipart body' };
		return { bytes: buildMultipart(form.data, boundary[1] ?? boundary[2]) };
	}
	return hasBody(headers) ? { problem: 'n8n did not keep its body' } : { bytes: undefined };
}

/** Source: RFC 7578. */
function buildMultipart(fields: object, boundary: string): Buffer {
	const pairs = Object.entries(fields).flatMap(([name, values]) =>
		[values].flat().map((value) => [name, String(value)]),
	);
	const parts = pairs.map(([name, value]) => {
		const escaped = name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
		const head = `Content-Disposition: form-data; name="${escaped}"`;
		return `--${boundary}\r\n${head}\r\n\r\n${value}\r\n`;
	});
	return Buffer.from(`${parts.join('')}--${boundary}--\r\n`);
}

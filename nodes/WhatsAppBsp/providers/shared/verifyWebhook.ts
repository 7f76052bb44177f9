import { createHmac } from 'crypto';
import { safeEqual } from '../../core/safeEqual';

/**
 * Whether `header` is the HMAC-SHA256 of exactly these bytes, in hex, with or without `sha256=`.
 * False when bytes, header or secret are missing.
 */
export function verifySignature(
	rawBody: Buffer | undefined,
	header: string | undefined,
	secret: string,
): boolean {
	if (!rawBody || !header || secret === '') return false;
	const given = header
		.trim()
		.toLowerCase()
		.replace(/^sha256=/, '');
	return safeEqual(given, createHmac('sha256', secret).update(rawBody).digest('hex'));
}

/** Whether an `Authorization` header is Basic with this user and password (RFC 7617, UTF-8). */
export function verifyBasicAuth(
	header: string | undefined,
	user: string,
	password: string,
): boolean {
	const encoded = /^basic\s+(\S+)\s*$/i.exec(header ?? '')?.[1];
	if (encoded === undefined) return false;
	return safeEqual(Buffer.from(encoded, 'base64').toString('utf8'), `${user}:${password}`);
}

import { z } from 'zod';
import { CloudError } from './errors.mts';

export const countCodePoints = (text: string): number => [...text].length;

/** Required, non-empty text of at most `max` code points. */
export const text = (max: number, min = 1) =>
	z.string().superRefine((value, context) => {
		const length = countCodePoints(value);
		if (length < min) {
			context.addIssue({
				code: 'custom',
				message: 'must not be empty',
				params: { cloud: '131009' },
			});
		}
		if (length > max) {
			const message = `must be at most ${max} characters long.`;
			context.addIssue({ code: 'custom', message, params: { cloud: '100' } });
		}
	});

const isWebUrl = (value: string) => {
	try {
		return ['http:', 'https:'].includes(new URL(value).protocol);
	} catch {
		return false;
	}
};
export const webUrl = z.string().refine(isWebUrl, 'is not a valid URI.');

const requireOneSource = (value: { id?: string; link?: string }, context: z.RefinementCtx) => {
	if ((value.id === undefined) !== (value.link === undefined)) return;
	context.addIssue({ code: 'custom', message: 'needs exactly one of id and link' });
};

const source = { id: z.string().min(1).optional(), link: webUrl.optional() };
export const plainMedia = z.strictObject(source).superRefine(requireOneSource);
export const captioned = z
	.strictObject({ ...source, caption: text(1024, 0).optional() })
	.superRefine(requireOneSource);
export const documentMedia = z
	.strictObject({ ...source, caption: text(1024, 0).optional(), filename: text(240).optional() })
	.superRefine(requireOneSource);
export const audioMedia = z
	.strictObject({ ...source, voice: z.boolean().optional() })
	.superRefine(requireOneSource);

/** A number, or its text: Meta's own example quotes it. */
const degrees = (most: number) =>
	z
		.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/, 'is no number')])
		.transform(Number)
		.pipe(z.number().min(-most).max(most));

export const location = z.strictObject({
	latitude: degrees(90),
	longitude: degrees(180),
	name: text(1000).optional(),
	address: text(1000).optional(),
});

const formatPath = (path: Array<string | number>) =>
	path.map((part, index) => (index === 0 ? String(part) : `['${part}']`)).join('');

const getAt = (value: unknown, path: Array<string | number>): unknown =>
	path.reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], value);

/** Checks a part of a message; the first complaint becomes Meta's error. */
export function check<T>(
	schema: z.ZodType<T, z.ZodTypeDef, unknown>,
	value: unknown,
	name: string,
	strictKeys: boolean,
): T {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const issues = result.error.issues.filter(
		(issue) => strictKeys || issue.code !== 'unrecognized_keys',
	);
	const issue = issues[0];
	if (!issue) return value as T;
	const path = formatPath([name, ...issue.path]);
	if (issue.code === 'unrecognized_keys') {
		throw new CloudError(100, `Unexpected key "${issue.keys[0]}" on param "${path}".`);
	}
	const isTyped = issue.code === 'invalid_type' || issue.code === 'invalid_union';
	if (isTyped && getAt(value, issue.path) === undefined) {
		throw new CloudError(131008, `The parameter ${path} is required.`);
	}
	if (issue.code === 'custom' && issue.params?.cloud) {
		throw new CloudError(String(issue.params.cloud), `Param ${path} ${issue.message}`);
	}
	throw new CloudError(131009, `Param ${path}: ${issue.message}`);
}

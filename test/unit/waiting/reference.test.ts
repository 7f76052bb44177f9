import { createReference, parseReference } from '../../../nodes/WhatsAppBsp/waiting/reference';
import { PATH, refer, RESUME_URL } from '../../support/waits';

it.each<[string, string]>([
	['a word', 'yes'],
	['nothing', ''],
	['the mark between its parts', '|a||b|'],
	['another reference', refer('yes')],
	['letters of any script, and emoji', 'Genehmigt – नमस्ते 👍🏽'],
	['line breaks and control characters', 'a\nb\r\u2028c\u0000'],
	['what JSON and URLs escape', '"\\/?&=%20+#'],
])('leads back to its question with a value of %s', (_, value) => {
	expect(parseReference(refer(value))).toEqual({ ...PATH, value });
});

it('reads the path behind a prefix, and ignores what else the URL asks', () => {
	const url = `https://example.com/n8n/webhook-waiting/${PATH.executionId}/${PATH.nodeId}?a=b&signature=${PATH.signature}`;
	expect(createReference(url, PATH.questionId, 'no')).toBe(refer('no'));
});

it.each(['1', 'ask-the-manager', 'node.1', 'Node_2:a', 'Frage%20an%20%C3%9Cwe'])(
	'may name a node whose ID is %s',
	(nodeId) => {
		const reference = refer('yes').replace(PATH.nodeId, nodeId);
		expect(parseReference(reference)).toMatchObject({ nodeId });
	},
);

it('leaves room for a value in the shortest ID, that of a list row', () => {
	expect(refer('').length).toBeLessThanOrEqual(200 - 24);
});

it('is none without a signature', () => {
	const unsigned = createReference(RESUME_URL.split('?')[0], PATH.questionId, 'yes');
	expect(parseReference(unsigned)).toBeUndefined();
});

it.each<[string, string | null | undefined]>([
	['no ID', undefined],
	['null', null],
	['an empty one', ''],
	['a word', 'yes'],
	['the name alone', 'n8n-wait'],
	['one with too few parts', 'n8n-wait|1|2|c2ln'],
	['one without an execution', refer('yes').replace(PATH.executionId, '')],
	['one without a node', refer('yes').replace(PATH.nodeId, '')],
	...[
		'..',
		'../../webhook/x',
		'..%2Fx',
		'%2e%2e',
		'%2E.',
		'a..b',
		'a\\b',
		'a?b',
		'a#b',
		'.',
	].flatMap(
		(path): Array<[string, string]> => [
			[`one whose execution is ${path}`, refer('yes').replace(PATH.executionId, path)],
			[`one whose node is ${path}`, refer('yes').replace(PATH.nodeId, path)],
		],
	),
	['one with a signature that is none', refer('yes').replace(PATH.signature, 'a/../b')],
	['one with another name', refer('yes').replace('n8n-wait', 'n8n-waiting')],
	['one in capitals', refer('yes').replace('n8n-wait', 'N8N-WAIT')],
	['one behind other text', ` ${refer('yes')}`],
	['a JSON text', JSON.stringify(PATH)],
	['the URL itself', RESUME_URL],
])('reads %s as none', (_, text) => {
	expect(parseReference(text)).toBeUndefined();
});

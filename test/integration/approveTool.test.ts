import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { initDeduplication } from '../support/processedDataTable';
import { createAccount, type SandboxProvider } from '../support/sandboxClient';

/** The text that n8n proposes for the approval of an AI agent's tool. */
const QUESTION = '=Tool: {{ $json.tool }}\nInput:\n{{ $json.toolParameters }}';

const RECIPIENTS = {
	dialog360: '60123240066',
	modica: '64211234567',
	bulk360: '60123240066',
	socnet: '256772123456',
};

beforeAll(initDeduplication);

/** What the person would be sent. */
async function preview(
	json: IDataObject,
	provider: SandboxProvider,
	message = QUESTION,
): Promise<string> {
	const run = await runNode(
		await createAccount(provider),
		{
			operation: 'sendAndWait',
			to: RECIPIENTS[provider],
			message,
			options: { dryRun: true },
		},
		{ items: [{ json }] },
	);
	expect(run.error).toBeUndefined();
	return JSON.stringify(run.json[0].payload);
}

/** The question as the person would read it. */
async function ask(json: IDataObject): Promise<string> {
	const payload = JSON.parse(await preview(json, 'dialog360')) as {
		interactive: { body: { text: string } };
	};
	return payload.interactive.body.text;
}

const askAbout = async (toolParameters: IDataObject): Promise<string> =>
	(await ask({ tool: 'Refund', toolParameters })).replace('Tool: Refund\nInput:\n', '');

it('shows each argument of an AI agent’s tool on a line of its own', async () => {
	const toolParameters = { orderNumber: 'A-1042', amount: 120, items: ['hat', { size: 'L' }] };
	expect(await ask({ tool: 'Refund', toolParameters })).toBe(
		'Tool: Refund\nInput:\norderNumber: A-1042\namount: 120\nitems: ["hat",{"size":"L"}]',
	);
});

it.each(['modica', 'bulk360', 'socnet'] as const)('shows them at %s too', async (provider) => {
	const toolParameters = { orderNumber: 'A-1', amount: 120 };
	const payload = await preview({ tool: 'Refund', toolParameters }, provider);
	expect(payload).toContain(String.raw`Tool: Refund\nInput:\norderNumber: A-1\namount: 120`);
	expect(payload).not.toContain('[object Object]');
});

it.each(['dialog360', 'bulk360'] as const)(
	'shows them at %s where they are all of the message',
	async (provider) => {
		const json = { toolParameters: { orderNumber: 'A-1', amount: 120 } };
		const payload = await preview(json, provider, '={{ $json.toolParameters }}');
		expect(payload).toContain(String.raw`"orderNumber: A-1\namount: 120`);
	},
);

it('leaves the text alone where there is no tool', async () => {
	expect(await ask({ tool: 'none', toolParameters: '[object Object]' })).toBe(
		'Tool: none\nInput:\n[object Object]',
	);
});

it('lets no value pass itself off as another argument', async () => {
	const toolParameters = { reason: 'broken\namount: 1', 'note\namount': '2', amount: 120 };
	expect(await ask({ tool: 'Refund', toolParameters })).toBe(
		'Tool: Refund\nInput:\nreason: "broken\\namount: 1"\n"note\\namount": 2\namount: 120',
	);
});

it.each<[string, IDataObject, string]>([
	['a line separator', { a: 'x\u2028amount: 1' }, 'a: "x\\u2028amount: 1"'],
	['one in an object', { a: { b: 'x\u2029amount: 2' } }, 'a: {"b":"x\\u2029amount: 2"}'],
	['one in a name', { 'a\u2028b': 1 }, '"a\\u2028b": 1'],
	['a vertical tab', { a: 'x\u000bamount: 1' }, 'a: "x\\u000bamount: 1"'],
	['a next line', { a: ['x\u0085amount: 1'] }, 'a: ["x\\u0085amount: 1"]'],
	['a bidi override', { a: '001 \u202etnuoma' }, 'a: "001 \\u202etnuoma"'],
	['a bidi isolate', { a: 'x\u2067y\u2069' }, 'a: "x\\u2067y\\u2069"'],
	['a form feed', { a: 'x\fy' }, 'a: "x\\fy"'],
	['a delete', { a: 'x\u007fy' }, 'a: "x\\u007fy"'],
	['a bidi mark', { a: '\u200f1' }, 'a: "\\u200f1"'],
	['text in any script', { a: 'नमस्ते 👩‍👩‍👧 "ok"' }, 'a: नमस्ते 👩‍👩‍👧 "ok"'],
	['what only looks like a line break', { a: 'C:\\new' }, 'a: C:\\new'],
	['nothing', { a: null, b: '' }, 'a: null\nb: '],
])('shows %s in a value on one line', async (_, toolParameters, shown) => {
	expect(await askAbout(toolParameters)).toBe(shown);
});

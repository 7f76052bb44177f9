import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { createAccount } from '../support/sandboxClient';

/** The text that n8n proposes for the approval of an AI agent's tool. */
const QUESTION = '=Tool: {{ $json.tool }}\nInput:\n{{ $json.toolParameters }}';

/** The question as the person would read it. */
async function ask(json: IDataObject): Promise<unknown> {
	const run = await runNode(
		await createAccount('dialog360'),
		{ operation: 'sendAndWait', to: '60123240066', message: QUESTION, options: { dryRun: true } },
		{ items: [{ json }] },
	);
	expect(run.error).toBeUndefined();
	const { interactive } = run.json[0].payload as { interactive: { body: IDataObject } };
	return interactive.body.text;
}

it('shows each argument of an AI agent’s tool on a line of its own', async () => {
	const toolParameters = { orderNumber: 'A-1042', amount: 120, items: ['hat', { size: 'L' }] };
	expect(await ask({ tool: 'Refund', toolParameters })).toBe(
		'Tool: Refund\nInput:\norderNumber: A-1042\namount: 120\nitems: ["hat",{"size":"L"}]',
	);
});

it('lets no value pass itself off as another argument', async () => {
	const toolParameters = { reason: 'broken\namount: 1', 'note\namount': '2', amount: 120 };
	expect(await ask({ tool: 'Refund', toolParameters })).toBe(
		'Tool: Refund\nInput:\nreason: "broken\\namount: 1"\n"note\\namount": 2\namount: 120',
	);
});

it('leaves the text alone where there is no tool', async () => {
	expect(await ask({ tool: 'none', toolParameters: '[object Object]' })).toBe(
		'Tool: none\nInput:\n[object Object]',
	);
});

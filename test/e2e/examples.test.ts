import { aiAgent } from './examples/aiAgent';
import { aiApproval, approval } from './examples/approvals';
import { campaign } from './examples/campaign';
import { colleagueAnswers } from './examples/colleagueAnswers';
import { costByCategory } from './examples/costByCategory';
import { crmSync } from './examples/crmSync';
import { customerService } from './examples/customerService';
import { oneTimePasswordBySms, textTemplateProvider } from './examples/deliveryFallback';
import { fallback } from './examples/fallback';
import { oneTimePassword } from './examples/oneTimePassword';
import { orderReceipts } from './examples/orderReceipts';
import { optOut } from './examples/optOut';
import { simple } from './examples/simple';
import { stopEnvironment, startEnvironment, getEnvironment, TEST_MS } from './examples/environment';
import { WITH_INSTALL_MS } from '../support/timeouts';
import { exampleFiles, readExample, readmeOfExamples } from './examples/program';

beforeAll(startEnvironment, WITH_INSTALL_MS);
afterAll(stopEnvironment, TEST_MS);

describe('the list', () => {
	/** Names of each node type's parameters. */
	let known: Map<string, Set<string>>;
	beforeAll(async () => {
		interface NodeType {
			name: string;
			properties: Array<{ name: string }>;
		}
		const types = await getEnvironment().call<NodeType[]>('n8n', 'nodeTypes');
		known = new Map(
			types.map(({ name, properties }) => [name, new Set(properties.map((field) => field.name))]),
		);
	}, TEST_MS);

	it('names every example file in examples/README.md, and no other', () => {
		const named = readmeOfExamples().match(/`[a-z0-9-]+\.json`/g) ?? [];
		expect(named.map((name) => name.replace(/`/g, '')).sort()).toEqual(exampleFiles());
	});

	it.each(exampleFiles())('%s opens with a note that says what to do before using it', (file) => {
		const [note] = readExample(file.replace('.json', '')).nodes;
		expect(note.type).toBe('n8n-nodes-base.stickyNote');
		expect(note.parameters.content).toMatch(/^## .+\n[^]*\*\*Before you (run|use) it\*\*\n1\. /);
	});

	it.each(exampleFiles())('%s holds no credential, pinned data or unknown node', (file) => {
		const { nodes, pinData } = readExample(file.replace('.json', ''));
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
		expect(pinData).toEqual({});
		expect(nodes.map(({ type }) => type).filter((type) => !known.has(type))).toEqual([]);
	});

	it.each(exampleFiles())('%s sets only what our nodes have', (file) => {
		const strange = readExample(file.replace('.json', ''))
			.nodes.filter(({ type }) => type.startsWith('n8n-nodes-whatsapp-bsp.'))
			.flatMap(({ type, parameters }) =>
				Object.keys(parameters).filter((name) => !known.get(type)?.has(name)),
			);
		expect(strange).toEqual([]);
	});
});

simple();
orderReceipts();
customerService();
oneTimePassword();
campaign();
aiAgent();
fallback();
oneTimePasswordBySms();
textTemplateProvider();
crmSync();
colleagueAnswers();
optOut();
costByCategory();
approval();
aiApproval();

import axios from 'axios';
import { until } from '../../sandbox/n8n/wait.mts';
import { runDemo, startDemo, occupyPort } from './demoProcess';
import { WITH_INSTALL_MS } from '../support/timeouts';

/** The very first start installs n8n. */
const START_MS = 180_000;

const CONNECTED = [
	'credential created and tested by n8n',
	'workflow for incoming calls is active',
	'provider knows the webhook',
	'a webhook call without the secret is rejected',
	'"order shipped" sent, and accepted by the provider',
	'delivery receipts of the order message came into n8n',
	'the customer replies',
	'the trigger started the workflow',
	'the auto-reply reached the customer',
];

const ASKED = [
	'asked with two buttons, and n8n waits',
	'a tap let the workflow go on, and started no other',
];

const STEPS: Record<string, string[]> = {
	'360dialog': [
		...CONNECTED,
		'the customer saw blue check marks and "typing…"',
		'delivery receipts of the auto-reply came into n8n',
		...ASKED,
	],
	Bulk360: [...CONNECTED, 'delivery receipts of the auto-reply came into n8n'],
	Socnet: [
		'credential created and tested by n8n',
		'"order shipped" sent, and accepted by the provider',
		'delivered, as the sandbox sees it',
	],
	Modica: [...CONNECTED, 'delivery receipts of the auto-reply came into n8n', ...ASKED],
};

/** What the transcript says under a provider's name. */
function section(output: string, provider: string): string[] {
	const lines = output.split('\n');
	const start = lines.indexOf(provider) + 1;
	const length = lines.slice(start).findIndex((line) => line.trim() === '');
	return lines.slice(start, start + length);
}

const getSteps = (output: string, provider: string, mark: string): string[] =>
	section(output, provider)
		.filter((line) => line.startsWith(`  ${mark} `))
		.map((line) => line.slice(4));

describe('npm run demo -- --once', () => {
	let output = '';
	let code: number | string | undefined;

	beforeAll(async () => {
		({ output, code } = await runDemo('--once'));
	}, WITH_INSTALL_MS);

	it('ends with 0', () => {
		expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
	});

	it.each(Object.entries(STEPS))('shows every step at %s', (provider, steps) => {
		expect(getSteps(output, provider, '✓')).toEqual(steps);
		expect(getSteps(output, provider, '✗')).toEqual([]);
	});

	it.each(Object.keys(STEPS))('tells what was sent through %s, and its id', (provider) => {
		const text = section(output, provider).join('\n');
		expect(text).toContain('"Hi Ana, your order A-1042 has shipped."');
		expect(text).toMatch(/^ +id \S{10,}/m);
		expect(text).toContain('sent → delivered');
	});

	it.each(['360dialog', 'Bulk360', 'Modica'])(
		'shows what the customer wrote and what %s responded',
		(provider) => {
			const text = section(output, provider).join('\n');
			expect(text).toContain('"Where is my order?" · webhook got 200');
			expect(text).toContain('"Your order left our warehouse today');
		},
	);

	it.each(['360dialog', 'Modica'])(
		'shows what the customer of %s was asked and tapped',
		(provider) => {
			const text = section(output, provider).join('\n');
			expect(text).toContain('Will you be at home?" [✓ Yes] [✗ Another day]');
			expect(text).toContain('answered: ✓ Yes, from ');
		},
	);

	it('says why nothing comes in from Socnet', () => {
		expect(section(output, 'Socnet').join('\n')).toContain('Socnet documents no webhook');
	});

	it('names the addresses and the login', () => {
		expect(output).toMatch(/^Editor: +http:\/\/127\.0\.0\.1:\d+ +\(owner@example\.com, password /m);
		expect(output).toMatch(/^Sandbox: +http:\/\/127\.0\.0\.1:\d+/m);
	});

	it.each([
		'demo-token',
		'demo-password',
		'sandbox-360dialog-key',
		'sandbox-app-secret',
		'sandbox-socnet-key-0123456789abc',
		'sandbox-password',
		Buffer.from('sandbox-application:sandbox-password').toString('base64'),
	])('prints no secret of a credential: %s', (secret) => {
		expect(output).not.toContain(secret);
		expect(output).not.toContain(encodeURIComponent(secret));
	});
});

describe('a demo that fails', () => {
	it(
		'ends with 1 and names the step and the logs, after playing the other providers',
		async () => {
			const held = await occupyPort();
			await held.close();
			const demo = startDemo('--once', '--sandbox-port', String(held.port));
			// The sandbox is up seconds before n8n is: time enough to break one provider.
			const control = axios.create({
				baseURL: `http://127.0.0.1:${held.port}/control`,
				proxy: false,
			});
			await until(
				'the sandbox',
				WITH_INSTALL_MS,
				async () => (await control.get<unknown>('/health')).data,
			);
			await control.post('/accounts/bulk360/faults', {
				kind: 'status',
				status: 503,
				body: 'maintenance',
				times: null,
				pathIncludes: 'send.php',
			});
			const { code, output } = await demo.ended;
			expect(code).toBe(1);
			expect(output).toContain('Not everything was seen:');
			expect(output).toContain('✗ Bulk360: "order shipped" sent, and accepted by the provider');
			expect(output).toMatch(/n8n's log: +\S+n8n\.log/);
			expect(getSteps(output, 'Modica', '✓')).toEqual(STEPS.Modica);
		},
		WITH_INSTALL_MS,
	);

	it(
		'names the port that is in use',
		async () => {
			const occupied = await occupyPort();
			const { code, output } = await runDemo('--once', '--port', String(occupied.port));
			await occupied.close();
			expect(code).toBe(1);
			expect(output).toContain(`Port ${occupied.port} is in use by another program.`);
		},
		START_MS,
	);

	it.each([
		['--port', 'abc', '--port needs a port between 1 and 65535, not "abc"'],
		['--sandbox-port', '70000', '--sandbox-port needs a port between 1 and 65535, not "70000"'],
		['--onc', '', "Unknown option '--onc'"],
	])(
		'explains a wrong option: %s %s',
		async (option, value, message) => {
			const { code, output } = await runDemo(option, ...(value ? [value] : []));
			expect(code).toBe(2);
			expect(output).toContain(message);
			expect(output).toContain('npm run demo -- --help lists the options.');
		},
		START_MS,
	);
});

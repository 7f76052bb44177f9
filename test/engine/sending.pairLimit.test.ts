import { runNode } from '../support/engine';
import { createAccount, type SandboxProvider } from '../support/sandboxClient';

const settings = { enforceWindow: false, ratePerSecond: null, pairLimit: false };
const OFTEN = '60120000000';
const others = Array.from({ length: 12 }, (_, i) => String(60120000001 + i));

it.each<SandboxProvider>(['dialog360', 'modica'])(
	'%s: 131056 is waited for by 1, 4, … seconds, and by this recipient alone',
	async (provider) => {
		const account = await createAccount(provider, { settings });
		await account.outcome({ to: OFTEN, refuse: { code: 131056 }, times: 2 });
		const items = [OFTEN, ...others].map((to) => ({ json: { to } }));
		const { json } = await runNode(
			account,
			{ operation: 'sendText', to: '={{ $json.to }}', text: 'Hi' },
			{ items, onError: 'continueRegularOutput' },
		);
		expect(json.map(({ status }) => status)).toEqual(items.map(() => 'accepted'));
		expect(json[0]).toMatchObject({ attempts: 3 });

		const requests = (await account.requests()).map(({ at, body }) => ({
			at: Date.parse(at),
			isOften: String(body.to).endsWith(OFTEN),
		}));
		const [first, second, third] = requests.filter(({ isOften }) => isOften).map(({ at }) => at);
		// The sandbox's clock is not the node's.
		expect(second - first).toBeGreaterThan(900);
		expect(second - first).toBeLessThan(3000);
		expect(third - second).toBeGreaterThan(3900);
		expect(third - second).toBeLessThan(8000);
		const last = Math.max(...requests.filter(({ isOften }) => !isOften).map(({ at }) => at));
		expect(last).toBeLessThan(second);
	},
);

import { runNode } from '../support/engine';
import {
	arrivedAt,
	createAccount,
	type LoggedRequest,
	type SandboxProvider,
} from '../support/sandboxClient';

const settings = { enforceWindow: false, ratePerSecond: null, pairLimit: false };
const OFTEN = '60120000000';
const OTHERS = Array.from({ length: 12 }, (_, i) => String(60120000001 + i));

it.each<SandboxProvider>(['dialog360', 'modica'])(
	'%s: 131056 is waited for by 1, 4, … seconds, and by this recipient alone',
	async (provider) => {
		const account = await createAccount(provider, { settings });
		await account.setOutcome({ to: OFTEN, reject: { code: 131056 }, times: 2 });
		const items = [OFTEN, ...OTHERS].map((to) => ({ json: { to } }));
		const { json } = await runNode(
			account,
			{ operation: 'sendText', to: '={{ $json.to }}', text: 'Hi' },
			{ items, onError: 'continueRegularOutput' },
		);
		expect(json.map(({ status }) => status)).toEqual(items.map(() => 'accepted'));
		expect(json[0]).toMatchObject({ attempts: 3 });

		const requests = await account.requests();
		const isOften = ({ body }: LoggedRequest) => String(body.to).endsWith(OFTEN);
		const [first, second, third] = requests.filter(isOften).map(arrivedAt);
		// Two clocks, rounded. That they are no longer is shown where the clock is turned by hand.
		expect(second - first).toBeGreaterThan(990);
		expect(third - second).toBeGreaterThan(3990);
		const others = requests.filter((request) => !isOften(request)).map(arrivedAt);
		expect(Math.max(...others)).toBeLessThan(third);
	},
);

import { aiAgent } from '../examples/aiAgent';
import { aiApproval, approval } from '../examples/approvals';
import { campaign } from '../examples/campaign';
import { crmSync } from '../examples/crmSync';
import { customerService } from '../examples/customerService';
import { fallback } from '../examples/fallback';
import { oneTimePassword } from '../examples/oneTimePassword';
import { orderReceipts } from '../examples/orderReceipts';
import { simple } from '../examples/simple';
import {
	stopEnvironment,
	startQueueEnvironment,
	getEnvironment,
	TEST_MS,
} from '../examples/environment';
import { once } from './once';
import { processes } from './processes';
import { WITH_INSTALL_MS } from '../../support/timeouts';

/** As `sandbox/n8n/queue/settings.mts` says. */
const PASSWORD = 'queue-example';

/** n8n's credentials for the cluster's own Redis, in a database that nothing else uses, and PostgreSQL. */
const redis = async (database: number) => ({
	host: '127.0.0.1',
	port: await getEnvironment().call<number>('redis', 'port'),
	password: PASSWORD,
	database,
});
const postgres = async () => ({
	host: '127.0.0.1',
	port: await getEnvironment().call<number>('postgres', 'port'),
	database: 'n8n',
	user: 'n8n',
	password: PASSWORD,
	ssl: 'disable',
});

beforeAll(startQueueEnvironment, WITH_INSTALL_MS);
afterAll(stopEnvironment, TEST_MS);

processes();
once(
	async () => await getEnvironment().credential('redis', 'Keys', await redis(6)),
	async () => await getEnvironment().credential('postgres', 'Keys', await postgres()),
);
// The example workflows as in one process: nobody who imports them can tell the difference.
simple();
orderReceipts();
customerService();
oneTimePassword();
campaign();
aiAgent(async () => await redis(5));
fallback();
crmSync();
approval();
aiApproval();

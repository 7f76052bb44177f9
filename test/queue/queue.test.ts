import { aiAgent } from '../e2e/examples/aiAgent';
import { campaign } from '../e2e/examples/campaign';
import { crmSync } from '../e2e/examples/crmSync';
import { customerService } from '../e2e/examples/customerService';
import { fallback } from '../e2e/examples/fallback';
import { oneTimePassword } from '../e2e/examples/oneTimePassword';
import { orderReceipts } from '../e2e/examples/orderReceipts';
import { simple } from '../e2e/examples/simple';
import { closeStage, openQueueStage, stage, TEST_MS } from '../e2e/examples/play';
import { duplicates } from './duplicates';
import { processes } from './processes';

/** Downloads, migrations and the start of eight servers, where none of it was done before. */
const START_MS = 600_000;

/** As `sandbox/n8n/queue/settings.mts` says. */
const REDIS_PASSWORD = 'queue-example';

beforeAll(openQueueStage, START_MS);
afterAll(closeStage, TEST_MS);

processes();
duplicates();
// The example workflows as in one process: nobody who imports them can tell the difference.
simple();
orderReceipts();
customerService();
oneTimePassword();
campaign();
aiAgent(async () => ({
	host: '127.0.0.1',
	port: await stage().call<number>('redis', 'port'),
	password: REDIS_PASSWORD,
	database: 5,
}));
fallback();
crmSync();

import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { operationsOf, PROVIDERS } from '../../nodes/WhatsAppBsp/providers';
import { ERROR_TABLES } from '../support/errorTables';
import { mayWrite, readReadme, update, writeReadme } from '../support/readmeTables';

it('the README’s tables say what the code says (npm run docs writes them)', () => {
	const current = readReadme();
	const updated = update(current, {
		PROVIDERS,
		operationsOf,
		ERROR_TABLES,
		PROPERTIES: new WhatsAppBsp().description.properties,
	});
	if (mayWrite()) writeReadme(updated);
	expect(mayWrite() ? updated : current).toBe(updated);
});

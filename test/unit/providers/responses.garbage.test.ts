import { bulk360 } from '../../../nodes/WhatsAppBsp/providers/bulk360';
import { dialog360 } from '../../../nodes/WhatsAppBsp/providers/dialog360';
import { modica } from '../../../nodes/WhatsAppBsp/providers/modica';
import { socnet } from '../../../nodes/WhatsAppBsp/providers/socnet';
import { createResponse } from '../../support/response';

describe('garbage neither throws nor counts as sent', () => {
	const garbage = [
		'',
		'null',
		'[]',
		'{}',
		'0',
		'true',
		'"x"',
		'[null]',
		'[[]]',
		'<html>',
		'{"code":',
		'{"messages":[]}',
		'{"messages":[null]}',
		'{"messages":"x"}',
		'{"error":null}',
		'{"error":[]}',
		'{"errors":[]}',
		'{"errors":[null]}',
		'{"status":null}',
		'{"status":{}}',
		'{"code":null}',
		'{"__proto__":{"code":200}}',
		'{"messages":[{"id":{}}]}',
	];
	const providers = [bulk360, dialog360, modica, socnet];
	const cases = providers.flatMap((provider) =>
		garbage.flatMap((text) =>
			[200, 400, 500].map((status) => [provider.name, status, text] as const),
		),
	);

	it.each(cases)('%s, HTTP %i: %s', (name, status, text) => {
		const provider = providers.find((candidate) => candidate.name === name)!;
		const outcomes = provider.parseSendResponse(createResponse(text, status), ['256701234567'], {});
		expect(outcomes).toHaveLength(1);
		expect(outcomes[0]).toMatchObject({
			accepted: false,
			error: {
				code: expect.any(String),
				title: expect.stringMatching(/\w/),
				advice: expect.stringMatching(/\w/),
			},
		});
	});
});

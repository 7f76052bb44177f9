import { DownloadError } from '../../../nodes/WhatsAppBsp/trigger/media/download';
import { NotProcessedError } from '../../../nodes/WhatsAppBsp/trigger/receive/notProcessedError';
import { InvalidPatternError } from '../../../nodes/WhatsAppBsp/trigger/receive/textMatches';

it.each([DownloadError, NotProcessedError, InvalidPatternError])(
	'%p is called by its name in a log',
	(Type) => {
		expect(String(new Type('why'))).toMatch(new RegExp(`^${Type.name}: .*why$`));
	},
);

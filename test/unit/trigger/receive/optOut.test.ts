import {
	createOptOutWords,
	markOptOuts,
} from '../../../../nodes/WhatsAppBsp/trigger/receive/optOut';
import type { WhatsAppEvent } from '../../../../nodes/WhatsAppBsp/core/event';

const own = { optOut: ['no more', '🛑', 'Subscribe'], optIn: ['ja bitte', 'stop'] };
const mark = (fields: Partial<WhatsAppEvent>, words = { optOut: [], optIn: [] } as typeof own) =>
	markOptOuts(
		[{ event: 'message', provider: 'modica', id: '1', timestamp: '', raw: {}, ...fields }],
		createOptOutWords(words.optOut, words.optIn),
	)[0];

it.each([
	'STOP',
	'stop',
	' Stop. ',
	'Stop!!',
	'S T O P',
	'Stop 🙏',
	'stop promotions',
	'opt-out',
	'Unsubscribe',
	'Berhenti',
	'ARRÊT',
	'arret',
	'Désinscription.',
	'cancelar suscripcion',
	'СТОП',
	'退订',
	'إلغاء الاشتراك',
	'الغاء الاشتراك',
	'रोकें',
	'Hủy đăng ký',
])('%s opts out', (text) => {
	expect(mark({ text }).optOut).toBe(true);
});

it.each(['START', 'unstop!', 'Subscribe', 'Berlangganan', '订阅', 'Suscribir'])(
	'%s opts in',
	(text) => {
		expect(mark({ text }).optOut).toBe(false);
	},
);

it.each([
	'Please stop by at noon',
	'cancel',
	'stopwatch',
	'don’t stop',
	'end',
	'👍',
	'!!!',
	' ',
	'',
	undefined,
	`stop${' '.repeat(60)}`,
])('%j says neither', (text) => {
	expect(mark({ text })).not.toHaveProperty('optOut');
});

it.each<Partial<WhatsAppEvent>>([
	{ event: 'other', type: 'echo', text: 'STOP' },
	{ event: 'status', text: 'STOP' },
	{ text: 'STOP', media: { caption: 'STOP' } as WhatsAppEvent['media'] },
])('%j is no customer’s word', (fields) => {
	expect(mark(fields)).not.toHaveProperty('optOut');
});

it('a tapped button counts by its title', () => {
	const button = { id: 'x', title: 'Stop promotions' };
	expect(mark({ type: 'button', text: 'Stop promotions', button }).optOut).toBe(true);
});

it('the user’s own words count too, and win over the built-in ones', () => {
	expect(mark({ text: 'No more!' }, own).optOut).toBe(true);
	expect(mark({ text: '🛑' }, own).optOut).toBe(true);
	expect(mark({ text: 'Ja, bitte' }, own).optOut).toBe(false);
	expect(mark({ text: 'stop' }, own).optOut).toBe(false);
	expect(mark({ text: 'subscribe' }, own).optOut).toBe(true);
	expect(mark({ text: 'Unsubscribe' }, own).optOut).toBe(true);
});

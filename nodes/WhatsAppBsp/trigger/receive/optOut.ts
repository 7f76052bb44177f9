import type { WhatsAppEvent } from '../../core/event';

/** Whole messages, normalized → whether they mean opt-out (or opt-in). */
export type OptOutWords = ReadonlyMap<string, boolean>;

/**
 * Whole messages that mean "no more of these" in each language. A word that customers also use about
 * something else, such as "cancel" about an order, is none.
 */
const OPT_OUT: Readonly<Record<string, string>> = {
	en: 'stop, stop all, unsubscribe, opt out, stop promotions, stop messages',
	ar: 'إيقاف, توقف, إلغاء الاشتراك',
	de: 'stopp, abmelden, abbestellen',
	es: 'baja, darme de baja, parar, cancelar suscripción',
	fr: 'arrêt, arrêter, désabonner, désinscrire, désinscription',
	hi: 'रोकें, बंद करें',
	id: 'berhenti, berhenti langganan',
	it: 'cancellami, disiscrivimi, disiscriviti',
	ja: '配信停止',
	ms: 'henti, berhenti melanggan',
	nl: 'afmelden, uitschrijven',
	pt: 'descadastrar, cancelar inscrição, remover inscrição',
	ru: 'стоп, отписаться, отписка',
	tr: 'dur, ret, abonelikten çık',
	vi: 'hủy đăng ký, ngừng',
	zh: '退订, 退訂, 取消订阅, 取消訂閱',
};

/** Whole messages that take it back. */
const OPT_IN: Readonly<Record<string, string>> = {
	en: 'start, unstop, subscribe, opt in, start promotions',
	ar: 'اشتراك',
	de: 'abonnieren',
	es: 'alta, suscribir',
	fr: 'abonner, réabonner',
	id: 'mulai, berlangganan',
	it: 'iscrivimi',
	ms: 'mula, langgan',
	nl: 'abonneren',
	pt: 'inscrever',
	ru: 'подписаться',
	vi: 'đăng ký',
	zh: '订阅, 訂閱',
};

/** Longer than any of them: a longer message is no such word. */
const MAX_LENGTH = 60;

let builtIn: OptOutWords | undefined;

/** Made for the first message: the rules for all languages take time to load. */
function getBuiltIn(): OptOutWords {
	builtIn ??= new Map([...toEntries(OPT_IN, false), ...toEntries(OPT_OUT, true)]);
	return builtIn;
}

function toEntries(words: Readonly<Record<string, string>>, optOut: boolean) {
	return Object.values(words)
		.flatMap((list) => list.split(','))
		.map((word) => [normalize(word), optOut] as const);
}

/** Words of the user's own, in addition to the built-in ones. */
export function createOptOutWords(
	optOut: readonly string[],
	optIn: readonly string[],
): OptOutWords {
	return new Map([
		...optIn.map((word) => [normalize(word), false] as const),
		...optOut.map((word) => [normalize(word), true] as const),
	]);
}

/** Says of each message whether it is an opt-out or an opt-in word, and nothing else. */
export function markOptOuts(events: WhatsAppEvent[], own: OptOutWords): WhatsAppEvent[] {
	return events.map((event) => {
		const { text } = event;
		if (event.event !== 'message' || !text || event.media || text.length > MAX_LENGTH) return event;
		const word = normalize(text);
		const optOut = own.get(word) ?? getBuiltIn().get(word);
		return optOut === undefined ? event : { ...event, optOut };
	});
}

/** Without case, accents, spaces, and punctuation. What has nothing else, such as an emoji, stays. */
function normalize(text: string): string {
	const letters = text
		.normalize('NFKD')
		.replace(/[\u0300-\u036F\u064B-\u0655]|[^\p{L}\p{M}\p{N}]/gu, '')
		.toUpperCase()
		.toLowerCase();
	return letters || text.trim();
}

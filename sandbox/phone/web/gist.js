/** What an exchange is about in a few words, whatever provider's words it is in. */
const isObject = (value) => typeof value === 'object' && value !== null;

/** The first value of this key, breadth first; bodies are small. */
function find(body, key) {
	let level = [body];
	while (level.length) {
		const hit = level.find((node) => isObject(node) && !Array.isArray(node) && key in node);
		if (hit) return hit[key];
		level = level.flatMap((node) => (isObject(node) ? Object.values(node).filter(isObject) : []));
	}
	return undefined;
}

const word = (value) => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');

function of(body) {
	const message = find(body, 'messages')?.[0];
	if (message?.type) return [`${message.type} from`, message.from ?? message.from_user_id];
	const status = word(find(body, 'status'));
	if (status) {
		const typing = find(body, 'typing_indicator') ? 'read, typing' : status;
		return [typing, word(find(body, 'recipient_id') ?? find(body, 'msisdn'))];
	}
	const template = word(find(body, 'template')?.name ?? find(body, 'template'));
	const to = word(find(body, 'to') ?? find(body, 'recipient') ?? find(body, 'msisdn'));
	const type = template || word(find(body, 'type') ?? find(body, 'text') ?? find(body, 'msg'));
	if (to) return [type || 'message', `to ${to}`];
	return [word(find(body, 'text') ?? find(body, 'url'))];
}

const MAX_LENGTH = 80;

export const gist = ({ body, url }) =>
	of(isObject(body) ? body : Object.fromEntries(new URL(url).searchParams))
		.filter(Boolean)
		.join(' ')
		.slice(0, MAX_LENGTH);

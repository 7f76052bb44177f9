import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { at, call } from './api.js';
import { firstCustomer } from './providers.js';

const NEWEST_ENTRIES = 300;
const NEWEST_PEOPLE = 100;
const NEWEST_EXCHANGES = 100;

const params = new URLSearchParams(location.search);

/** Runs `load` at most once at a time; what comes meanwhile is one more run. */
function useLoader(load) {
	const state = useRef({ running: false, again: false, load });
	state.current.load = load;
	return useCallback(async () => {
		const own = state.current;
		if (own.running) {
			own.again = true;
			return;
		}
		own.running = true;
		do {
			own.again = false;
			try {
				await own.load();
			} catch {
				// The stream tells when the sandbox is back; then everything is read anew.
			}
		} while (own.again);
		own.running = false;
	}, []);
}

const templateKeys = (entries) =>
	entries
		.filter(({ type }) => type === 'template')
		.map(({ payload }) => `${payload.template?.name}|${payload.template?.language?.code}`);

const withNewestMessage = (accounts) =>
	accounts.reduce(
		(newest, one) => ((one.lastMessageAt ?? '') > (newest.lastMessageAt ?? '') ? one : newest),
		accounts[0],
	);

/** Everything the page shows, kept up to date by the sandbox's events. */
export function useSandbox() {
	const [accounts, setAccounts] = useState([]);
	const [accountId, setAccountId] = useState(params.get('account') ?? '');
	const [chosen, setChosen] = useState(params.get('customer') ?? '');
	const [account, setAccount] = useState(null);
	const [webhook, setWebhook] = useState({});
	const [people, setPeople] = useState([]);
	const [chat, setChat] = useState({ customer: '', entries: [] });
	const [templates, setTemplates] = useState([]);
	const [exchanges, setExchanges] = useState([]);
	const [online, setOnline] = useState(true);

	const customer = chosen || (account ? firstCustomer(account) : '');
	const current = useRef({});
	current.current = { accountId, chosen, customer, templates };

	const loadAccounts = useLoader(async () => {
		const all = await call('/accounts');
		setAccounts(all);
		const known = all.some(({ id }) => id === current.current.accountId);
		if (!known) setAccountId(withNewestMessage(all)?.id ?? '');
	});
	const loadAccount = useLoader(async () => {
		const id = current.current.accountId;
		if (!id) return;
		const [view, registered, [newest]] = await Promise.all([
			call(at(id)),
			call(at(id, '/webhook')),
			call(at(id, '/conversations?last=1')),
		]);
		if (id !== current.current.accountId) return;
		if (!current.current.chosen) setChosen(newest?.last ? newest.customer : firstCustomer(view));
		setAccount(view);
		setWebhook(registered);
	});
	const loadChat = useLoader(async () => {
		const { accountId: id, customer: who } = current.current;
		if (!id || !who) return;
		const [all, entries] = await Promise.all([
			call(at(id, `/conversations?last=${NEWEST_PEOPLE}&and=${encodeURIComponent(who)}`)),
			call(at(id, `/conversations/${encodeURIComponent(who)}?last=${NEWEST_ENTRIES}`)),
		]);
		if (id !== current.current.accountId || who !== current.current.customer) return;
		const known = current.current.templates.map(({ name, language }) => `${name}|${language}`);
		if (templateKeys(entries).some((key) => !known.includes(key))) {
			setTemplates(await call(at(id, '/templates')));
		}
		setPeople(all);
		setChat({ customer: who, entries });
	});
	const loadExchanges = useLoader(async () => {
		const id = current.current.accountId;
		if (!id) return;
		const newest = await call(at(id, `/exchanges?last=${NEWEST_EXCHANGES}`));
		if (id === current.current.accountId) setExchanges(newest);
	});

	useEffect(() => void loadAccounts(), []);
	useEffect(() => {
		if (!accountId) return undefined;
		setAccount(null);
		setTemplates([]);
		setExchanges([]);
		const loaders = {
			accounts: loadAccounts,
			account: loadAccount,
			chat: loadChat,
			log: loadExchanges,
		};
		const all = () => Object.values(loaders).forEach((load) => void load());
		const source = new EventSource(`/control/events?account=${encodeURIComponent(accountId)}`);
		source.onopen = () => {
			setOnline(true);
			all();
		};
		source.onerror = () => setOnline(false);
		source.onmessage = ({ data }) =>
			JSON.parse(data).topics.forEach((topic) => void loaders[topic]?.());
		return () => source.close();
	}, [accountId]);
	useEffect(() => {
		setChat({ customer, entries: [] });
		void loadChat();
		if (!account) return;
		const url = new URL(location.href);
		url.searchParams.set('account', accountId);
		url.searchParams.set('customer', customer);
		history.replaceState(null, '', url);
	}, [account?.id, customer]);

	const openAccount = useCallback((id) => {
		setChosen('');
		setAccountId(id);
	}, []);
	const contact = useMemo(
		() =>
			people.find((one) => one.customer === customer) ?? {
				customer,
				name: null,
				blocked: false,
				phoneOff: false,
				marketingStopped: false,
				heldBy: null,
				windowOpen: account?.settings.enforceWindow === false,
				lastInboundAt: null,
			},
		[people, customer, account],
	);
	return {
		accounts,
		account,
		webhook,
		people,
		contact,
		customer,
		entries: chat.customer === customer ? chat.entries : [],
		templates,
		exchanges,
		online,
		openAccount,
		openCustomer: setChosen,
	};
}

/** The customer's phone in a browser: read what each account sent, write back. */
export const PHONE_PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Provider sandbox</title>
<style>
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.4 system-ui, sans-serif; background: #e9edef; color: #111b21; display: flex; height: 100vh }
nav { width: 300px; background: #fff; border-right: 1px solid #d1d7db; overflow: auto; padding: 12px }
nav select, nav form { width: 100%; margin-bottom: 8px }
nav button { display: block; width: 100%; text-align: left; border: 0; background: none; padding: 8px; border-radius: 8px; font: inherit; cursor: pointer }
nav button[aria-current=true] { background: #d9fdd3 }
small { color: #54656f }
main { flex: 1; display: flex; flex-direction: column; min-width: 0 }
#chat { flex: 1; overflow: auto; padding: 16px; display: flex; flex-direction: column; gap: 8px }
.bubble { max-width: 70%; padding: 8px 12px; border-radius: 10px; white-space: pre-wrap; overflow-wrap: anywhere; background: #fff; align-self: flex-start }
.bubble.in { background: #d9fdd3; align-self: flex-end }
form.write { display: flex; gap: 8px; padding: 12px; background: #f0f2f5 }
input { flex: 1; min-width: 0; padding: 8px 10px; border: 1px solid #d1d7db; border-radius: 8px; font: inherit }
form button { padding: 8px 14px; border: 0; border-radius: 8px; background: #008069; color: #fff; font: inherit }
</style>
</head>
<body>
<nav>
<label>Account <select id="account"></select></label>
<form id="other"><input name="number" inputmode="tel" placeholder="Open a phone by its number" aria-label="Number"></form>
<div id="people"></div>
</nav>
<main>
<div id="chat" aria-live="polite"></div>
<form class="write" id="write"><input name="text" autocomplete="off" placeholder="Write as the customer" aria-label="Message"><button>Send</button></form>
</main>
<script>
const $ = (id) => document.getElementById(id);
const api = async (path, body) => (await fetch('/control/accounts' + path, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
let customer = '';
let shown = '';
const element = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text, className: className || '' });
function bubble(entry) {
	const box = element('div', entry.text || '[' + entry.type + ']', 'bubble ' + entry.direction);
	const state = [entry.at.slice(11, 16), entry.type === 'text' ? '' : entry.type, entry.status || ''].filter(Boolean).join(' · ');
	box.append(document.createElement('br'), element('small', state));
	return box;
}
function person(one) {
	const button = element('button', (one.name ? one.name + ' ' : '') + one.customer);
	button.append(document.createElement('br'), element('small', one.last ? one.last.text || one.last.type : ''));
	button.setAttribute('aria-current', one.customer === customer);
	button.onclick = () => { customer = one.customer; refresh(); };
	return button;
}
async function refresh() {
	const account = encodeURIComponent($('account').value);
	const people = await api('/' + account + '/conversations');
	if (!Array.isArray(people)) return;
	if (!customer && people.length) customer = people.at(-1).customer;
	$('people').replaceChildren(...people.reverse().slice(0, 200).map(person));
	const entries = customer ? await api('/' + account + '/conversations/' + encodeURIComponent(customer)) : [];
	const state = JSON.stringify([account, customer, entries.map((entry) => [entry.id, entry.status])]);
	if (state === shown) return;
	shown = state;
	$('chat').replaceChildren(...entries.slice(-300).map(bubble));
	$('chat').scrollTop = $('chat').scrollHeight;
}
$('account').onchange = () => { customer = ''; refresh(); };
$('other').onsubmit = (event) => { event.preventDefault(); customer = event.target.number.value.replace(/[^0-9A-Za-z.]/g, ''); event.target.reset(); refresh(); };
$('write').onsubmit = async (event) => {
	event.preventDefault();
	const body = event.target.text.value;
	if (!body || !customer) return;
	event.target.reset();
	await api('/' + encodeURIComponent($('account').value) + '/inbound', { from: customer, message: { type: 'text', text: { body } }, wait: false });
	refresh();
};
(async () => {
	const accounts = await api('');
	$('account').replaceChildren(...accounts.map((one) => new Option(one.id + ' (' + one.provider + ')', one.id)));
	await refresh();
	setInterval(refresh, 1000);
})();
</script>
</body>
</html>
`;

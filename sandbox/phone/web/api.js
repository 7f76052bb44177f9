/** The sandbox's control API. Throws with the sandbox's own words when it says no. */
export async function call(path, body, method = body === undefined ? 'GET' : 'POST') {
	const response = await fetch(`/control${path}`, {
		method,
		...(body !== undefined && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	const result = await response.json();
	if (response.ok) return result;
	const issue = result.issues?.[0];
	throw new Error(
		issue ? `${issue.path.join('.')}: ${issue.message}` : (result.error ?? 'No response'),
	);
}

export const at = (accountId, path = '') => `/accounts/${encodeURIComponent(accountId)}${path}`;

export const mediaUrl = (accountId, mediaId) =>
	`/control${at(accountId, `/media/${encodeURIComponent(mediaId)}`)}`;

const base64 = (file) =>
	new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(file);
	});

/** Puts a customer's file into WhatsApp; returns its media ID. */
export async function upload(accountId, file) {
	const body = {
		base64: await base64(file),
		mimeType: file.type || 'application/octet-stream',
		fileName: file.name,
	};
	return (await call(at(accountId, '/media'), body)).id;
}

/** Works on plain http of another machine too, where browsers offer no clipboard. */
export async function copy(text) {
	if (navigator.clipboard) {
		await navigator.clipboard.writeText(text);
		return;
	}
	const area = Object.assign(document.createElement('textarea'), { value: text });
	document.body.append(area);
	area.select();
	document.execCommand('copy');
	area.remove();
}

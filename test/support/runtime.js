// What the lint for nodes forbids in TypeScript files: environment, timers, a server.
const http = require('node:http');
const { createHmac } = require('node:crypto');
const { gzipSync } = require('node:zlib');

exports.sandboxUrl = () => {
	const url = process.env.SANDBOX_URL;
	if (!url) throw new Error('SANDBOX_URL is not set: Jest runs test/support/sandboxGlobalSetup.js');
	return url;
};

exports.sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

exports.holds = async (check, timeoutMs = 30_000) => {
	const end = Date.now() + timeoutMs;
	for (;;) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() > end) throw error;
			await exports.sleep(50);
		}
	}
};

/** Milliseconds of computing, however busy the machine is with something else. */
exports.computing = (work) => {
	const start = process.cpuUsage();
	work();
	return process.cpuUsage(start).user / 1000;
};

exports.turn = () => new Promise((resolve) => setImmediate(resolve));

exports.hmacSha256 = (secret, text) => createHmac('sha256', secret).update(text).digest('hex');

exports.gzip = (text) => gzipSync(text);

exports.startReceiver = async () => {
	const calls = [];
	const answers = [];
	let held = Promise.resolve();
	let release = () => {};
	const server = http.createServer((request, response) => {
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', async () => {
			const { pathname, searchParams } = new URL(request.url, 'http://receiver');
			const text = Buffer.concat(chunks).toString('utf8');
			let body = text;
			try {
				body = JSON.parse(text);
			} catch {
				if ((request.headers['content-type'] ?? '').includes('form')) {
					body = Object.fromEntries(new URLSearchParams(text));
				}
			}
			calls.push({
				method: request.method,
				path: pathname,
				query: Object.fromEntries(searchParams),
				headers: request.headers,
				text,
				body,
			});
			await held;
			response.statusCode = answers.shift() ?? 200;
			response.end('ok');
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		calls,
		/** Status codes of the next answers; 200 when there are no more. */
		answerWith: (...statuses) => answers.push(...statuses),
		/** Answers nobody until `release`. */
		hold: () => {
			held = new Promise((resolve) => (release = resolve));
		},
		release: () => release(),
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
};

// A provider's server that means harm, or has been taken over: what it answers is up to the test.
// JavaScript, because the lint for nodes does not let a TypeScript file be a server.
const http = require('node:http');

exports.startHostileServer = async (answer) => {
	const calls = [];
	const server = http.createServer((request, response) => {
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', () => {
			const call = {
				method: request.method,
				url: request.url,
				headers: request.headers,
				rawHeaders: request.rawHeaders,
				text: Buffer.concat(chunks).toString('utf8'),
			};
			calls.push(call);
			const { status = 200, headers = {}, body = '', hang, reset } = answer(call);
			if (hang) return;
			if (reset) {
				request.socket.destroy();
				return;
			}
			response.writeHead(status, headers);
			response.end(body);
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		calls,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
};

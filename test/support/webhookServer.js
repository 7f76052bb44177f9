// A web server, which the lint for nodes does not let a TypeScript file be. It reads bodies as n8n's
// own body parser does (dist/middlewares/body-parser.js), and gives its handler Express' response.
const http = require('node:http');
const { parse } = require('node:querystring');
const { gunzipSync, inflateSync } = require('node:zlib');

const PARSERS = {
	'application/json': (text) => JSON.parse(text),
	'application/x-www-form-urlencoded': (text) => ({ ...parse(text) }),
	'text/plain': (text) => text,
};

const UNPACK = { gzip: gunzipSync, deflate: inflateSync };

/** `N8N_PAYLOAD_SIZE_MAX`, 16 MB unless set. */
const LARGEST_BODY = 16 * 1024 * 1024;

const STATUS_OF = { SyntaxError: 422, RangeError: 413 };

exports.startWebhookServer = async (handle) => {
	const server = http.createServer((request, response) => {
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', async () => {
			const url = new URL(request.url, 'http://n8n');
			const sent = Buffer.concat(chunks);
			const unpack = UNPACK[request.headers['content-encoding']] ?? ((bytes) => bytes);
			const type = (request.headers['content-type'] ?? '').split(';')[0].trim();
			const answer = Object.assign(response, {
				status: (code) => {
					response.statusCode = code;
					return answer;
				},
				json: (body) => {
					if (!response.destroyed) response.setHeader('content-type', 'application/json');
					response.end(JSON.stringify(body));
					return answer;
				},
			});
			try {
				const rawBody = unpack(sent);
				if (rawBody.length > LARGEST_BODY) throw new RangeError('request entity too large');
				const parser = rawBody.length > 0 ? PARSERS[type] : undefined;
				await handle(
					{
						method: request.method,
						path: url.pathname,
						headers: request.headers,
						query: Object.fromEntries(url.searchParams),
						body: parser ? parser(rawBody.toString()) : {},
						...(rawBody.length > 0 ? { rawBody } : {}),
					},
					answer,
				);
			} catch (error) {
				answer.status(STATUS_OF[error.name] ?? 500).json({ message: error.message });
			}
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
};

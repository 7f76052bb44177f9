// Parts of n8n that its core loads for itself, and that no other package may import: the container,
// the SSRF guard's settings, the HTTP client and the logger. Found from n8n-core, which has its own copies.
const core = require.resolve('n8n-core');
const own = (name) => require(require.resolve(name, { paths: [core] }));

const { Container } = own('@n8n/di');
const { OutboundHttp } = own('@n8n/backend-network');
const { SsrfProtectionConfig } = own('@n8n/config');
const { Logger } = own('@n8n/backend-common');

exports.withSsrfGuard = async (work) => {
	const settings = Container.get(SsrfProtectionConfig);
	settings.enabled = true;
	try {
		return await work();
	} finally {
		settings.enabled = false;
	}
};

exports.withTimeout = async (ms, work) => {
	const original = OutboundHttp.prototype.requests;
	OutboundHttp.prototype.requests = function (options) {
		const client = original.call(this, options);
		return { ...client, request: (request) => client.request({ ...request, timeout: ms }) };
	};
	try {
		return await work();
	} finally {
		OutboundHttp.prototype.requests = original;
	}
};

/** Every line that n8n is asked to log, at whatever level, with all that belongs to it. */
exports.captureLogs = () => {
	const lines = [];
	const original = Logger.prototype.log;
	Logger.prototype.log = function (...line) {
		lines.push(line);
	};
	return {
		lines,
		restore: () => {
			Logger.prototype.log = original;
		},
	};
};

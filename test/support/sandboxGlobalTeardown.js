/** Closing stdin ends the sandbox (--exit-with-parent); the kill is for one that hangs. */
module.exports = async function stopSandbox() {
	const child = globalThis.__SANDBOX__;
	if (!child || child.exitCode !== null) return;
	await new Promise((resolve) => {
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			resolve();
		}, 5000);
		child.once('exit', () => {
			clearTimeout(timer);
			resolve();
		});
		child.stdin.end();
	});
};

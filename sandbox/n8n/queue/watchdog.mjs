// Ends the services of a run whose parent was killed: they are not ours to change, and would stay.
const watched = new Set();

process.on('message', ({ watch, forget }) => {
	if (watch) watched.add(watch);
	watched.delete(forget);
});

process.on('disconnect', () => {
	for (const pid of watched) {
		try {
			process.kill(-pid, 'SIGKILL');
		} catch {
			// Ended already.
		}
	}
	process.exit();
});

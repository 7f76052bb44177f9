/** Ends the run with one plain line that any CI can read. */
module.exports = class ClosingLineReporter {
	onRunComplete(
		_contexts,
		{ numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites },
	) {
		// A suite that could not even start has failed, though none of its tests ran.
		const failed = numFailedTests + numRuntimeErrorTestSuites;
		const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
		process.stdout.write(`${numPassedTests} passed, ${failed} failed${skipped}\n`);
	}
};

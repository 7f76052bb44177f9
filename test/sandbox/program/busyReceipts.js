const { startProgram } = require('../../support/node24');

exports.busyReceipts = async () => {
	const { receipts, stop } = await startProgram('busyReceipts', [
		'test/sandbox/program/busyReceipts.mts',
	]);
	await stop();
	return receipts;
};

const { startProgram } = require('../../support/node24');

/** Answers address and login once the editor shows. */
exports.startEmptyN8n = async () => await startProgram('newcomer', ['test/e2e/newcomer/n8n.mts']);

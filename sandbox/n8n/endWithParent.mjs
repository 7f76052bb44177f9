// Preloaded into n8n: a demo that was killed must not leave an n8n behind that holds the port.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

/** Of a hook that may be the first to need n8n, a browser, or the servers of queue mode: it installs them. */
export const WITH_INSTALL_MS = 20 * 60_000;

// One cold require() of a node file in a process of its own: node loadOnce.cjs FILE
// Prints milliseconds, and the files that came with it. NODE_PATH leads to n8n's own packages, as
// n8n sets it.
const { statSync } = require('node:fs');
const { performance } = require('node:perf_hooks');

const [file] = process.argv.slice(2);
// It is in memory before n8n loads any node.
require('n8n-workflow');
const before = new Set(Object.keys(require.cache));

const start = performance.now();
const loaded = require(file);
const requireMs = performance.now() - start;
const [Node] = Object.values(loaded);
const description = new Node().description ?? new Node().nodeVersions;
const ms = performance.now() - start;
if (!description) throw new Error(`${file} holds no node`);

const files = Object.keys(require.cache).filter((name) => !before.has(name));
const bytes = files.reduce((sum, name) => sum + statSync(name).size, 0);
console.log(JSON.stringify({ requireMs, ms, files: files.length, bytes }));

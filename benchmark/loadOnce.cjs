// One cold require() of node files in a process of its own: node loadOnce.cjs FILE...
// Prints milliseconds, and the files that came with it. NODE_PATH leads to n8n's own packages, as
// n8n sets it.
const { statSync } = require('node:fs');
const { basename, join } = require('node:path');
const { performance } = require('node:perf_hooks');

const nodeFiles = process.argv.slice(2);
// n8n's engine, with all that it brings, is in memory before n8n loads any node.
require(join(process.env.NODE_PATH, 'n8n-workflow'));
require(join(process.env.NODE_PATH, 'n8n-core'));
const before = new Set(Object.keys(require.cache));
global.gc();
const heapBefore = process.memoryUsage().heapUsed;

const start = performance.now();
const classes = nodeFiles.map((file) => require(file)[basename(file, '.node.js')]);
const nodes = classes.map((Node) => new Node());
const ms = performance.now() - start;
if (!nodes.every(({ description }) => description)) throw new Error(`no node in ${nodeFiles}`);
global.gc();
const heapBytes = process.memoryUsage().heapUsed - heapBefore;

const files = Object.keys(require.cache).filter((name) => !before.has(name));
const bytes = files.reduce((sum, name) => sum + statSync(name).size, 0);
console.log(JSON.stringify({ ms, bytes, heapBytes }));

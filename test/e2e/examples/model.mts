import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

/** Of a tool whose name contains `call`. */
interface Call {
	call: string;
	arguments: Record<string, unknown>;
}

/** What the model says next: a text, or the calls of one turn. */
export type Line = { say: string } | Call | Call[];

interface ToolCall {
	id: string;
	type: 'function';
	function: { name: string; arguments: string };
}

export interface ChatMessage {
	role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
	content: unknown;
	tool_calls?: ToolCall[];
	tool_call_id?: string;
}

interface Tool {
	type: 'function';
	function: { name: string; description?: string; parameters: Record<string, unknown> };
}

export interface ChatRequest {
	model: string;
	messages: ChatMessage[];
	tools?: Tool[];
	stream?: boolean;
}

const NAME = 'scripted-model';

class BadRequest extends Error {}

/** The real endpoint rejects it too: a tool's result must follow its call. */
function check({ model, messages, stream }: ChatRequest): void {
	if (typeof model !== 'string') throw new BadRequest('you must provide a model parameter');
	if (!Array.isArray(messages) || messages.length === 0) throw new BadRequest('empty messages');
	if (stream) throw new BadRequest('this model does not stream');
	const open = new Set<string>();
	for (const { role, tool_calls: calls = [], tool_call_id: answered } of messages) {
		if (role === 'tool') {
			if (!open.delete(String(answered))) throw new BadRequest(`no call ${String(answered)}`);
		} else if (open.size > 0) {
			throw new BadRequest(`tool calls without an answer: ${[...open].join(', ')}`);
		}
		for (const { id } of calls) open.add(id);
	}
}

function toolCall(line: Call, tools: Tool[], id: string): ToolCall {
	const tool = tools.find(({ function: { name } }) => name.includes(line.call));
	if (!tool) {
		const names = tools.map(({ function: { name } }) => name).join(', ');
		throw new BadRequest(`no tool ${line.call} among: ${names}`);
	}
	return {
		id,
		type: 'function',
		function: { name: tool.function.name, arguments: JSON.stringify(line.arguments) },
	};
}

/**
 * A language model that says what it is told, over the protocol of OpenAI's chat completions.
 * Source: OpenAI API reference, "Create chat completion", "List models".
 */
export async function startModel() {
	const script: Line[] = [];
	const requests: ChatRequest[] = [];
	const server = Fastify();

	server.addHook('onRequest', async (request, reply) => {
		if (/^Bearer .+/.test(request.headers.authorization ?? '')) return;
		await reply.code(401).send({ error: { message: 'no API key', type: 'invalid_request_error' } });
	});
	server.get('/v1/models', async () => ({
		object: 'list',
		data: [{ id: NAME, object: 'model', created: 0, owned_by: 'test' }],
	}));
	server.post('/v1/chat/completions', async (request, reply) => {
		const body = request.body as ChatRequest;
		try {
			check(body);
			requests.push(body);
			const line = script.shift();
			if (!line) throw new BadRequest('the script is over');
			const says = 'say' in line;
			const calls = says
				? undefined
				: [line]
						.flat()
						.map((each, i) => toolCall(each, body.tools ?? [], `call_${requests.length}_${i}`));
			return {
				id: `chatcmpl-${requests.length}`,
				object: 'chat.completion',
				created: Math.floor(Date.now() / 1000),
				model: body.model,
				choices: [
					{
						index: 0,
						message: {
							role: 'assistant',
							content: says ? line.say : null,
							refusal: null,
							...(calls ? { tool_calls: calls } : {}),
						},
						logprobs: null,
						finish_reason: says ? 'stop' : 'tool_calls',
					},
				],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			};
		} catch (error) {
			if (!(error instanceof BadRequest)) throw error;
			const { message } = error;
			return await reply.code(400).send({ error: { message, type: 'invalid_request_error' } });
		}
	});

	await server.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/v1`,
		script: (lines: Line[]) => void script.splice(0, script.length, ...lines),
		requests: () => requests,
		/** Lines that nobody asked for yet. */
		left: () => script.length,
		close: async () => await server.close(),
	};
}

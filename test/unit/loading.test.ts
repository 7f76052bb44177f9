/** What loads the rules of all languages at its first call, which costs as much as our own code. */
const SLOW: Array<[object, string]> = [
	[String.prototype, 'localeCompare'],
	[String.prototype, 'normalize'],
	[String.prototype, 'toLocaleLowerCase'],
	[String.prototype, 'toLocaleUpperCase'],
	[Number.prototype, 'toLocaleString'],
	[Date.prototype, 'toLocaleString'],
	[Intl, 'Collator'],
	[Intl, 'DateTimeFormat'],
	[Intl, 'NumberFormat'],
	[Intl, 'PluralRules'],
	[Intl, 'Segmenter'],
];

describe('n8n loads both nodes', () => {
	it('without the rules of any language', () => {
		const callers: string[] = [];
		for (const [object, name] of SLOW) {
			const methods = object as Record<string, (...args: unknown[]) => unknown>;
			const original = methods[name];
			jest.spyOn(methods, name).mockImplementation(function (this: unknown, ...args) {
				const ours = new Error().stack
					?.split('\n')
					.filter((line) => /nodes.WhatsAppBsp/.test(line));
				if (ours?.[0]) callers.push(`${name} ${ours[0].trim()}`);
				return new.target
					? (Reflect.construct(original, args) as unknown)
					: original.apply(this, args);
			});
		}
		let names: string[] = [];
		try {
			jest.isolateModules(() => {
				const load = <T extends object>(name: string) =>
					jest.requireActual<T>(`../../nodes/WhatsAppBsp/${name}.node`);
				type Node = new () => { description: { name: string } };
				const { WhatsAppBsp } = load<{ WhatsAppBsp: Node }>('WhatsAppBsp');
				const { WhatsAppBspTrigger } = load<{ WhatsAppBspTrigger: Node }>('WhatsAppBspTrigger');
				names = [WhatsAppBsp, WhatsAppBspTrigger].map((Node) => new Node().description.name);
			});
		} finally {
			jest.restoreAllMocks();
		}
		expect(names).toEqual(['whatsAppBsp', 'whatsAppBspTrigger']);
		expect(callers).toEqual([]);
	});
});

import Ajv from 'ajv';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { WhatsAppBsp } from '../../nodes/WhatsAppBsp/WhatsAppBsp.node';
import { createAccount, type SandboxAccount, type SandboxProvider } from '../support/sandboxClient';
import { fileItem, JPEG, runNode, type RunOptions } from '../support/engine';
import { initDeduplication } from '../support/processedDataTable';
import { outputSchemas, triggerSchema, type OutputSchema } from '../support/schemas';
import { webhookFixtures } from '../support/webhookFixtures';

const CUSTOMER = '60123240066';
const schemas = outputSchemas();
/** Every event of the trigger's fixtures. */
const events = ['dialog360', 'bulk360', 'modica'].flatMap((provider) =>
	webhookFixtures(provider).flatMap((fixture) => fixture.events),
);

beforeAll(initDeduplication);

interface Scene {
	provider?: SandboxProvider;
	/** What the operation needs in addition; may prepare the account. */
	parameters?(account: SandboxAccount): INodeParameters | Promise<INodeParameters>;
	options?: RunOptions;
}

const media = async (account: SandboxAccount) => ({
	mediaId: (await account.addMedia(JPEG.toString('base64'), 'image/jpeg')).id,
});
const template = () => ({ template: { __rl: true, mode: 'id', value: 'order_shipped|en_US' } });
const to = (parameters: INodeParameters): Scene => ({
	parameters: () => ({ to: CUSTOMER, ...parameters }),
});
const inboundId = async (account: SandboxAccount) => (await account.writeText(CUSTOMER)).id;

/** One real run of each operation. */
const SCENES: Record<string, Scene> = {
	'message/sendText': to({ text: 'Hi' }),
	'message/sendTemplate': to({
		...template(),
		templateInput: 'values',
		templateValues: {
			values: [
				{ name: '', text: 'Ana' },
				{ name: '', text: '1' },
			],
		},
	}),
	'message/sendMedia': to({ mediaSource: 'url', mediaUrl: 'https://example.com/a.png' }),
	'message/sendInteractive': to({
		interactiveType: 'locationRequest',
		bodyText: 'Where are you?',
	}),
	'message/sendLocation': to({ latitude: 3.139, longitude: 101.6869 }),
	'message/sendContacts': to({
		contacts: {
			contact: [
				{ formattedName: 'Ana Lim', firstName: 'Ana', phones: { phone: [{ phone: '+60123' }] } },
			],
		},
	}),
	'message/sendReaction': {
		parameters: async (account) => ({
			to: CUSTOMER,
			messageId: await inboundId(account),
			emoji: '👍',
		}),
	},
	'message/sendRaw': to({ message: '{"type":"text","text":{"body":"Hi"}}' }),
	// As it goes on when nobody answers in time.
	'message/sendAndWait': {
		// It doesn't tell which trigger gets the answer, so none is asked.
		provider: 'modica',
		parameters: () => ({ to: '64210000000', message: 'Approve?' }),
	},
	'message/markAsRead': {
		parameters: async (account) => ({ messageId: await inboundId(account) }),
	},
	'template/getAll': { parameters: () => ({ limit: 40 }) },
	'template/get': { parameters: template },
	'template/create': {
		parameters: () => ({ templateName: 'brand_new', bodyText: 'Fresh bread is here.' }),
	},
	'template/edit': { parameters: () => ({ ...template(), bodyText: 'It has shipped.' }) },
	'template/getLibrary': {},
	'template/getAnalytics': { parameters: template },
	'template/enableAnalytics': {},
	'template/delete': { parameters: () => ({ templateName: 'order_shipped' }) },
	'media/upload': { options: { items: [fileItem(JPEG, 'image/jpeg', 'a.jpg')] } },
	'media/download': { parameters: media },
	'media/get': { parameters: media },
	'media/delete': { parameters: media },
	'event/skipDuplicates': {
		parameters: () => ({ key: '={{ $json.id }}', options: { keepSeen: true } }),
		options: { items: events.map((json) => ({ json })) },
	},
	'conversation/passControl': to({}),
	'conversation/takeControl': to({}),
	'conversation/releaseControl': to({}),
	'account/getHealth': {},
	'account/getProfile': {},
	'account/updateProfile': { parameters: () => ({ updateFields: { about: 'Hi' } }) },
	'account/blockUsers': {
		parameters: async (account) => {
			await account.writeText(CUSTOMER);
			return { users: CUSTOMER };
		},
	},
	'account/unblockUsers': { parameters: () => ({ users: CUSTOMER }) },
	'account/getBlockedUsers': {
		parameters: async (account) => {
			await account.writeText(CUSTOMER);
			await runNode(account, { resource: 'account', operation: 'blockUsers', users: CUSTOMER });
			return {};
		},
	},
	'account/getCallPermission': { parameters: () => ({ user: CUSTOMER }) },
	'account/getWebhook': {},
	'account/setWebhook': { parameters: () => ({ webhookUrl: 'https://n8n.example.com/a' }) },
	'account/getBalance': { provider: 'bulk360' },
	'account/getMessageStatus': {
		provider: 'modica',
		parameters: async (account) => {
			await account.writeText('64210000000');
			const message = { operation: 'sendText', to: '64210000000', text: 'Hi' };
			const { json } = await runNode(account, message);
			return { messageId: String(json[0].messageId) };
		},
	},
};

/** Fields that the output has and the schema does not: the editor would not know them. */
function undeclared(schema: OutputSchema, value: unknown, path = ''): string[] {
	if (Array.isArray(value)) {
		const { items } = schema;
		return items ? value.flatMap((entry) => undeclared(items, entry, `${path}[]`)) : [];
	}
	if (typeof value !== 'object' || value === null || !schema.properties) return [];
	const known = schema.properties;
	return Object.entries(value as IDataObject).flatMap(([name, part]) =>
		known[name] ? undeclared(known[name], part, `${path}.${name}`) : [`${path}.${name}`],
	);
}

const { properties } = new WhatsAppBsp().description;

function getParameterNames(resource: string, operation: string): string[] {
	const isOf = (shown: unknown[] | undefined, name: string) => shown?.includes(name) ?? true;
	return properties
		.filter(({ displayOptions: { show } = {} }) => {
			const { resource: resources, operation: operations } = (show ?? {}) as Record<
				string,
				unknown[] | undefined
			>;
			return isOf(resources, resource) && isOf(operations, operation);
		})
		.map(({ name }) => name);
}

/** Only below the top: what a provider or a template holds beyond the schema is its own affair. */
const OPEN = /^\.(components|entities)\[\]/;

it('has a scene for every schema', () => {
	expect(Object.keys(SCENES).sort()).toEqual(Object.keys(schemas).sort());
});

describe.each(Object.entries(SCENES))('%s', (name, { provider = 'dialog360', ...scene }) => {
	it('puts out what its schema says', async () => {
		const account = await createAccount(provider);
		await account.writeText(provider === 'modica' ? '64210000000' : CUSTOMER);
		const [resource, operation] = name.split('/');
		const parameters = (await scene.parameters?.(account)) ?? {};
		const names = getParameterNames(resource, operation);
		expect(Object.keys(parameters).filter((each) => !names.includes(each))).toEqual([]);
		const { json, error } = await runNode(
			account,
			{ resource, operation, ...parameters },
			scene.options,
		);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		const { version, ...schema } = schemas[name];
		expect(version).toBe(1);
		const ajv = new Ajv({ allErrors: true });
		const isValid = ajv.compile(schema);
		for (const output of json) {
			expect([isValid(output), isValid.errors]).toEqual([true, null]);
			expect(undeclared(schema, output).filter((path) => !OPEN.test(path))).toEqual([]);
		}
	});
});

it('the trigger’s schema is the one of events, which knows all of them', () => {
	const { seenBefore, ...properties } = schemas['event/skipDuplicates'].properties ?? {};
	expect(seenBefore).toBeDefined();
	expect(triggerSchema()).toEqual({ type: 'object', properties, version: 1 });
});

const SENDS = Object.keys(SCENES).filter((name) => name.startsWith('message/send'));

it.each(SENDS)('%s: a dry run and a failure keep to the schema too', async (name) => {
	const account = await createAccount('dialog360');
	await account.writeText(CUSTOMER);
	const [resource, operation] = name.split('/');
	const parameters = { resource, operation, ...(await SCENES[name].parameters?.(account)) };
	const dry = await runNode(account, { ...parameters, options: { dryRun: true } });
	// 'Send and Wait' asks for the number's webhook first.
	await account.addFault({ kind: 'status', status: 401, body: { error: 'no' }, times: null });
	const failed = await runNode(account, parameters, { onError: 'continueRegularOutput' });
	expect(dry.json[0].status).toBe('dryRun');
	expect(failed.json[0].success).toBe(false);
	const ajv = new Ajv();
	const schema = { ...schemas[name], version: undefined };
	for (const output of [dry.json[0], failed.json[0]]) {
		expect([ajv.validate(schema, output), ajv.errors]).toEqual([true, null]);
		expect(undeclared(schema, output)).toEqual([]);
	}
});

import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

interface Contact {
	id: string;
	properties: Record<string, string>;
}

interface Note {
	contact: string;
	body: string;
	at: string;
}

/** Properties that an account has; a value of a unique one belongs to one contact. */
const PROPERTIES = ['email', 'firstname', 'lastname', 'phone', 'whatsapp_number'];
const UNIQUE = ['email', 'whatsapp_number'];

/** HubSpot's own kind of link from a note to a contact. */
const NOTE_TO_CONTACT = 202;

class Invalid extends Error {}

interface UpsertInput {
	id: string;
	idProperty: string;
	properties: Record<string, string>;
}

interface NoteBody {
	properties: { hs_timestamp: string; hs_note_body: string };
	associations: Array<{
		to: { id: string };
		types: Array<{ associationCategory: string; associationTypeId: number }>;
	}>;
}

/**
 * The three calls of HubSpot's CRM API that the example makes.
 * Source: HubSpot CRM API v3, "Contacts: upsert a batch by unique property", "Contacts: update a contact",
 * "Notes: create a note".
 */
export async function startHubSpot(token: string) {
	const contacts: Contact[] = [];
	const notes: Note[] = [];
	const server = Fastify();

	server.addHook('onRequest', async (request, reply) => {
		if (request.headers.authorization === `Bearer ${token}`) return;
		await reply.code(401).send({ status: 'error', category: 'INVALID_AUTHENTICATION' });
	});
	server.setErrorHandler(async (error, _request, reply) => {
		const { message } = error as Error;
		const category = error instanceof Invalid ? 'VALIDATION_ERROR' : 'INTERNAL';
		await reply
			.code(error instanceof Invalid ? 400 : 500)
			.send({ status: 'error', category, message });
	});

	function checkProperties(properties: Contact['properties']): void {
		const unknown = Object.keys(properties).find((name) => !PROPERTIES.includes(name));
		if (unknown) throw new Invalid(`Property "${unknown}" does not exist`);
	}

	function update(id: string, properties: Contact['properties']): Contact {
		checkProperties(properties);
		const contact = contacts.find((each) => each.id === id);
		if (!contact) throw new Invalid(`no contact ${id}`);
		Object.assign(contact.properties, properties);
		return contact;
	}

	function upsert({ id, idProperty, properties }: UpsertInput) {
		if (!UNIQUE.includes(idProperty)) throw new Invalid(`${idProperty} is not unique`);
		checkProperties(properties);
		if (typeof id !== 'string' || id === '') throw new Invalid('an input has no id');
		const known = contacts.find((contact) => contact.properties[idProperty] === id);
		const contact = known ?? { id: String(151 + contacts.length), properties: {} };
		Object.assign(contact.properties, properties, { [idProperty]: id });
		if (!known) contacts.push(contact);
		return { ...contact, new: !known, archived: false };
	}

	server.post('/crm/v3/objects/contacts/batch/upsert', async (request) => {
		const { inputs } = request.body as { inputs: UpsertInput[] };
		if (!Array.isArray(inputs) || inputs.length > 100) throw new Invalid('inputs: 1 to 100');
		return { status: 'COMPLETE', results: inputs.map(upsert) };
	});
	server.patch('/crm/v3/objects/contacts/:id', async (request) => {
		const { id } = request.params as { id: string };
		const { properties } = request.body as Pick<Contact, 'properties'>;
		return update(id, properties);
	});
	server.post('/crm/v3/objects/notes', async (request, reply) => {
		const { properties, associations } = request.body as NoteBody;
		if (Number.isNaN(Date.parse(properties.hs_timestamp))) throw new Invalid('hs_timestamp');
		const [link] = associations;
		if (link?.types[0]?.associationTypeId !== NOTE_TO_CONTACT) throw new Invalid('associations');
		const contact = contacts.find(({ id }) => id === String(link.to.id));
		if (!contact) throw new Invalid(`no contact ${link.to.id}`);
		notes.push({ contact: contact.id, body: properties.hs_note_body, at: properties.hs_timestamp });
		return await reply.code(201).send({ id: String(9000 + notes.length), properties });
	});

	await server.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
		contacts: () => contacts,
		notes: () => notes,
		/** As someone does in HubSpot. */
		update,
		close: async () => await server.close(),
	};
}

import type { ICredentialType } from 'n8n-workflow';
import { Bulk360Api } from '../../credentials/Bulk360Api.credentials';
import { Dialog360Api } from '../../credentials/Dialog360Api.credentials';
import { ModicaApi } from '../../credentials/ModicaApi.credentials';
import { SocnetApi } from '../../credentials/SocnetApi.credentials';
import { asObject } from '../../nodes/WhatsAppBsp/core/parse';

/** What n8n says about a response that is no error by its HTTP status; undefined: the test succeeds. */
function findMessage({ test }: ICredentialType, body: unknown): string | undefined {
	const rule = test?.rules?.find(
		({ type, properties }) =>
			type === 'responseSuccessBody' && asObject(body)[properties.key] === properties.value,
	);
	return rule?.properties.message;
}

describe('Bulk360', () => {
	const credential = new Bulk360Api();

	it.each([
		[{ status: 'error', description: 'IP address not whitelisted' }, /whitelisted/],
		[{ status: 'ERROR' }, /whitelisted/],
		[{ status: 'fail' }, /whitelisted/],
		[{ status: 'failed' }, /whitelisted/],
		[{ status: 'false' }, /whitelisted/],
		[{ status: false, description: 'Invalid user' }, /whitelisted/],
		[{ code: 400, desc: 'Missing parameters or invalid field type' }, /parameter/],
		[{ code: '401' }, /APP_SECRET is incorrect/],
		[{ status: 403 }, /whitelist/],
		[{ code: 407, desc: 'Banned Content detected. Your account is suspended' }, /banned content/],
		[{ code: '412' }, /not yet activated/],
		[{ code: '413' }, /under observation/],
		[{ status: 500 }, /Try again later/],
		[{ status: '500' }, /Try again later/],
	])('rejects %j, as the node does', (body, message) => {
		expect(findMessage(credential, body)).toMatch(message);
	});

	it.each([
		{ status: 200, description: { currency: 'MYR', balance: '187.9236' } },
		{ code: '200', desc: 'OK' },
		{ status: 'SUCCESS', description: { balance: '1' } },
		// The key is right all the same.
		{ code: 402, desc: 'Insufficient Account credit' },
	])('accepts %j', (body) => {
		expect(findMessage(credential, body)).toBeUndefined();
	});
});

describe('Socnet', () => {
	const credential = new SocnetApi();

	it.each([
		[{ message: 'Invalid user credentials', status: 401 }, /API key/],
		[{ message: 'Method is not allowed for the requested route', status: '405' }, /Base URL/],
		[{ data: null, message: '[Resource] not found', status: 404 }, /Base URL/],
		[{ message: '[Failure reason]', status: 500 }, /Try again later/],
		[{ message: 'Service unavailable', status: '503' }, /Try again later/],
	])('rejects %j', (body, message) => {
		expect(findMessage(credential, body)).toMatch(message);
	});

	it.each([
		{ status: 'valid' },
		{ message: 'The msg field is required.', status: 422 },
		{ message: 'Insufficient credit (0) for transaction charge of 90', status: 403 },
	])('accepts %j', (body) => {
		expect(findMessage(credential, body)).toBeUndefined();
	});
});

it.each([new Dialog360Api(), new ModicaApi(), new SocnetApi()])(
	'$displayName: a provider that is busy or down proves no login',
	({ test }: ICredentialType) => {
		const ignored = test?.request.ignoreHttpStatusErrors;
		const reported = typeof ignored === 'object' ? ignored.except : [];
		const proveNothing = [401, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524];
		expect(reported).toEqual(expect.arrayContaining(proveNothing));
	},
);

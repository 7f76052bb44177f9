/** Makes the provider send the request again. */
export class NotProcessedError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'NotProcessedError';
	}
}

import type { IDataObject } from 'n8n-workflow';
import type { WhatsAppEvent } from '../../nodes/WhatsAppBsp/core/event';
import { createReference, type WaitPath } from '../../nodes/WhatsAppBsp/waiting/reference';
import type { WaitRegistration } from '../../nodes/WhatsAppBsp/waiting/waitRegistration';
import { cloudApiChange, parseEvents } from './parseEvents';

export const MANAGER = '4915207654321';

/** A question of a waiting execution. */
export const PATH: WaitPath = {
	executionId: '4711',
	nodeId: '0d9c7c1e-7f0c-4a53-9f3e-0242ac120002',
	signature: '8f14e45fceea167a5a36dedd4bea2543_-8f14e45fceea167a5a36dedd4bea2543',
	questionId: 'q1',
};

export const RESUME_URL = `https://n8n.example.com/webhook-waiting/${PATH.executionId}/${PATH.nodeId}?signature=${PATH.signature}`;

export const refer = (value: string): string => createReference(RESUME_URL, PATH.questionId, value);

/** A message as 360dialog delivers it, and as the trigger reads it. */
export const readMessage = (message: IDataObject, from: IDataObject = {}): WhatsAppEvent =>
	parseEvents(
		'dialog360',
		cloudApiChange({
			metadata: { display_phone_number: '4930123456' },
			messages: [
				{ id: 'wamid.answer', from: MANAGER, timestamp: '1796000100', ...from, ...message },
			],
		}),
	)[0];

export const readText = (body: string, more: IDataObject = {}): WhatsAppEvent =>
	readMessage({ type: 'text', text: { body }, ...more });

/** A delivery receipt as 360dialog delivers it, and as the trigger reads it. */
export const readReceipt = (receipt: IDataObject): WhatsAppEvent =>
	parseEvents(
		'dialog360',
		cloudApiChange({
			metadata: { display_phone_number: '4930123456' },
			statuses: [
				{ id: 'wamid.question', recipient_id: MANAGER, timestamp: '1796000100', ...receipt },
			],
		}),
	)[0];

/** A wait for whatever the manager writes next. */
export const createWait = (more: Partial<WaitRegistration> = {}): WaitRegistration => ({
	...PATH,
	accepts: 'message',
	people: [MANAGER],
	messageId: 'wamid.question',
	waitUntil: null,
	expiresAt: null,
	...more,
});

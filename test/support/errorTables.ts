import { BULK360_DELIVERY_ERRORS } from '../../nodes/WhatsAppBsp/providers/bulk360/deliveryErrors';
import { BULK360_ERRORS } from '../../nodes/WhatsAppBsp/providers/bulk360/errors';
import { BULK360_STATUS_ERRORS } from '../../nodes/WhatsAppBsp/providers/bulk360/statusWords';
import { META_ERRORS } from '../../nodes/WhatsAppBsp/providers/cloudApi/errors';
import {
	DIALOG360_ERRORS,
	ON_PREMISE_ONLY_ERRORS,
} from '../../nodes/WhatsAppBsp/providers/dialog360/errors';
import type { ErrorTable } from '../../nodes/WhatsAppBsp/providers/shared/errorTable';
import {
	MODICA_DELIVERY_ERRORS,
	MODICA_ERRORS,
} from '../../nodes/WhatsAppBsp/providers/modica/errors';
import { SOCNET_ERRORS } from '../../nodes/WhatsAppBsp/providers/socnet/errors';

/** Every error table, by the name of its place in docs/errors.md. */
export const ERROR_TABLES: Record<string, ErrorTable> = {
	meta: META_ERRORS,
	dialog360: DIALOG360_ERRORS,
	onPremise: ON_PREMISE_ONLY_ERRORS,
	bulk360: BULK360_ERRORS,
	bulk360Delivery: { ...BULK360_DELIVERY_ERRORS, ...BULK360_STATUS_ERRORS },
	socnet: SOCNET_ERRORS,
	modica: MODICA_ERRORS,
	modicaDelivery: MODICA_DELIVERY_ERRORS,
};

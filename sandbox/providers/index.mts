import type { ProviderName } from '../core/types.mts';
import { bulk360 } from './bulk360/index.mts';
import { dialog360 } from './dialog360/index.mts';
import { modica } from './modica/index.mts';
import type { Provider } from './provider.mts';
import { socnet } from './socnet/index.mts';

const providers: Record<ProviderName, Provider> = { bulk360, dialog360, modica, socnet };

export const getProvider = (name: ProviderName): Provider => providers[name];

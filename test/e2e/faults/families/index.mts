import type { Fault } from '../types.mts';
import { host } from './host.mts';
import { killed } from './killed.mts';
import { provider } from './provider.mts';
import { services } from './services.mts';

export const FAULTS: Fault[] = [...killed, ...services, ...provider, ...host];

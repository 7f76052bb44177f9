import * as resourceMapping from './resourceMapping';
import { searchTemplates } from './templates';

export const listSearch = { searchTemplates };
export { resourceMapping };

import * as resourceMapping from './resourceMapping';
import { searchAllTemplates, searchTemplates } from './templates';

export const listSearch = { searchAllTemplates, searchTemplates };
export { resourceMapping };

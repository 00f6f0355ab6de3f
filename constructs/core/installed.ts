import { CORE } from '.';
import { load } from './load';

load(
  CORE,
  () => require('cdktf'),
  `Run npm install ${CORE} constructs. A project of CDKTF imports from cdktf-apono-postgresql, one of cdktn from cdktf-apono-postgresql/cdktn.`,
);

import { checkConnection } from '../../handler/actions/check-connection';
import { endSessions } from '../../handler/actions/end-sessions';
import { refreshIntegration } from '../../handler/actions/refresh-integration';
import { rotatePassword } from '../../handler/actions/rotate-password';
import { terraformAction } from './terraform-resource';

/**
 * The actions of the handler, as Terraform's. Loaded by `require` when one is first needed.
 * @public
 */
export const checkConnectionAction = terraformAction(checkConnection);
/** @public */
export const endSessionsAction = terraformAction(endSessions);
/** @public */
export const refreshIntegrationAction = terraformAction(refreshIntegration);
/** @public */
export const rotatePasswordAction = terraformAction(rotatePassword);

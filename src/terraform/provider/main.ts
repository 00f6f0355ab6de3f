import { visibleLines, withoutSecrets } from '../../problem';
import { VERSION } from '../../version';
import { serve } from '../plugin';

// Loaded after the handshake: Terraform starts the provider several times per command, and often only to ask its schema.
serve(() => (require('./provider') as typeof import('./provider')).aponopgProvider(), {
  name: 'aponopg',
  version: VERSION,
  told: (text) => visibleLines(withoutSecrets(text)),
});

import { visibleLines, withoutSecrets } from '../../problem';
import { VERSION } from '../../version';
import { serve } from '../plugin';

// Loaded after the handshake: Terraform starts the provider several times per command, and often only to ask its schema.
serve(load, {
  name: 'aponopg',
  version: VERSION,
  told: (text) => visibleLines(withoutSecrets(text)),
});

function load() {
  require('../../metadata/without-jit');
  return (require('./provider') as typeof import('./provider')).aponopgProvider();
}

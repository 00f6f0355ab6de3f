#!/usr/bin/env node
import { serve } from '../../../src/terraform/plugin';

serve(() => (require('./toy') as typeof import('./toy')).toyProvider(), { name: 'toy', version: '1.0.0' });

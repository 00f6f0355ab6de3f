import { config } from 'zod';

/*
 * Loaded before the descriptions: zod would write a function of its own for every object described. In a process that is
 * over in a second, writing them takes longer than they save.
 */
config({ jitless: true });

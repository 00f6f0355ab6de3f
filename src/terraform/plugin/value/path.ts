/** Attribute names, map keys and list indexes that lead to a value, from the outermost inwards. */
export type Path = readonly (string | number)[];

/** Where modules of the book lie for a page. @module */

/** Where a module of the library is found: a file of the book, and its name in that file. */
export type Place = readonly [file: string, name: string];

/** The modules that code in a page may import, by their specifier there, as in `hb/sim/world.ts`. */
export type Places = Readonly<Record<string, Place>>;

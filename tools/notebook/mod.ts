/** Notebooks: read, checked, and written the same way every time. @module */

export { parseNotebook, readNotebook } from "./read.ts";
export { formatNotebook, toLines, writeNotebook } from "./write.ts";
export * from "./types.ts";
export { isTidy, tidy } from "./format.ts";

/** The failure explorer for a page. @module */

export { openViewer, type Viewer, type ViewerOptions } from "./viewer.ts";
export type { Recording } from "../../lib/figure/explorer/recording.ts";

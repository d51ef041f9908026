/** A run that a cell has shown, to go through from moment to moment; fetched for the first one. @module */

import type { Pack } from "../../../lib/figure/explorer/packed.ts";
import { unpack } from "../../../lib/figure/explorer/unpack.ts";
import { openViewer } from "../../viewer/viewer.ts";

/** Opens a run in an element of the page. */
export function openRun(place: HTMLElement, packed: Pack): void {
  place.className = "cell-run";
  openViewer(place, unpack(packed));
}

/// <reference lib="dom" />
/** What the page of a failed part runs: opens the viewer on the recording that the page holds. @module */

import { unpack } from "../../../lib/figure/explorer/unpack.ts";
import { openViewer } from "../../../site/viewer/viewer.ts";

const root = document.getElementById("viewer")!;
const recording = unpack(JSON.parse(document.getElementById("recording")!.textContent ?? ""));
root.replaceChildren();
openViewer(root, recording, { alone: true });

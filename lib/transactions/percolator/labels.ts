/** How Percolator is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
export const labels: Labels = {};

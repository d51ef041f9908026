/** The figures of placement, ranges and overlays, with what they draw and what they refuse. @module */

import { hashRings } from "hb/figure/hash_ring/hash_ring.ts";
import { overlays } from "hb/figure/overlay/overlay.ts";
import { rangePicture } from "hb/figure/ranges/ranges.ts";
import { badTitles, type Subject, title } from "./subject.ts";

const spans = [
  { name: "range 1", note: "version 1", from: 0, to: 10, low: 0, high: 2 },
  { name: "range 2", from: 0, to: 10, low: 2, high: 3, stopped: true },
];
const options = { title, keys: [{ text: "a", at: 0 }], marks: [{ at: 5, words: "a split" }] };

/** By their names. */
export const scaleSubjects: Readonly<Record<string, Subject>> = {
  hashRings: {
    make: hashRings,
    good: [
      [
        { name: "before", nodes: [{ name: "A", points: [0.1, 0.6] }] },
        { name: "after", nodes: [{ name: "A", points: [0.1] }, { name: "B", points: [0.3] }] },
      ],
      { title, keys: [{ name: "tea", at: 0.2 }] },
    ],
    bad: [
      ...badTitles,
      ["0", []],
      ["0.0", null],
      ["0.0.name", ""],
      ["0.0.nodes", []],
      ["0.0.nodes.0.name", ""],
      ["0.0.nodes.0.points", [1]],
      ["0.0.nodes.0.points", [0.1, 0.1]],
      ["0.1.nodes.1.name", "A"],
      ["1.keys.0.at", -0.1],
      ["1.keys.0.name", ""],
    ],
  },
  overlays: {
    make: overlays,
    good: [
      [{ name: "now", nodes: [{ name: "0" }, { name: "1" }], strong: [["0", "1"]], weak: [] }],
      { title, strong: "branch", weak: "other link" },
    ],
    bad: [
      ...badTitles,
      ["0", []],
      ["0.0", null],
      ["0.0.name", ""],
      ["0.0.nodes", []],
      ["0.0.nodes.0.name", ""],
      ["0.0.nodes.1.name", "0"],
      ["0.0.nodes.1.is", "away"],
      ["0.0.strong.0", ["0"]],
      ["0.0.strong.0", ["0", "7"]],
      ["0.0.weak", null],
      ["1.strong", ""],
      ["1.weak", ""],
    ],
  },
  rangePicture: {
    make: rangePicture,
    good: [spans, options],
    bad: [
      ...badTitles,
      ["0", []],
      ["0.0", null],
      ["0.0.name", ""],
      ["0.0.note", ""],
      ["0.0.from", NaN],
      ["0.0.to", 0],
      ["0.0.low", 2],
      ["0.0.high", 3],
      ["0.1.stopped", "yes"],
      ["1.keys", null],
      ["1.keys.0.at", "a"],
      ["1.keys.0.text", ""],
      ["1.marks.0.words", ""],
      ["1.width", 0],
      ["1.height", -1],
    ],
  },
};

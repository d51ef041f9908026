/** The figures of storage, with what they draw and what they refuse. @module */

import { levelPicture } from "hb/figure/levels/levels.ts";
import { pagePicture } from "hb/figure/pages/pages.ts";
import { sectorTimeline } from "hb/figure/sectors/sectors.ts";
import { badTitles, type Subject, title } from "./subject.ts";

const levels = [{ name: "level 0", runs: [[{ name: "9", from: 0, to: 2, asked: "missed" }]] }, {
  name: "level 1",
  runs: [[{ name: "4", from: 0, to: 1 }, { name: "5", from: 2, to: 3, tombstones: 0.5 }]],
}];
const pages = {
  roots: [{ name: "root 0", epoch: 6, page: 4 }, { name: "root 1", epoch: 7, page: 5 }],
  pages: [{ number: 4, keys: ["a"], children: [2] }, { number: 5, keys: ["a"], children: [2] }, {
    number: 2,
    keys: ["a", "b"],
    children: [],
  }],
  free: [3],
};
const files = [{ name: "log", sectors: [{ text: "a", state: "unsure" }] }];

/** By their names. */
export const storageSubjects: Readonly<Record<string, Subject>> = {
  levelPicture: {
    make: levelPicture,
    good: [levels, { title, keys: [{ text: "a", at: 0 }], search: { text: "b", at: 1 } }],
    bad: [
      ...badTitles,
      ["0", null],
      ["0", []],
      ["0.0", null],
      ["0.0.name", ""],
      ["0.0.runs", undefined],
      ["0.0.runs.0", []],
      ["0.0.runs.0", null],
      ["0.0.runs.0.0.from", NaN],
      ["0.0.runs.0.0.to", -1],
      ["0.0.runs.0.0.tombstones", 2],
      ["0.0.runs.0.0.part", "both"],
      ["0.0.runs.0.0.asked", "yes"],
      ["0.1.runs.0.1.from", 0.5],
      ["1.keys.0.at", Infinity],
      ["1.search", null],
      ["1.search.text", ""],
      ["1.width", 0],
    ],
  },
  pagePicture: {
    make: pagePicture,
    good: [pages, { title }],
    bad: [
      ...badTitles,
      ["0", null],
      ["0.roots", []],
      ["0.roots.0", null],
      ["0.roots.0.epoch", 7],
      ["0.roots.0.page", 9],
      ["0.pages", undefined],
      ["0.pages.0.children", [2, 9]],
      ["0.pages.0.children", [4]],
      ["0.pages.2.number", 4],
      ["0.pages.2.keys", [1]],
      ["0.free", [2]],
      ["0.free", [0.5]],
      ["0.lists", [3]],
      ["1.width", NaN],
    ],
  },
  sectorTimeline: {
    make: sectorTimeline,
    good: [[{ words: "append to log", files }], {
      title,
      crash: { words: "it is lost", files, found: "nothing" },
    }],
    bad: [
      ...badTitles,
      ["0", null],
      ["0.0.words", ""],
      ["0.0.told", 1],
      ["0.0.files", null],
      ["0.0.files.0", null],
      ["0.0.files.0.name", undefined],
      ["0.0.files.0.named", "yes"],
      ["0.0.files.0.sectors.0.state", "gone"],
      ["0.0.files.0.sectors.0.text", 1],
      ["1.crash", []],
      ["1.crash.words", ""],
      ["1.crash.files.0.sectors", null],
    ],
  },
};

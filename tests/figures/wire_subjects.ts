/** The figures of messages, with what they draw and what they refuse. @module */

import { octets } from "hb/figure/octets/octets.ts";
import { badTitles, type Subject, title } from "./subject.ts";

const parts = [
  { bytes: Uint8Array.of(8), words: "field 1", role: "structure" },
  { bytes: Uint8Array.of(5), words: "5", role: "value" },
];

/** By their names. */
export const wireSubjects: Readonly<Record<string, Subject>> = {
  octets: {
    make: octets,
    good: [[{ name: "tagged", parts, asText: true }], { title }],
    bad: [
      ...badTitles,
      ["0", null],
      ["0.0", null],
      ["0.0.name", ""],
      ["0.0.parts", undefined],
      ["0.0.asText", "yes"],
      ["0.0.parts.0", null],
      ["0.0.parts.0.bytes", [8]],
      ["0.0.parts.0.words", ""],
      ["0.0.parts.1.role", "other"],
    ],
  },
};

/** The protocol of a new chapter, with its kit: a small one stands in for what is to be written. @module */

import type { Names } from "./names.ts";

/** The files of the protocol, by their paths. */
export function kitFiles({ protocol, folder }: Names): Record<string, string> {
  return {
    [`lib/${folder}/protocol.ts`]:
      `/** Every node says hello to node 0, which keeps who has. @module */

import type { NodeId, Protocol } from "../../model/protocol.ts";

/** What nodes say. */
export type Message = { readonly type: "hello" }; // every other node → node 0, when it starts

/** What a node knows. */
export interface State {
  /** At node 0: who has said hello, each once. */
  heard: NodeId[];
}

/** The protocol. */
export const protocol: Protocol<State, Message> = {
  start(io) {
    if (io.self !== 0) io.send(0, { type: "hello" });
    return { heard: [] };
  },
  upon: {
    hello(s, { from }) {
      if (!s.heard.includes(from)) s.heard.push(from);
    },
  },
};
`,
    [`lib/${folder}/kit.ts`]: `/** All that belongs to the protocol. @module */

import type { ProtocolChange } from "../../kit/change.ts";
import { defineKit } from "../../kit/define.ts";
import type { Kit } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import { type Message, protocol, type State } from "./protocol.ts";

const once: Invariant<State> = {
  name: "heard once",
  words: "nobody is heard more often than once",
  check({ states: [first] }) {
    const heard = first?.heard ?? [];
    const again = heard.find((node, i) => heard.indexOf(node) < i);
    if (again !== undefined) return { words: \`node \${again} is heard twice\`, nodes: [0, again] };
  },
};

/** The protocol with its invariants, storms, a small instance and a bug. */
export const kit: Kit<State, Message, never, never, ProtocolChange<State, Message, never, never>> =
  defineKit({
    name: "${protocol}",
    words: "every node says hello to node 0",
    protocol,
    invariants: [once],
    labels: {
      message: ({ type }) => type,
      state: ({ heard }) => heard.length === 0 ? undefined : \`heard \${heard.join(", ")}\`,
    },
    weathers: ["calm", "rain"],
    small: { nodes: 3 },
    states: 5,
    bugs: {
      "counts copies": {
        words: "A message that comes twice counts twice.",
        change: { upon: { hello: (s, { from }) => void s.heard.push(from) } },
        breaks: "heard once",
        foundBy: { by: "storm", storm: "rain", seed: 9 },
      },
    },
  });
`,
  };
}

/** The list of all kits, with this one in it: from then on commands know it, and the suites try it. */
export function withKit(kits: string, { identifier, folder }: Names): string {
  const own = `import { kit as ${identifier} } from "../${folder}/kit.ts";\n`;
  const added = kits.replace("import { type AnyKit", (next) => own + next)
    .replace(/,?\s*\]\.map\(\(kit\)/, (end) => `, anyKit(${identifier})${end.replace(",", "")}`);
  if (added.split(identifier).length - kits.split(identifier).length >= 2) return added;
  throw new Error(
    `Cannot add the kit because lib/laboratory/kits.ts must be a list of anyKit(…): given another form`,
  );
}

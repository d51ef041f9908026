/** Finds in a module what would make two runs of the same seed differ. @module */

import { roomOf } from "./layers.ts";
import { walk } from "./read_module.ts";

/** Reading a clock or drawing a number, wherever the result goes. */
const bannedMembers = new Set([
  "Math.random",
  "Date.now",
  "performance.now",
  "performance.timeOrigin",
  "crypto.getRandomValues",
  "crypto.randomUUID",
]);

/** Waiting on the clock of the machine. */
const bannedNames = new Set(["setTimeout", "setInterval", "setImmediate"]);

/** Folders that live in the real world; `notebook` waits for the kernel that it talks to. */
const mayReadClocks = new Set(["host"]);
const mayWait = new Set(["host", "notebook"]);

/** One sentence for each such place: `lib/sim/x.ts:3 uses Math.random`. */
export function clockProblems(path: string, source: string): string[] {
  const room = roomOf(path);
  if (mayReadClocks.has(room)) return [];
  const diagnostics = walk(path, source, (context) => {
    const report = (node: Deno.lint.Node, message: string) => context.report({ node, message });
    return {
      MemberExpression(node) {
        const text = context.sourceCode.getText(node).replace(/^(globalThis|self|window)\??\./, "")
          .replace("?.", ".");
        if (bannedMembers.has(text)) report(node, text);
      },
      Identifier(node) {
        if (bannedNames.has(node.name) && !mayWait.has(room)) report(node, node.name);
      },
      NewExpression(node) {
        const isDate = node.callee.type === "Identifier" && node.callee.name === "Date";
        if (isDate && node.arguments.length === 0) report(node, "new Date()");
      },
      CallExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "Date") {
          report(node, "Date()");
        }
      },
    };
  });
  return diagnostics.map(({ message, range }) => {
    const line = source.slice(0, range[0]).split("\n").length;
    return `${path}:${line} uses ${message}`;
  });
}

/** Finds in a module what would make two runs of the same seed differ, on one machine or on two. @module */

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

/**
 * What the language leaves to the engine, to the last bits (ECMA-262, section 21.3.2): two engines differ, and two
 * versions of one. `sqrt` is not among them, nor is anything that makes whole numbers.
 */
const approximated = new Set(
  "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh"
    .split(" ").map((name) => `Math.${name}`),
);

/** Where they may be: the functions that take their place, and drawings, which are rounded to what can be seen. */
const mayApproximate = ["lib/model/real/", "lib/figure/"];

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
  return inWords(path, source, diagnostics);
}

/** One sentence for each place whose last bits are the engine's: `lib/sim/x.ts:3 uses Math.exp: …`. */
export function approximationProblems(path: string, source: string): string[] {
  if (mayApproximate.some((folder) => path.startsWith(folder))) return [];
  const diagnostics = walk(path, source, (context) => {
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({
        node,
        message:
          `${what}: its last bits are the engine's; lib/model/real has one that is the same on all`,
      });
    return {
      MemberExpression(node) {
        const text = context.sourceCode.getText(node).replace(/^(globalThis|self|window)\??\./, "")
          .replace("?.", ".");
        if (approximated.has(text)) report(node, text);
      },
      VariableDeclarator(node) {
        if (node.id.type !== "ObjectPattern" || node.init == null) return;
        if (context.sourceCode.getText(node.init) === "Math") report(node, "parts of Math");
      },
      BinaryExpression(node) {
        if (node.operator === "**" && !isExact(node)) report(node, "**");
      },
      AssignmentExpression(node) {
        if (node.operator === "**=") report(node, "**=");
      },
    };
  });
  return inWords(path, source, diagnostics);
}

/** Whether a power is seen to be of whole numbers, a square, or a power of two that is whole. */
function isExact({ left, right }: Deno.lint.BinaryExpression): boolean {
  if (isBig(left) || isBig(right) || isLiteral(right, 2)) return true;
  if (isLiteral(left, 2)) return !divides(right);
  if (left.type !== "Literal" || right.type !== "Literal") return false;
  const [base, exponent] = [Number(left.value), Number(right.value)];
  return Number.isInteger(base) && Number.isInteger(exponent) && base ** exponent < 2 ** 53;
}

function isLiteral(node: Deno.lint.Node, value: number): boolean {
  return node.type === "Literal" && node.value === value;
}

/** A `bigint`, as far as it can be seen. */
function isBig(node: Deno.lint.Node): boolean {
  if (node.type === "Literal") return typeof node.value === "bigint";
  return node.type === "CallExpression" && node.callee.type === "Identifier" &&
    node.callee.name === "BigInt";
}

/** Whether it is a quotient, or a sum or a product with one; what a function makes of one is not asked. */
function divides(node: Deno.lint.Node): boolean {
  if (node.type === "UnaryExpression") return divides(node.argument);
  if (node.type === "Literal") return !Number.isInteger(node.value);
  if (node.type !== "BinaryExpression") return false;
  return node.operator === "/" || divides(node.left) || divides(node.right);
}

/** Each with its place. */
function inWords(
  path: string,
  source: string,
  diagnostics: readonly Deno.lint.Diagnostic[],
): string[] {
  return diagnostics.map(({ message, range }) => {
    const line = source.slice(0, range[0]).split("\n").length;
    return `${path}:${line} uses ${message}`;
  });
}

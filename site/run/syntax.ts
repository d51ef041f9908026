/** What a cell says, as far as its names go. @module */

import { type Node, parse, type Pattern, type Program } from "acorn";
import { transform } from "sucrase";

/** A cell without its types. */
export interface Script {
  /** JavaScript, line by line as the cell was. */
  readonly text: string;
  readonly program: Program;
  /** The names that it declares for the cells after it. */
  readonly declared: ReadonlySet<string>;
  /** All names that occur in it. */
  readonly used: ReadonlySet<string>;
  /** The names that it assigns to. One may be local to a function: to take it for the cell's does no harm. */
  readonly assigned: ReadonlySet<string>;
}

/** Reads a cell of TypeScript. Throws a `SyntaxError` with its `line` if it is none. */
export function scriptOf(source: string): Script {
  // A later cell may use what this one only imports.
  const text = withoutTypes(source, true);
  const program = programOf(text);
  const used = new Set<string>();
  const assigned = new Set<string>();
  visit(program, (node) => {
    if (node.type === "Identifier") used.add(nameOf(node));
    for (const target of targetsOf(node)) assigned.add(target);
  });
  return {
    text,
    program,
    declared: new Set(program.body.flatMap(declaredBy)),
    used,
    assigned,
  };
}

/**
 * TypeScript as JavaScript, line by line as it was. What is imported and used in types alone is imported no more,
 * unless that is to be kept. Throws a `SyntaxError` with its `line` if it is none.
 */
export function withoutTypes(source: string, keepUnusedImports: boolean): string {
  try {
    return transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports,
    }).code;
  } catch (error) {
    throw syntaxError(error as Error);
  }
}

/** Reads JavaScript. Throws a `SyntaxError` with its `line` if it is none. */
export function programOf(script: string): Program {
  try {
    return parse(script, { ecmaVersion: "latest", sourceType: "module" });
  } catch (error) {
    throw syntaxError(error as Error);
  }
}

function syntaxError(
  { message, loc }: Error & { loc?: { line: number } },
): SyntaxError {
  const words = message.replace(/^Error transforming [^:]*: /, "").replace(
    / \(\d+:\d+\)$/,
    "",
  );
  return Object.assign(
    new SyntaxError(words),
    loc === undefined ? {} : { line: loc.line },
  );
}

function declaredBy(statement: Program["body"][number]): string[] {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.specifiers.map(({ local }) => local.name);
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => boundBy(id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return [statement.id.name];
    default:
      return [];
  }
}

/** The names that a pattern binds, or assigns to. */
function boundBy(pattern: Pattern | null): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((each) =>
        boundBy(each.type === "RestElement" ? each.argument : each.value)
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(boundBy);
    case "RestElement":
      return boundBy(pattern.argument);
    case "AssignmentPattern":
      return boundBy(pattern.left);
    default:
      return [];
  }
}

function targetsOf(node: Node): string[] {
  const { left, argument } = node as Node & {
    left?: Pattern;
    argument?: Pattern;
  };
  switch (node.type) {
    case "AssignmentExpression":
    case "ForInStatement":
    case "ForOfStatement":
      return boundBy(left!);
    case "UpdateExpression":
      return boundBy(argument!);
    default:
      return [];
  }
}

/** The name of an identifier, or of an export that is a string. */
export function nameOf(node: Node): string {
  const { name, value } = node as Node & { name?: string; value?: string };
  return name ?? value ?? "";
}

/** Calls `see` with every node of a tree. */
export function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === "string") visit(child, see);
    }
  }
}

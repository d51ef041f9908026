/** Reads the report that `deno test --junit-path` writes. @module */

/** One test that failed. */
export interface Failure {
  /** The file and the name of the test. */
  readonly test: string;
  /** What it threw. */
  readonly text: string;
}

/** A report in numbers, with the failures in full. */
export interface TestReport {
  /** How many tests and steps of tests passed. */
  readonly passed: number;
  /** How many were ignored. */
  readonly ignored: number;
  /** The ones that failed. */
  readonly failures: readonly Failure[];
}

// An attribute may hold a bare ">", so a tag ends at the first one outside of quotes.
const testCase = /<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g;
const failed = /<(?:failure|error)\b(?:[^>"]|"[^"]*")*?(?:\/>|>([\s\S]*?)<\/(?:failure|error)>)/;

/** Counts the test cases of a JUnit report. */
export function readJUnit(xml: string): TestReport {
  let passed = 0;
  let ignored = 0;
  const failures: Failure[] = [];
  for (const match of xml.matchAll(testCase)) {
    const [, attributes = "", body = ""] = match;
    const failure = failed.exec(body);
    if (failure) {
      const file = attribute(attributes, "classname").replace(/^\.\//, "");
      const test = `${file}: ${attribute(attributes, "name")}`;
      failures.push({ test, text: unescape(failure[1] ?? "").trim() });
    } else if (/<skipped\b/.test(body)) ignored++;
    else passed++;
  }
  return { passed, ignored, failures };
}

function attribute(attributes: string, name: string): string {
  return unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return entities[name] ?? whole;
  });
}

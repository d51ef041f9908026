/**
 * Reads what `deno test --reporter=tap` prints, line by line: each test is known as soon as it has ended,
 * whatever becomes of those after it.
 *
 * @module
 */

/** A test, or a step of one, that has ended. */
export interface TapTest {
  /** Its name, below those of the tests that it is a step of: "outer > inner". */
  readonly name: string;
  readonly outcome: "ok" | "failed" | "ignored";
  /** What it threw, if that was told. */
  readonly text?: string;
  /** Whether it is no step of another. */
  readonly top: boolean;
}

/** Takes lines and tells the tests in them; a failed one after the lines that say why. */
export interface TapReader {
  take(line: string): void;
  /** There are no more lines. */
  end(): void;
}

const point = /^( *)(ok|not ok) \d+ - (.*?)( # SKIP)?$/;
const subtest = /^( *)# Subtest: (.*)$/;
const indent = 4;

/** A reader that tells each test to `hear`. */
export function tapReader(hear: (test: TapTest) => void): TapReader {
  /** The tests whose steps are being told. */
  const parents: string[] = [];
  let failed: TapTest | undefined;
  const flush = () => {
    if (failed !== undefined) hear(failed);
    failed = undefined;
  };
  return {
    take(line) {
      const opened = subtest.exec(line);
      if (opened !== null) {
        flush();
        parents.splice(opened[1]!.length / indent, Infinity, plain(opened[2]!));
        return;
      }
      const found = point.exec(line);
      if (found !== null) {
        flush();
        const depth = found[1]!.length / indent;
        parents.splice(depth);
        const name = [...parents, plain(found[3]!)].join(" > ");
        const top = depth === 0;
        if (found[2] === "not ok") failed = { name, outcome: "failed", top };
        else hear({ name, outcome: found[4] === undefined ? "ok" : "ignored", top });
      } else if (failed !== undefined && line.trimStart().startsWith("{")) {
        failed = { ...failed, ...messageOf(line) };
      }
    },
    end: flush,
  };
}

function messageOf(line: string): { readonly text?: string } {
  try {
    const { message } = JSON.parse(line);
    return typeof message === "string" ? { text: message } : {};
  } catch {
    return {};
  }
}

function plain(name: string): string {
  return name.replace(/\\([#\\])/g, "$1");
}

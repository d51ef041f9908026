import text from "./replace.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import type { Tell } from "hb/storage/disk/crash_report.ts";
import { DiskFailure } from "hb/storage/disk/faults.ts";
import type { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Answers } from "../answers.ts";
import type { Replacing } from "../given.ts";
import { type Broken, survives } from "./crashing.ts";
import { inBytes, many, unlike } from "./saying.ts";

export const replace = task<Answers>(text, ({ replace }, grading) => {
  costs(replace, grading);
  for (const anyNames of [false, true]) {
    for (const values of [["one"], ["one", "longer than it was"], ["longer than it is", "two"]]) {
      crashes(replace, values, { anyNames }, grading);
    }
  }
  crashes(replace, ["", "one", ""], {}, grading);
  for (let nth = 0; nth < 4; nth++) {
    // What has failed is tried again.
    const values = ["one", "another one", "another one"];
    const faults = [{ type: "sync fails", nth }] as const;
    crashes(replace, values.slice(1), { faults }, grading);
    crashes(replace, values, { faults }, grading);
    crashes(replace, values, { faults: [{ type: "write fails", nth, kept: 8 }] }, grading);
  }
});

/** What may be there; nothing where it may not be there. */
type Allowed = readonly (string | undefined)[];

const utf8 = new TextEncoder();
const NAME = "file";

/** Files of others; none has a name that whoever replaces the file may take. */
const OTHERS = ["file.bak", "tmp", "temp", "new", "tmp.file", "file-new", "file2", "old"];

function crashes(
  { replace, open }: Replacing,
  values: readonly string[],
  options: { anyNames?: boolean; faults?: NonNullable<SimulatedDisk["options"]["faults"]> },
  grading: Grading,
): void {
  const { faults = [], anyNames = false } = options;
  const fails = faults.map(({ type, nth }) =>
    `; ${type === "sync fails" ? "sync" : "write"} ${nth + 1} of the disk fails`
  );
  const asked =
    `the file is replaced by ${values.map((value) => `"${value}"`).join(", then by ")}` +
    fails.join("") + (anyNames ? "; changes of names may be lost in any order" : "") +
    '. Whoever opens it after a crash replaces it by "again"';
  const next = (
    disk: SimulatedDisk,
    last: Allowed,
    value: string,
    tell: Tell<Allowed>,
  ): Allowed => {
    const either = [...last, value];
    tell(either);
    try {
      replace(disk, NAME, utf8.encode(value));
      tell([value]);
      return [value];
    } catch (thrown) {
      if (faults.length === 0 || !(thrown instanceof DiskFailure)) throw thrown;
      const found = inText(open(disk, NAME));
      if (either.includes(found)) return either;
      const came = `it throws, and then there is ${quoted(found)}`;
      unlike({ asked, came, must: either.map(quoted).join(", or "), why: WHOLE });
    }
  };
  survives<Allowed>({
    asked,
    disk: { ...options, files: new Map(OTHERS.map((each) => [each, utf8.encode(each)])) },
    onlyAtEnd: faults.length > 0,
    budget: { depth: faults.length === 0 ? 1 : 0, perFurtherCrash: 8, perCrash: 60 },
    work(disk, tell) {
      let last: Allowed = [undefined];
      for (const value of values) last = next(disk, last, value, tell);
    },
    check(disk, allowed = [undefined], tell): Broken | undefined {
      const found = inText(open(disk, NAME));
      if (!allowed.includes(found)) {
        const must = allowed.map(quoted).join(", or ");
        return { came: quoted(found), must, why: found === undefined ? GONE : WHOLE };
      }
      const changed = changedOf(disk);
      if (changed !== undefined) return changed;
      next(disk, [found], "again", tell);
      const again = inText(open(disk, NAME));
      if (again === "again") return undefined;
      const came = `replaced by "again", it holds ${quoted(again)}`;
      return { came, must: '"again"', why: REST };
    },
  }, grading);
}

function changedOf(disk: SimulatedDisk): Broken | undefined {
  const name = OTHERS.find((each) =>
    !disk.names().includes(each) || inText(disk.read(each)) !== each
  );
  if (name === undefined) return undefined;
  return { came: `the file "${name}" is changed or gone`, must: "it is left alone", why: ALONE };
}

const ALONE =
  "the folder is not yours alone: a file that is yours has a name that begins with that of the file";
const quoted = (found: string | undefined) => found === undefined ? "nothing" : `"${found}"`;

function inText(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  return bytes instanceof Uint8Array
    ? new TextDecoder().decode(bytes).replaceAll("\0", "·")
    : inBytes(bytes);
}

const WHOLE =
  "at every moment a crash leaves the old contents or the new, whole, and when the call has " +
  "returned the new ones " +
  "(sections 17.2 and 17.3)";
const GONE =
  "a name that was there may not be gone, whatever a crash leaves (sections 17.2 and 17.3)";
const REST = "what a crash left of the last time is no part of the new contents (section 17.3)";

function costs({ replace, open }: Replacing, grading: Grading): void {
  survives<string>({
    asked: "the file is replaced by 600 bytes, twice, and by 100,000",
    budget: { perCrash: 0 },
    work(disk) {
      if (open(disk, NAME) !== undefined) {
        unlike({
          asked: "an empty disk is opened",
          came: "something",
          must: "nothing",
          why: WHOLE,
        });
      }
      for (let nth = 1; nth <= 3; nth++) {
        const { syncs, bytesWritten } = disk.meter, length = nth < 3 ? 600 : 100_000;
        const asked = `the file is replaced by ${length} bytes`;
        const bytes = new Uint8Array(length).fill(nth);
        replace(disk, NAME, bytes);
        const spent = disk.meter.syncs - syncs, written = disk.meter.bytesWritten - bytesWritten;
        const came = inBytes(open(disk, NAME)), must = inBytes(bytes), left = disk.names();
        if (came !== must) unlike({ asked, came, must, why: WHOLE });
        if (spent > 2 || written > length || left.length > 1) {
          unlike({
            asked: `${asked}, time ${nth}`,
            came: `${many(spent, "sync")}, ${many(written, "byte")} written, and ${
              many(left.length, "file")
            } (${left.join(", ")})`,
            must: `2 syncs, ${length} bytes, and 1 file`,
            why: "one sync for the contents, and one for the name (section 17.3)",
          });
        }
      }
    },
    check: () => undefined,
  }, grading);
}

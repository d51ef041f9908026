/**
 * Correct answers to exercise 17 in other styles than the solution's; two more engines are tried at night.
 */

import { answersIn } from "hb/grade/answers.ts";
import { openCopyTree } from "hb/storage/btree/copy/open.ts";
import type { Answers } from "../../exercises/17-storage/answers.ts";
import type { Engine, Opening } from "../../exercises/17-storage/given.ts";
import { suite } from "../../exercises/17-storage/suite.ts";
import { testStyles } from "./in_styles.ts";
import { marked } from "./storage_marked/store.ts";
import * as otherwise from "./storage_otherwise.ts";

const right = await answersIn(new URL("../../solutions/17-storage", import.meta.url).href, suite);

/** The book's tree that copies what it changes. */
const copies: Opening = {
  open: (disk) =>
    openCopyTree(disk, { pageBytes: 256, cachedPages: 8, groupPages: 32 }) as unknown as Engine,
};

const { scanned, lastRefusedFirst, ...others } = otherwise;

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": others,
  "the last refused first": { group: lastRefusedFirst },
  "the book's log": { recovery: scanned },
  "with levels and a log that proves more": { engine: marked },
  "the book's tree that copies": { engine: copies },
};

testStyles(suite, right, styles);

import { assert, assertEquals, assertMatch } from "@std/assert";
import { exercisePage, exercisesInSidebar, exercisesPage, readExercises } from "./exercises.ts";
import { repository } from "./places.ts";

const exercises = await readExercises(repository);
const pages = new Map(
  exercises.map((each) => [each.suite.chapter, exercisePage(each, new Set(["01-replay"]))]),
);

/** The identifiers that elements of a page have. */
function idsOf(page: string): string[] {
  return [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
}

Deno.test("every part of every exercise has a place, with its file once and its hints folded", () => {
  for (const { suite, files } of exercises) {
    const page = pages.get(suite.chapter)!;
    const sections = page.match(/<section class="part"[^>]*>/g)!;
    assertEquals(sections.length, suite.parts.length);
    for (const [at, { number, name, file, points }] of suite.parts.entries()) {
      assertMatch(
        sections[at]!,
        new RegExp(
          `data-part="${number}" data-name="${name}" data-file="${file}" data-points="${points}"`,
        ),
      );
    }
    const hints = suite.parts.reduce((sum, part) => sum + part.hints.length, 0);
    assertEquals(page.match(/<li hidden>/g)?.length, hints);
    for (const [file, text] of files) {
      // A fence of four where the text has one of three.
      assertEquals(page.split(text.trimEnd()).length, 2, `${suite.chapter}: ${file} stands once`);
    }
  }
});

Deno.test("links within a page lead to something on it, and none out of the book to a file", () => {
  for (const [slug, page] of pages) {
    const ids = new Set(idsOf(page));
    assertEquals(ids.size, idsOf(page).length, slug);
    const prose = page.replace(/^(`{3,})[^]*?^\1$/gm, "");
    for (const [, target] of prose.matchAll(/(?:\]\(|href=")#((?:part|given)-[^)"]+)/g)) {
      assert(ids.has(target!), `${slug}: ${target}`);
    }
    assertEquals(prose.match(/\]\((?!https?:|#|\.\/\d\d-[^)]*\.md)[^)]*\)/g), null, slug);
  }
});

Deno.test("a page leads to its chapter where that is written", () => {
  assert(pages.get("01-replay")!.includes(`<a href="./01-replay.html">Chapter 1</a>`));
  assert(!pages.get("02-time")!.includes(`href="./02-time.html"`));
});

Deno.test("all exercises are listed, on their page and at the side", () => {
  const list = exercisesPage(exercises);
  const { items } = exercisesInSidebar(exercises);
  assertEquals(items.length, exercises.length + 1);
  for (const { suite } of exercises) {
    const points = suite.parts.map((part) => part.points).join();
    assert(list.includes(`data-exercise-entry="${suite.chapter}" data-points="${points}"`));
    assert(items.some(({ link }) => link === `/exercise-${suite.chapter}`));
  }
});

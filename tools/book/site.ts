/** The project that VitePress builds: pages from the notebooks, all else from `site/`. @module */

import { readNotebook } from "../notebook/mod.ts";
import {
  exercisePage,
  exercisePageName,
  exercisesInSidebar,
  type ExerciseSource,
  exercisesPage,
  readExercises,
} from "./exercises.ts";
import { entries, filesBelow, textOf, writeFile } from "./files.ts";
import { historiesPage } from "./histories.ts";
import { byPart, homePage } from "./home.ts";
import { libraryOf } from "./library.ts";
import { chapterPage, type Page } from "./page.ts";
import type { Places } from "./places.ts";
import { chaptersIn } from "./runtime.ts";

/** What stays in the project from one build to the next. */
const kept = new Set(["node_modules"]);

/** Writes the project anew, and returns its pages; `runtime` is the folder of what runs cells, in the built book. */
export async function writeSite(places: Places, runtime: string): Promise<readonly Page[]> {
  const exercises = await readExercises(places.root);
  const pages = await readPages(places, new Set(exercises.map(({ suite }) => suite.chapter)));
  for (const { name } of await entries(places.site)) {
    if (!kept.has(name)) {
      await Deno.remove(`${places.site}/${name}`, { recursive: true });
    }
  }
  await copySources(places);
  for (const page of pages) {
    await writeFile(`${places.site}/${page.name}.md`, page.markdown);
    for (const [path, spec] of page.charts) {
      await writeFile(`${places.site}/public/${path}`, JSON.stringify(spec));
    }
  }
  const written = new Set(pages.map(({ name }) => name));
  for (const exercise of exercises) {
    const name = exercisePageName(exercise.suite.chapter);
    await writeFile(`${places.site}/${name}.md`, exercisePage(exercise, written));
  }
  await writeFile(`${places.site}/exercises.md`, exercisesPage(exercises));
  await writeFile(`${places.site}/check-history.md`, historiesPage());
  const template = await Deno.readTextFile(`${places.root}/site/index.md`);
  await writeFile(`${places.site}/index.md`, homePage(template, pages));
  await writeFile(
    `${places.site}/.vitepress/book.json`,
    JSON.stringify({ base: places.base, runtime, sidebar: sidebar(pages, exercises) }),
  );
  return pages;
}

async function readPages({ chapters }: Places, exercises: ReadonlySet<string>): Promise<Page[]> {
  const pages: Page[] = [];
  for (const { name, path } of await chaptersIn(chapters)) {
    pages.push(chapterPage(name, await readNotebook(path), exercises.has(name)));
  }
  return pages;
}

/** The configuration and the theme go where VitePress looks for them, the library beside them. */
async function copySources({ root, site }: Places): Promise<void> {
  for (const path of await filesBelow(`${root}/site`)) {
    const target = path.includes("/") || /^(?:config|icon)\.ts$/.test(path)
      ? `.vitepress/${path}`
      : path;
    await writeFile(
      `${site}/${target}`,
      await textOf(`${root}/site/${path}`) ?? "",
    );
  }
  for (const path of await libraryOf(root)) {
    await writeFile(`${site}/${path}`, await textOf(`${root}/${path}`) ?? "");
  }
}

function sidebar(pages: readonly Page[], exercises: readonly ExerciseSource[]): unknown {
  const chapters = byPart(pages).map(({ part, pages }) => ({
    text: `${part.numeral} · ${part.title}`,
    items: pages.map(({ name, number, title }) => ({
      text: `<span class="number">${number}</span> ${title}`,
      link: `/${name}`,
    })),
  }));
  return [
    ...chapters,
    exercisesInSidebar(exercises),
    {
      text: "To break",
      items: [
        { text: "The playground", link: "/playground" },
        { text: "Paxos", link: "/paxos" },
        { text: "Multi-Paxos", link: "/multipaxos" },
        { text: "EPaxos", link: "/epaxos" },
        { text: "PBFT", link: "/pbft" },
        { text: "HotStuff", link: "/hotstuff" },
        { text: "Multi-Raft", link: "/multiraft" },
        { text: "Chains", link: "/chain" },
        { text: "ABD", link: "/abd" },
        { text: "Dynamo", link: "/dynamo" },
        { text: "A shopping list", link: "/crdt" },
        { text: "Membership", link: "/membership" },
        { text: "Rumours", link: "/rumours" },
        { text: "Broadcast trees", link: "/trees" },
        { text: "Remote calls", link: "/calls" },
        { text: "Recorded histories", link: "/check-history" },
      ],
    },
    {
      text: "To teach",
      items: [{ text: "For teachers and hubs", link: "/classroom" }],
    },
  ];
}

/** What is kept, as files: for another browser, for the terminal, and for whoever grades. @module */

import { type HandedIn, handedInText, parseHandedIn } from "../../../tools/grade/handed_in.ts";
import { allKeptAnswers, keepAnswer } from "../../run/exercise/kept_answers.ts";
import { importProgress, keptProgress } from "./kept_progress.ts";
import { saveFile } from "../save_file.ts";

const JSON_TYPE = "application/json";

/** Hands the answers to one exercise over as a file, or to all; says in words what it is. */
export async function exportAnswers(slug?: string): Promise<string> {
  const all = await allKeptAnswers();
  const answers = slug === undefined ? all : { [slug]: all[slug] ?? {} };
  const count = Object.values(answers).reduce((sum, files) => sum + Object.keys(files).length, 0);
  if (count === 0) return "There is no answer yet: nothing has been written.";
  const name = slug === undefined ? "answers.json" : `${slug}-answers.json`;
  saveFile(name, handedInText(answers), JSON_TYPE);
  const files = count === 1 ? "1 file is" : `${count} files are`;
  return `${files} in ${name}: ./hb grade --submission ${name} takes it.`;
}

/** Hands over what is done. */
export function exportProgress(): string {
  const progress = keptProgress(), { length } = progress.done;
  saveFile("progress.json", `${JSON.stringify(progress, null, 2)}\n`, JSON_TYPE);
  return `${length === 1 ? "1 part" : `${length} parts`} done, in progress.json: ` +
    `./hb learn --import progress.json takes it.`;
}

/** What names an exercise, and a file of it. */
const SLUG = /^\d\d-[a-z\d-]+$/, FILE = /^[\w.-]+(?:\/[\w.-]+)*$/;

/** Takes a file of either kind; says in words what came of it. */
export async function importFile(file: File): Promise<string> {
  const text = await file.text();
  const more = importProgress(text);
  if (more !== undefined) {
    return `${more === 1 ? "1 part" : `${more} parts`} more done by ${file.name}.`;
  }
  const answers = parseHandedIn(text);
  if (answers === undefined) {
    return `Nothing is imported: ${file.name} is no file of answers or of progress.`;
  }
  return await importAnswers(answers, file.name);
}

async function importAnswers(answers: HandedIn, from: string): Promise<string> {
  const kept = await allKeptAnswers();
  const taken = Object.entries(answers).flatMap(([slug, files]) =>
    Object.entries(files).flatMap(([name, text]) =>
      SLUG.test(slug) && FILE.test(name) ? [{ slug, name, text }] : []
    )
  );
  const replaced = taken.filter(({ slug, name, text }) => {
    const before = kept[slug]?.[name];
    return before !== undefined && before !== text;
  });
  const names = replaced.map(({ slug, name }) => `${slug}/${name}`).join(", ");
  if (replaced.length > 0 && !confirm(`Replace what you have written here in ${names}?`)) {
    return "Nothing is imported.";
  }
  for (const { slug, name, text } of taken) {
    if (!await keepAnswer(slug, name, text)) return "This browser keeps nothing.";
  }
  return `${taken.length === 1 ? "1 file" : `${taken.length} files`} of answers from ${from}.`;
}

/** Asks for a file. */
export function chooseFile(take: (file: File) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  input.onchange = () => {
    const file = input.files?.[0];
    if (file !== undefined) take(file);
  };
  input.click();
}

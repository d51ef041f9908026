/**
 * Answers in one file, as a page of the book exports them: for whoever grades them, and for another browser.
 *
 * @module
 */

/** The texts of the files that are answered, by the slug of their exercise and by their names. */
export type HandedIn = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Such answers as the text of a file. */
export function handedInText(answers: HandedIn): string {
  return JSON.stringify({ answers }, null, 2) + "\n";
}

/** What stands in such a file; nothing where it is none. */
export function parseHandedIn(text: string): HandedIn | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { answers } = Object(read) as { answers?: unknown };
  return isRecord(answers) && Object.values(answers).every(isTexts)
    ? answers as HandedIn
    : undefined;
}

function isTexts(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((each) => typeof each === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

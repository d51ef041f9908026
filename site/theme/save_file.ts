/** Files that leave the page. @module */

/** How long the browser may take to fetch what it saves, in ms. */
const FETCHED_MS = 60_000;

/** Has the browser save a text as a file of this media type. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FETCHED_MS);
}

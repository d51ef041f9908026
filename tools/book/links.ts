/**
 * Links of a chapter, as they must read on its page. In the notebook they lead to files beside it; in
 * the book another chapter is a page, and a file of the repository is only named.
 *
 * @module
 */

/** Rewrites the links and the attached pictures of a cell of Markdown, outside of its code. */
export function rewriteLinks(
  source: string,
  attachments: Readonly<Record<string, unknown>> = {},
): string {
  return outsideCode(source, (text) =>
    text.replace(
      /(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g,
      (all, picture: string, words: string, target: string) => {
        if (picture === "!") {
          return `![${words}](${attached(target, attachments)})`;
        }
        const rewritten = rewriteTarget(target);
        if (rewritten === target) return all;
        return rewritten === undefined ? words : `[${words}](${rewritten})`;
      },
    ));
}

/** Where a link leads in the book; nothing when it leads out of the book to a file. */
function rewriteTarget(target: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(target)) return target;
  const [path = "", anchor] = target.split("#");
  const hash = anchor === undefined ? "" : `#${anchor.toLowerCase()}`;
  if (path === "") return hash;
  const chapter = /^(?:\.\/)?(\d\d-[a-z0-9-]+)\.ipynb$/.exec(path)?.[1];
  return chapter === undefined ? undefined : `./${chapter}.md${hash}`;
}

function attached(
  target: string,
  attachments: Readonly<Record<string, unknown>>,
): string {
  const name = /^attachment:(.+)$/.exec(target)?.[1];
  const forms = name === undefined ? undefined : attachments[name];
  if (typeof forms !== "object" || forms === null) return target;
  const [mime, data] = Object.entries(forms)[0] ?? [];
  return `data:${mime};base64,${String(data).replace(/\s/g, "")}`;
}

/** Applies `change` to what is neither in a fenced block nor between backticks. */
function outsideCode(source: string, change: (text: string) => string): string {
  const code = /(^(`{3,}|~{3,})[^]*?^\2[`~]*[ \t]*$|(`+)(?!`)[^]*?(?<!`)\3(?!`))/gm;
  let from = 0;
  let result = "";
  for (const match of source.matchAll(code)) {
    result += change(source.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return result + change(source.slice(from));
}

/**
 * Markup that a cell has made, without what could act: a cell may come from a link that somebody sent. @module
 */

const acting = "script,iframe,object,embed,frame,link,meta,base,form,template";

/** The markup as nodes: no scripts, no handlers, no addresses that are code. */
export function cleaned(html: string): DocumentFragment {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll(acting)) element.remove();
  for (const element of body.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      const isHandler = /^on/i.test(name);
      const isCode = /^(?:xlink:)?(?:href|src|action|formaction)$/i.test(name) &&
        !/^(?:https?:|mailto:|#|\.{0,2}\/|data:image\/|[\w-]+(?:[/.?#]|$))/i
          .test(value.trim());
      if (isHandler || isCode) element.removeAttribute(name);
    }
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...body.childNodes);
  return fragment;
}

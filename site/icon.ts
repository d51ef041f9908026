/** The sign of the book: nodes in time, and the messages between them. @module */

/** As SVG. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" ` +
  `stroke="#0078c2" stroke-width="3" stroke-linecap="round"><path d="M4 8h24M4 24h24" ` +
  `opacity=".45"/><path d="M9 8l11 14m-1-6 1 6-5-3"/></svg>`;

/**
 * What is passed on of a view: its address, and the code that shows it in another page.
 *
 * @typedef {{href: string, protocol: string}} Where the page stands
 */

/**
 * The address of a view: where the map is published, else where the page stands.
 * @param {string | undefined} published @param {Where} where @param {string} hash with its '#'
 */
export function addressOf(published, { href }, hash) {
  return `${(published || href).replace(/#.*$/, '')}${hash}`;
}

/** Whether an address opens for nobody else: that of a file. @param {string | undefined} published @param {Where} where */
export function isLocal(published, { protocol }) {
  return !published && !/^https?:$/.test(protocol);
}

/** The code for another page. @param {string} address @param {string} title */
export function embedCode(address, title) {
  const escaped = (/** @type {string} */ text) =>
    text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="600" style="border:0" allowfullscreen></iframe>`;
}

/** An address in the letters that every reader of codes knows. @param {string} address */
export function plainAddress(address) {
  return URL.canParse(address) ? new URL(address).href : address;
}

/**
 * The map as it is cited under a picture of it.
 * @param {{title: string, edition: string, url: string, read: string}} cited `read` says on which day, in the page's language
 */
export function citationOf({ title, edition, url, read }) {
  return [`geokz: ${title}. ${edition}.`, url && `${url} (${read}).`].filter(Boolean).join(' ');
}

/**
 * Elements by description. Text always becomes text, never markup.
 * @param {string} tag e.g. 'button.geokz-play'
 * @param {Record<string, any>} [attributes] `on…` are listeners, `text` the text
 * @param {(Node | string | null | undefined | false)[]} [children]
 * @returns {any}
 */
export function el(tag, attributes = {}, children = []) {
  const [name, ...classes] = tag.split('.');
  const svg = ['svg', 'path', 'g', 'line', 'text', 'use'].includes(name);
  const node = svg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  if (classes.length) node.setAttribute('class', classes.join(' '));
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'text') node.textContent = value;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/** A text whose addresses can be followed; nothing but http and https is one. @param {string} text @returns {(Node | string)[]} */
export function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/)
    .map((part) =>
      /^https?:\/\//.test(part)
        ? el('a', { href: part, text: part, target: '_blank', rel: 'noopener noreferrer' })
        : part,
    )
    .filter(Boolean);
}

/** A text in which no line ends between a number and its noun, nor after a short word before one. @param {string} text */
export function bound(text) {
  return text.replace(/(?<=\d) (?=\p{L})|(?<= \p{L}{1,2}) (?=\d)/gu, '\u00a0');
}

/** Write a text where it differs: writing the same again costs a layout. @param {Element} node @param {string} text */
export function write(node, text) {
  if (node.textContent === text) return;
  const { firstChild } = node;
  if (firstChild && firstChild === node.lastChild && firstChild.nodeType === Node.TEXT_NODE)
    firstChild.nodeValue = text;
  else node.textContent = text;
}

/** Set an attribute where it differs. @param {Element} node @param {string} name @param {string} value */
export function mark(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** Set a property of style where it differs. @param {HTMLElement} node @param {'width' | 'left' | 'transform'} name @param {string} value */
export function setStyle(node, name, value) {
  if (node.style[name] !== value) node.style[name] = value;
}

/**
 * Moves an element to the right by a share of its own width, from 0 up to 1. An animation that stands still: a browser moves
 * such an element as it is, where a transform that is set has it sort the layers of the whole page anew.
 * @param {HTMLElement} node @returns {(share: number) => void}
 */
export function slideOf(node) {
  const duration = 1000;
  const way = [{ transform: 'translateX(0)' }, { transform: 'translateX(200%)' }];
  const animation = node.animate(way, { duration, fill: 'both' });
  animation.pause();
  return (share) => {
    animation.currentTime = (share / 2) * duration;
  };
}

/** Make these the children of a body, in this order, moving as little as possible; the focus stays where it is. */
export function placeLines(body, lines) {
  const wanted = new Set(lines);
  /** @type {any} */
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  for (const line of [...body.children]) if (!wanted.has(line)) line.remove();
  let at = body.firstElementChild;
  for (const line of lines) {
    if (line === at) at = at.nextElementSibling;
    else body.insertBefore(line, at);
  }
  if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
}

/** Keep Leaflet from taking clicks, drags and the wheel on a panel for its own. @param {HTMLElement} panel */
export function shield(panel) {
  for (const event of [
    'click',
    'dblclick',
    'mousedown',
    'pointerdown',
    'touchstart',
    'contextmenu',
    'wheel',
    'keydown',
  ]) {
    panel.addEventListener(event, (happening) => happening.stopPropagation(), { passive: true });
  }
  return panel;
}

/**
 * A function that runs what it was given once nobody has asked for it for so many milliseconds: what a reader of a moving
 * clock cannot read anyway need not be worked out a year.
 * @param {() => void} run @param {number} milliseconds
 */
export function atRest(run, milliseconds) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(run, milliseconds);
  };
}

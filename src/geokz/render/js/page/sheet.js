import { el, shield } from './dom.js';

/**
 * A panel of its own over the map: a heading, a way to close it, a body. Only one is open at a time.
 * The button that opened it gets the focus back.
 */
export class Sheet {
  /**
   * @param {string} name part of its class: geokz-sheet-<name>
   * @param {import('../data/words.js').Words} words @param {string} title a key of the words
   * @param {{onOpen?: () => void, onClose?: () => void}} [hooks]
   */
  constructor(name, words, title, hooks = {}) {
    this.words = words;
    this.title = title;
    this.hooks = hooks;
    this.heading = el('h2', { id: `geokz-sheet-${name}` });
    this.shut = el('button.geokz-button.geokz-close', { type: 'button', onclick: () => this.close() }, [
      el('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [el('path', { d: 'M3.5 3.5l9 9M12.5 3.5l-9 9' })]),
    ]);
    this.body = el('div.geokz-sheet-body');
    this.root = shield(
      el(
        `section.geokz-sheet.geokz-sheet-${name}`,
        { role: 'dialog', 'aria-labelledby': `geokz-sheet-${name}`, tabindex: '-1', hidden: true },
        [this.shut, this.heading, this.body],
      ),
    );
    this.root.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
  }

  /** The one that is open. */
  static get open() {
    return openSheet;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  open() {
    if (this.isOpen) return;
    this.opener = /** @type {HTMLElement} */ (document.activeElement);
    openSheet?.close();
    openSheet = this;
    this.root.hidden = false;
    this.hooks.onOpen?.();
    this.root.focus({ preventScroll: true });
  }

  close() {
    if (!this.isOpen) return;
    openSheet = null;
    this.root.hidden = true;
    this.hooks.onClose?.();
    if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  }

  translate() {
    this.heading.textContent = this.words.t(this.title);
    this.shut.setAttribute('aria-label', this.words.t('close'));
  }
}

/** @type {Sheet | null} */
let openSheet = null;

import { writtenYears } from '../data/calendar.js';
import { el, shield } from './dom.js';

/** The header: title, search, languages and a word for each part of the page that opens in a sheet. */
export class Header {
  /** the size for which there is room */
  room = { width: 0, height: 0, language: '' };

  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   * @param {{tools: {sheet: import('./sheet.js').Sheet, empty: boolean}[], search: HTMLElement, sums: HTMLElement[],
   *   name: () => string, alone: boolean, choose: (code: string) => void}} page the sheets, and whether there is nothing to open;
   *   the search; what is counted below the title; the map's name; whether its layers are all somebody's own; what
   *   chooses a language
   */
  constructor(atlas, hub, words, { tools, search, sums, name, alone, choose }) {
    this.hub = hub;
    this.words = words;
    this.tools = tools;
    this.name = name;
    this.alone = alone;
    this.title = el('h1');
    this.subtitle = el('p.geokz-subtitle');
    /** says that a build is a local one */
    this.local = el('p.geokz-local', { role: 'note', hidden: !atlas.about.local });
    this.languages = Object.fromEntries(
      words.languages.map((code) => {
        const onclick = () => choose(code);
        const text = words.shortNameOf(code);
        return [code, el('button.geokz-language', { type: 'button', lang: code, text, onclick })];
      }),
    );
    this.toolbar = el(
      'nav.geokz-toolbar',
      {},
      tools.map(({ sheet, empty }) =>
        el('button.geokz-word', {
          type: 'button',
          hidden: empty,
          'aria-haspopup': 'dialog',
          onclick: () => sheet.open(),
        }),
      ),
    );
    this.root = shield(
      el('div.geokz-header', {}, [
        el('div.geokz-title', {}, [el('div.geokz-heading', {}, [this.title, this.subtitle]), this.local, ...sums]),
        el('div.geokz-tools', {}, [
          search,
          el('div.geokz-languages', { role: 'group' }, Object.values(this.languages).reverse()),
          this.toolbar,
        ]),
      ]),
    );
  }

  /** Give the languages their own names, which are only seen by whoever points at one: browsers are slow to tell them. */
  nameLanguages() {
    for (const [code, button] of Object.entries(this.languages)) button.title = this.words.nameOf(code);
  }

  /** Put the focus on the first tool. */
  focus() {
    /** @type {HTMLElement} */ (this.toolbar.firstChild).focus({ preventScroll: true });
  }

  /**
   * What lies below the header begins where it ends, in every language and size of text: under the tallest it has been
   * at its width, so that nothing moves from year to year with the lines that name the camps.
   */
  makeRoom() {
    const { offsetWidth: width, offsetHeight: height } = this.root;
    const same = width === this.room.width && this.words.language === this.room.language;
    if (same && height <= this.room.height) return;
    this.room = { width, height, language: this.words.language };
    this.hub.map.getContainer().style.setProperty('--geokz-head', `${height}px`);
  }

  translate() {
    const { t, language } = this.words;
    this.title.textContent = this.name();
    this.local.textContent = t('localBuild');
    const { min, max } = this.hub.clock;
    this.subtitle.textContent = this.alone ? writtenYears(min, max) : t('subtitle', { from: min, to: max });
    for (const [key, button] of Object.entries(this.languages))
      button.setAttribute('aria-pressed', String(key === language));
    this.toolbar.setAttribute('aria-label', t('tools'));
    this.tools.forEach(({ sheet }, at) => {
      this.toolbar.children[at].textContent = t(sheet.title);
    });
  }
}

import { addressOf, embedCode, isLocal } from '../data/share.js';
import { el } from './dom.js';
import { copyButton } from './notes.js';
import { Sheet } from './sheet.js';

/** The view to pass on: its link, and the code for another page. */
export class Share {
  /**
   * @param {import('../data/words.js').Words} words
   * @param {{published: string | undefined, hash: () => string, title: () => string}} view where the map is published, the
   *   state as a link has it, the name of the map
   */
  constructor(words, { published, hash, title }) {
    this.words = words;
    this.published = published;
    this.hash = hash;
    this.title = title;
    this.sheet = new Sheet('share', words, 'shareTitle', { onOpen: () => this.fill() });
  }

  fill() {
    const { words, published } = this;
    const address = addressOf(published, location, this.hash());
    const code = embedCode(address, this.title());
    const part = (title, text, word) => [
      el('h3', { text: words.t(title) }),
      el('pre.geokz-citation', { text }),
      copyButton(words, () => text, word),
    ];
    this.sheet.body.replaceChildren(
      ...part('shareLink', address, 'copyLink'),
      isLocal(published, location) ? el('p.geokz-quiet', { text: words.t('shareFile') }) : '',
      ...part('shareEmbed', code, 'copyEmbed'),
    );
  }

  translate() {
    if (this.sheet.isOpen) this.fill();
  }
}

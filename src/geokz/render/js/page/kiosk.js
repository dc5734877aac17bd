import { el, shield } from './dom.js';

/** How many times as long as else an open tour may rest: somebody reads it. */
const READING = 4;

/**
 * For an unattended screen: it shows the years side by side and invites to touch it; after so many seconds of rest it
 * does so again, and the page is how it opened. The address asks for it: `#kiosk=90`. Nothing in the page leads out of it.
 */
export class Kiosk {
  /**
   * @param {number} seconds @param {() => void} reset
   * @param {{words: import('../data/words.js').Words, root: HTMLElement, playing: () => boolean, touring: () => boolean,
   *   speak: (code: string) => void, poster: import('./poster.js').Poster}} page where it stands, whether its clock runs,
   *   whether a tour is open, how it changes its language, its years side by side
   */
  constructor(seconds, reset, { words, root, playing, touring, speak, poster }) {
    this.wait = seconds * 1000;
    this.reset = reset;
    this.root = root;
    this.playing = playing;
    this.touring = touring;
    this.speak = speak;
    this.poster = poster;
    this.timer = 0;
    this.rests = 0;
    this.begin = this.buildBegin(words);
    root.append(this.begin);
    const { root: sheet } = poster.sheet;
    sheet.addEventListener('click', () => this.welcome());
    sheet.addEventListener('keydown', ({ key }) => key === 'Escape' && this.welcome());
    for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
      document.addEventListener(event, () => this.stir(), { passive: true, capture: true });
    }
    document.documentElement.classList.add('geokz-kiosk');
    document.addEventListener('contextmenu', (event) => event.preventDefault());
    this.invite();
    this.stir();
  }

  /** The invitation in every language of the page: whoever touches one has chosen it, a touch elsewhere chooses none. */
  buildBegin(words) {
    const { touchToBegin } = words.strings;
    const choices = [...words.languages]
      .reverse() // as the languages stand in the header
      .filter((code) => touchToBegin[code])
      .map((lang) => el('button', { type: 'button', lang, text: touchToBegin[lang], onclick: () => this.speak(lang) }));
    return shield(el('div.geokz-begin', { hidden: true, onclick: () => this.welcome() }, choices));
  }

  /** Ask to be touched, over the years side by side unless the page opens with another sheet. */
  invite() {
    this.begin.hidden = false;
    this.root.classList.add('geokz-inviting');
    this.poster.offer();
  }

  /** Somebody has touched it. */
  welcome() {
    if (this.begin.hidden) return;
    this.begin.hidden = true;
    this.root.classList.remove('geokz-inviting');
    this.poster.sheet.close();
  }

  /** Somebody is there. */
  stir() {
    this.rests = 0;
    this.rest();
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.rests++;
      if (!this.playing() && !(this.touring() && this.rests < READING)) {
        this.reset();
        this.invite();
        this.rests = 0;
      }
      this.rest();
    }, this.wait);
  }
}

import { el, shield } from './dom.js';

/** How many times as long as else an open tour may rest: somebody reads it. */
const READING = 4;

/**
 * For an unattended screen: after so many seconds of rest the page returns to how it opened and invites to touch it. The
 * address asks for it: `#kiosk=90`. Nothing in the page leads out of it.
 */
export class Kiosk {
  /**
   * @param {number} seconds @param {() => void} reset
   * @param {{words: import('../data/words.js').Words, root: HTMLElement, playing: () => boolean, touring: () => boolean}} page where it
   *   stands, whether its clock runs, whether a tour is open
   */
  constructor(seconds, reset, { words, root, playing, touring }) {
    this.wait = seconds * 1000;
    this.reset = reset;
    this.playing = playing;
    this.touring = touring;
    this.timer = 0;
    this.rests = 0;
    this.begin = this.buildBegin(words);
    root.append(this.begin);
    for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
      document.addEventListener(event, () => this.stir(), { passive: true, capture: true });
    }
    document.documentElement.classList.add('geokz-kiosk');
    document.addEventListener('contextmenu', (event) => event.preventDefault());
    this.stir();
  }

  /** The invitation, in every language of the page at once: nobody has chosen one yet. */
  buildBegin(words) {
    const { touchToBegin } = words.strings;
    const hide = () => {
      this.begin.hidden = true;
    };
    return shield(
      el(
        'button.geokz-begin',
        { type: 'button', onclick: hide },
        [...words.languages]
          .reverse() // as the languages stand in the header
          .filter((code) => touchToBegin[code])
          .map((code) => el('span', { lang: code, text: touchToBegin[code] })),
      ),
    );
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
        this.begin.hidden = false;
        this.rests = 0;
      }
      this.rest();
    }, this.wait);
  }
}

import { el, shield } from './dom.js';
import { Sheet } from './sheet.js';

/** Guided walks: a list to choose from, and a box that leads from step to step. */
export class Tours {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   */
  constructor(atlas, hub, words, verbs) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    /** @type {{tour: import('../data/wire').Tour, step: number} | null} */
    this.playing = null;
    this.list = el('ul.geokz-tours');
    this.sheet = new Sheet('tours', words, 'tours');
    this.sheet.body.append(this.list);
    const button = (path, action) =>
      el('button.geokz-button', { type: 'button', onclick: action }, [
        el('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [el('path', { d: path })]),
      ]);
    this.back = button('M10 3 5 8l5 5', () => this.turn(-1));
    this.next = button('m6 3 5 5-5 5', () => this.turn(1));
    this.shut = button('M3.5 3.5l9 9M12.5 3.5l-9 9', () => this.stop());
    this.count = el('span.geokz-quiet');
    this.content = el('div', { 'aria-live': 'polite' });
    this.box = shield(
      el('section.geokz-tour', { hidden: true, tabindex: '-1' }, [
        this.content,
        el('div.geokz-tour-foot', {}, [this.back, this.count, this.next, this.shut]),
      ]),
    );
    this.box.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowRight') this.turn(1);
      else if (event.key === 'ArrowLeft') this.turn(-1);
      else if (event.key === 'Escape') this.stop();
      else return;
      event.preventDefault();
    });
    hub.map.getContainer().append(this.box);
  }

  /** Whether there is none to offer. */
  get empty() {
    return !this.atlas.tours.length;
  }

  /** Begin a tour, or open one at a step; unknown ones are passed over. @param {string} key @param {number} [step] */
  start(key, step = 0) {
    const tour = this.atlas.tours.find((other) => other.key === key);
    if (!tour) return;
    this.sheet.close();
    this.playing = { tour, step: -1 };
    this.box.hidden = false;
    this.go(Math.min(step, tour.steps.length - 1));
    this.box.focus({ preventScroll: true });
  }

  stop() {
    const within = this.box.contains(document.activeElement);
    this.playing = null;
    this.box.hidden = true;
    if (within && this.sheet.opener?.isConnected) this.sheet.opener.focus({ preventScroll: true });
    else if (within) this.verbs.focusTools();
    this.verbs.remember();
  }

  /** Some steps on or back. @param {number} by */
  turn(by) {
    if (this.playing) this.go(this.playing.step + by);
  }

  /** @param {number} step from 0; one that is not there changes nothing */
  go(step) {
    if (!this.playing) return;
    const { tour } = this.playing;
    if (step < 0 || step >= tour.steps.length) return;
    this.playing.step = step;
    const within = this.box.contains(document.activeElement);
    const { years, view, layers, select } = tour.steps[step];
    const { atlas, hub, verbs } = this;
    hub.clockControl.stop();
    hub.clockControl.follow(years[0], years[1]);
    hub.setLayers(layers.length ? layers : atlas.opening, (key) => atlas.isOwn(key));
    verbs.select(select || null, { move: false });
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.show();
    hub.map.setView(verbs.above(this.box, [view[0], view[1]], view[2]), view[2], { animate: !still });
    // the card of a step takes the focus when it opens, and a button at the end of the tour loses it
    if (within && (!this.box.contains(document.activeElement) || /** @type {any} */ (document.activeElement).disabled))
      this.box.focus({ preventScroll: true });
    verbs.remember();
  }

  show() {
    if (!this.playing) return;
    const { words } = this;
    const { tour, step } = this.playing;
    const { title, text, source } = tour.steps[step];
    const sources = source.map(([key, locator]) => el('li', { text: words.cited(this.atlas.sources[key], locator) }));
    this.box.setAttribute('aria-label', words.pick(tour.title));
    this.content.replaceChildren(
      el('p.geokz-kind', { text: words.pick(tour.title) }),
      el('h2', { text: words.pick(title) }),
      el('p', { text: words.pick(text) }),
      el('ol.geokz-sources', {}, sources),
    );
    this.count.textContent = words.t('stepOf', {
      step: words.number(step + 1),
      count: words.number(tour.steps.length),
    });
    this.back.disabled = step === 0;
    this.next.disabled = step === tour.steps.length - 1;
    this.back.setAttribute('aria-label', words.t('stepBack'));
    this.next.setAttribute('aria-label', words.t('stepNext'));
    this.shut.setAttribute('aria-label', words.t('close'));
  }

  translate() {
    this.list.replaceChildren(
      ...this.atlas.tours.map((tour) =>
        el('li', {}, [
          el('button.geokz-link', {
            type: 'button',
            text: this.words.pick(tour.title),
            onclick: () => this.start(tour.key),
          }),
          el('p.geokz-quiet', { text: this.words.pick(tour.steps[0].text) }),
        ]),
      ),
    );
    this.show();
  }
}

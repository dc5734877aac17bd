import { drawingOf, stepRead } from '../data/story.js';
import { columnChart, lifeChart } from './chart.js';
import { el, shield } from './dom.js';
import { Sheet } from './sheet.js';
import { printWorksheet } from './worksheet.js';

/** Guided walks: a list to choose from, and a column that is read from step to step, the map following. */
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
    this.heading = el('p.geokz-kind');
    this.steps = el('ol.geokz-tour-steps');
    this.said = el('p.geokz-hidden', { role: 'status' });
    this.sheetButton = el('button.geokz-word', {
      type: 'button',
      onclick: () => this.playing && printWorksheet(this.hub, words, this.playing.tour),
    });
    this.box = shield(
      el('section.geokz-tour', { hidden: true, tabindex: '-1' }, [
        el('div.geokz-tour-head', {}, [this.heading, this.shut]),
        this.steps,
        this.said,
        el('div.geokz-tour-foot', {}, [this.back, this.count, this.next, this.sheetButton]),
      ]),
    );
    this.box.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowRight') this.turn(1);
      else if (event.key === 'ArrowLeft') this.turn(-1);
      else if (event.key === 'Escape') this.stop();
      else return;
      event.preventDefault();
    });
    this.steps.addEventListener('scroll', () => this.onScroll(), { passive: true });
    hub.map.getContainer().append(this.box);
    verbs.onSelect(() => this.aside());
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
    this.aside();
    if (within && this.sheet.opener?.isConnected) this.sheet.opener.focus({ preventScroll: true });
    else if (within) this.verbs.focusTools();
    this.verbs.remember();
  }

  /** Some steps on or back. @param {number} by */
  turn(by) {
    if (this.playing) this.go(this.playing.step + by);
  }

  /** Whoever reads on by scrolling turns the map with it. */
  onScroll() {
    if (!this.playing || this.box.hidden) return;
    const tops = [...this.steps.children].map((step) => /** @type {HTMLElement} */ (step).offsetTop);
    const { scrollTop, clientHeight } = this.steps;
    const step = stepRead(tops, scrollTop, clientHeight);
    if (step !== this.playing.step) this.go(step, false);
  }

  /** @param {number} step from 0; one that is not there changes nothing @param {boolean} [scroll] bring its text into view */
  go(step, scroll = true) {
    if (!this.playing) return;
    const { tour } = this.playing;
    if (step < 0 || step >= tour.steps.length) return;
    const begins = this.playing.step < 0;
    this.playing.step = step;
    const within = this.box.contains(document.activeElement);
    const { years, view, layers, select } = tour.steps[step];
    const { atlas, hub, verbs } = this;
    hub.clockControl.stop();
    hub.clockControl.follow(years[0], years[1]);
    hub.setLayers(layers.length ? layers : atlas.opening, (key) => atlas.isOwn(key));
    verbs.select(select || null, { move: false });
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (begins) this.show();
    else this.mark();
    if (scroll) this.steps.scrollTop = /** @type {HTMLElement} */ (this.steps.children[step]).offsetTop;
    hub.map.setView(verbs.above(this.box, [view[0], view[1]], view[2]), view[2], { animate: !still });
    // the card of a step takes the focus when it opens, and a button at the end of the tour loses it
    if (within && (!this.box.contains(document.activeElement) || /** @type {any} */ (document.activeElement).disabled))
      this.box.focus({ preventScroll: true });
    verbs.remember();
  }

  /** The card of the step's own thing waits behind the column; any other the reader opened lies over it. @param {boolean} [card] show the step's own */
  aside(card = false) {
    const own = this.playing && this.verbs.selected() === (this.playing.tour.steps[this.playing.step]?.select || null);
    this.hub.map.getContainer().classList.toggle('geokz-touring', Boolean(own) && !card);
  }

  /** All steps of the tour. */
  show() {
    if (!this.playing) return;
    const { words } = this;
    const { tour, step } = this.playing;
    this.box.setAttribute('aria-label', words.pick(tour.title));
    this.heading.textContent = words.pick(tour.title);
    this.steps.replaceChildren(...tour.steps.map((one) => this.stepOf(one)));
    this.steps.setAttribute('tabindex', '0');
    this.back.setAttribute('aria-label', words.t('stepBack'));
    this.next.setAttribute('aria-label', words.t('stepNext'));
    this.shut.setAttribute('aria-label', words.t('close'));
    this.sheetButton.textContent = words.t('worksheet');
    this.mark();
    this.steps.scrollTop = /** @type {HTMLElement} */ (this.steps.children[step]).offsetTop;
  }

  /** One step: its text, what is drawn of it, a question, its sources. @param {import('../data/wire').Step} step */
  stepOf({ title, text, question, source, select, years }) {
    const { atlas, words } = this;
    const thing = atlas.things.get(select);
    const when = years[0] === years[1] ? String(years[0]) : `${years[0]}–${years[1]}`;
    return el('li', {}, [
      el('p.geokz-tour-when', { text: when }),
      el('h2', { text: words.pick(title) }),
      el('p', { text: words.pick(text) }),
      ...(thing ? this.drawing(thing, /** @type {[number, number]} */ (years)) : []),
      words.pick(question) && el('p.geokz-tour-question', { text: words.pick(question) }),
      el(
        'ol.geokz-sources',
        {},
        source.map(([key, locator]) => el('li', { text: words.cited(atlas.sources[key], locator) })),
      ),
    ]);
  }

  /** The one thing that is drawn: yearly numbers, kilometres, or a life. @param {import('../data/wire').Thing} thing @param {[number, number]} chosen years */
  drawing(thing, chosen) {
    const { atlas, hub, words } = this;
    const drawn = drawingOf(atlas, thing, hub.clock);
    const name = el('button.geokz-link', {
      type: 'button',
      text: words.pick(thing.names),
      onclick: () => (this.verbs.selected() === thing.id ? this.aside(true) : this.verbs.select(thing.id)),
    });
    if (!drawn) return [el('p', {}, [name])];
    const { min, max } = hub.clock;
    const colour = atlas.colour(atlas.layer(thing), hub.renderer.theme.dark);
    const { measure = '', of = null } = drawn.kind === 'figures' ? drawn.series : {};
    const what = {
      figures: () => words.measured(measure, of),
      rails: () => words.t('railsLaid'),
      life: () => words.when(thing.when),
    }[drawn.kind]();
    const options = { min, max, chosen, colour, label: `${words.pick(thing.names)}: ${what}` };
    const values = drawn.kind === 'figures' ? drawn.series.values : drawn.kind === 'rails' ? drawn.values : null;
    const now = values?.get(chosen[1]);
    const told = now ? `: ${words.t('inYear', { value: words.number(now.value), year: chosen[1] })}` : '';
    return [
      el('div.geokz-tour-drawing', {}, [
        el('p', {}, [name]),
        drawn.kind === 'life'
          ? lifeChart(drawn.parts, options)
          : columnChart(/** @type {Map<number, {value: number}>} */ (values), options),
        el('div.geokz-life-ends', {}, [el('span', { text: String(min) }), el('span', { text: String(max) })]),
        el('p.geokz-quiet', { text: `${what}${told}` }),
      ]),
    ];
  }

  /** Which step it is. */
  mark() {
    if (!this.playing) return;
    const { words } = this;
    const { tour, step } = this.playing;
    [...this.steps.children].forEach((one, at) => {
      if (at === step) one.setAttribute('aria-current', 'step');
      else one.removeAttribute('aria-current');
    });
    this.count.textContent = words.t('stepOf', {
      step: words.number(step + 1),
      count: words.number(tour.steps.length),
    });
    this.said.textContent = `${this.count.textContent}. ${words.pick(tour.steps[step].title)}`;
    this.back.disabled = step === 0;
    this.next.disabled = step === tour.steps.length - 1;
    this.aside();
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

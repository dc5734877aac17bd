import { Steps } from '../data/steps.js';
import { typedTime, UNITS } from '../data/units.js';
import { pixelRatio } from '../map/ratio.js';
import { atRest, el, mark, setStyle, shield, slideOf, write } from './dom.js';
import { EventMarks } from './eventmarks.js';
import { StateSwitches } from './switches.js';
import { YearBars } from './yearbars.js';

/** Milliseconds a year lasts while playing: slow, usual, fast. */
const BEATS = [1600, 700, 250];

/** Milliseconds after which a chosen time is spoken, so that a handle being dragged keeps silent. */
const REST = 400;

/** Milliseconds of rest after which the switches say how many things they stand for. */
const COUNTED = 80;

/** Spans of at most so many years can be narrowed to months. */
const SHORT_SPAN = 2;

/**
 * The time control: a year or a span, by handle, by bar, by key, by typing, by playing. The only control of time
 * on a map, whatever layers it carries.
 */
export class Clock {
  // what build makes
  /** @type {HTMLElement} */
  root;
  /** @type {HTMLElement[]} */
  periodButtons;
  /** @type {HTMLElement} */
  periodRow;
  /** @type {{from: HTMLSelectElement, to: HTMLSelectElement}} */
  months;
  /** @type {HTMLElement} */
  monthRow;
  /** @type {Record<string, HTMLElement>} */
  handles;
  /** @type {(share: number) => void} */
  slide;
  /** @type {HTMLElement} */
  everything;
  /** @type {HTMLButtonElement} */
  tempo;
  /** @type {HTMLElement} */
  mode;
  /** @type {number | undefined} */
  speaking;

  /**
   * @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   * @param {object} [options]
   * @param {import('../data/wire').Period[]} [options.periods] named spans, offered as buttons
   * @param {import('../data/wire').Event[]} [options.events] happenings, marked on the axis; `onEvent`, what a click on
   *   one does, and `heard`, whether the chosen source tells of one, as EventMarks has them
   * @param {(event: import('../data/wire').Event) => void} [options.onEvent]
   * @param {(event: import('../data/wire').Event) => boolean} [options.heard]
   * @param {import('./people.js').People | null} [options.people] who draws and says the prisoners of the years
   * @param {import('./rails.js').Rails | null} [options.rails] who draws and says how far a line had been laid
   */
  constructor(
    hub,
    words,
    { periods = [], events = [], onEvent = () => {}, heard = () => true, people = null, rails = null } = {},
  ) {
    this.hub = hub;
    this.words = words;
    this.periods = periods;
    this.steps = new Steps(hub);
    this.bars = new YearBars(hub, words, this.steps, { people, rails });
    /** who says the chosen time, the weightiest first */
    this.tellers = [rails, people];
    this.happenings = new EventMarks(hub, words, { events, onEvent, heard });
    this.switches = new StateSwitches(hub, words);
    this.speed = 1;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {{from: number, to: number} | null} the period that is being played step by step */
    this.played = null;
    this.spanMode = this.steps.wide;
    this.countSoon = atRest(() => this.switches.count(), COUNTED);
    this.build();
    hub.afterStep.push(() => this.move());
    hub.onChange((what) => this.refresh(what));
    this.refresh('data');
  }

  get all() {
    return this.steps.from <= this.steps.min && this.steps.to >= this.steps.max;
  }

  build() {
    const key = (event) => this.onKey(event);
    this.year = el('input.geokz-year', {
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: '27',
      onchange: () => this.onTyped(),
      onfocus: () => this.year.select(),
      onkeydown: (event) => event.key === 'Enter' && this.year.blur(),
    });
    const button = (name, symbol, action) =>
      el(`button.geokz-button.geokz-${name}`, { type: 'button', onclick: action, 'data-word': name }, [
        el('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [el('path', { d: symbol })]),
      ]);
    this.back = button('back', 'M10 3 5 8l5 5', () => this.stepBy(-1));
    this.play = button('play', PLAY, () => this.togglePlay());
    this.next = button('next', 'm6 3 5 5-5 5', () => this.stepBy(1));
    this.tempo = el('button.geokz-button.geokz-tempo', {
      type: 'button',
      onclick: () => this.setSpeed((this.speed + 1) % BEATS.length),
    });
    this.periodButtons = this.periods.map(({ from, to }) =>
      el('button.geokz-word', { type: 'button', onclick: () => this.choosePeriod(from, to) }),
    );
    const month = (end) => el('select', { onchange: () => this.onMonth(), 'data-end': end });
    this.months = { from: month(0), to: month(1) };
    this.monthRow = el('div.geokz-months', {}, [
      this.months.from,
      el('span', { text: '–', 'aria-hidden': 'true' }),
      this.months.to,
    ]);
    this.periodRow = el('div.geokz-period-names', {}, this.periodButtons);
    // a strip wider than its room: the wheel moves it
    this.periodRow.addEventListener('wheel', ({ deltaX, deltaY }) => this.periodRow.scrollBy(deltaX || deltaY, 0), {
      passive: true,
    });
    this.everything = el('button.geokz-word', {
      type: 'button',
      'data-word': 'allYears',
      onclick: () => this.toggleAll(),
    });
    this.mode = el('button.geokz-word', {
      type: 'button',
      'data-word': 'span',
      onclick: () => this.setSpanMode(!this.spanMode),
    });
    const handle = (end) =>
      el(`div.geokz-handle.geokz-handle-${end}`, { role: 'slider', tabindex: '0', onkeydown: key, 'data-end': end });
    this.handles = { from: handle('from'), to: handle('to') };
    this.band = el('div.geokz-band');
    // as wide as the track, so that what it carries is moved by shares of it, which costs no layout
    const rail = el('div.geokz-rail', {}, [this.band, this.handles.from, this.handles.to]);
    this.slide = slideOf(rail);
    this.track = el('div.geokz-track', {}, [this.bars.canvas, rail, this.bars.most]);
    this.track.addEventListener('pointerdown', (event) => this.onPointer(event));
    this.live = el('div.geokz-hidden', { 'aria-live': 'polite' });
    this.root = shield(
      el('section.geokz-clock', { 'data-label': 'time' }, [
        el('div.geokz-clock-now', {}, [
          this.year,
          el('div.geokz-clock-buttons', {}, [this.back, this.play, this.next, this.tempo]),
        ]),
        el('div.geokz-clock-middle', {}, [
          el('div.geokz-periods', {}, [this.periodRow, this.monthRow]),
          this.happenings.root,
          this.track,
          this.bars.ticks,
        ]),
        el('div.geokz-clock-side', {}, [
          el('div.geokz-words', {}, [this.everything, this.mode]),
          this.bars.countRow,
          ...this.switches.roots,
        ]),
        this.live,
      ]),
    );
    document.addEventListener('keydown', (event) => {
      if (event.target === document.body && !event.altKey && !event.ctrlKey && !event.metaKey) this.onKey(event);
    });
    new ResizeObserver(() => this.bars.fit()).observe(this.track);
  }

  /** As it opened. */
  reset() {
    const [from, to] = this.steps.opening;
    this.stop();
    this.speed = 1;
    this.spanMode = from !== to;
    this.choose(from, to);
  }

  /** Take over years from elsewhere: one year ends a span. @param {number} from @param {number} to */
  follow(from, to) {
    this.spanMode = from !== to;
    return this.hub.setTime(from, to);
  }

  setSpanMode(on) {
    this.spanMode = on;
    const { from, to, min, max } = this.steps;
    if (on && from === to) this.choose(from, Math.min(Math.max(max, from), from + 4));
    else if (!on && from !== to) this.choose(Math.max(min, from), Math.max(min, from));
    else this.refresh('time');
  }

  choosePeriod(from, to) {
    this.stop();
    this.spanMode = true;
    this.hub.setTime(from, to);
  }

  setSpeed(speed) {
    this.speed = speed;
    if (this.timer) {
      clearInterval(this.timer);
      this.run();
    }
    this.refresh('words');
  }

  onMonth() {
    this.hub.setMonths(Number(this.months.from.value), Number(this.months.to.value));
  }

  toggleAll() {
    const { min, max, opening } = this.steps;
    if (this.all) {
      this.spanMode = false;
      this.choose(opening[0], opening[0]);
    } else {
      this.spanMode = true;
      this.choose(min, max);
    }
  }

  choose(from, to) {
    return this.steps.choose(from, to);
  }

  /** Move the year, or the whole span, by so many steps of the clock, keeping it within the clock. */
  stepBy(steps) {
    const { min, max, step, from, to } = this.steps;
    const shift = Math.max(min - from, Math.min(max - to, steps * step));
    if (shift) this.choose(from + shift, to + shift);
    return shift !== 0;
  }

  onKey(event) {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const edge = { Home: 'min', End: 'max' }[event.key];
    const end = event.target.dataset?.end;
    if (event.key === ' ' && !end && event.target === document.body) this.togglePlay();
    else if (by === undefined && !edge) return;
    else if (this.spanMode && end) {
      const value = edge ? this.steps[edge] : this.steps[end] + by * (event.shiftKey ? 10 : 1);
      this.moveEnd(end, value);
    } else if (edge) {
      const year = this.steps[edge];
      const length = this.steps.to - this.steps.from;
      if (edge === 'min') this.choose(year, year + length);
      else this.choose(year - length, year);
    } else this.stepBy(by * (event.shiftKey ? 10 : 1));
    event.preventDefault();
  }

  moveEnd(end, value) {
    const { min, max, from, to } = this.steps;
    const year = Math.max(min, Math.min(max, Math.round(value)));
    if (!this.spanMode) this.choose(year, year);
    else if (end === 'from') this.choose(Math.min(year, to), to);
    else this.choose(from, Math.max(year, from));
  }

  yearAt(clientX) {
    const box = this.track.getBoundingClientRect();
    const { min, max } = this.steps;
    return Math.floor(min + ((clientX - box.left) / box.width) * (max - min + 1));
  }

  onPointer(event) {
    if (event.button > 0) return;
    this.stop();
    const year = this.yearAt(event.clientX);
    const { from, to } = this.steps;
    let end = event.target.dataset?.end || (Math.abs(year - from) < Math.abs(year - to) ? 'from' : 'to');
    if (from === to && this.spanMode) end = year < from ? 'from' : 'to';
    this.moveEnd(end, year);
    this.handles[this.spanMode ? end : 'to'].focus({ preventScroll: true });
    this.track.setPointerCapture(event.pointerId);
    const move = (moved) => this.moveEnd(end, this.yearAt(moved.clientX));
    const up = () => {
      this.track.removeEventListener('pointermove', move);
      this.track.removeEventListener('pointerup', up);
      this.track.removeEventListener('pointercancel', up);
    };
    this.track.addEventListener('pointermove', move);
    this.track.addEventListener('pointerup', up);
    this.track.addEventListener('pointercancel', up);
    event.preventDefault();
  }

  onTyped() {
    const { min, max, unit } = this.steps;
    const typed = typedTime(unit, this.year.value, UNITS.year.of(UNITS[unit].first(min)) < 100 ? 1 : 3);
    if (!typed) {
      this.refresh('time');
      return;
    }
    const [from, to] = typed.map((number) => Math.max(min, Math.min(max, number)));
    this.stop();
    this.choose(from, to);
    this.spanMode = this.steps.wide;
    this.refresh('time');
  }

  /** Play on; the years of a chosen period one by one, to its end, and so the months of a year. Any other span moves as it is. */
  togglePlay() {
    if (this.timer) {
      this.stop();
      return;
    }
    const { min, max, from, to } = this.steps;
    if (this.all) {
      this.spanMode = false;
      this.choose(min, min);
    } else if (from < to && (!this.spanMode || this.periods.some((period) => this.isChosen(period)))) {
      this.played = { from, to };
      this.spanMode = false;
      this.choose(from, from);
    } else if (to >= max) this.choose(min, min + to - from);
    this.run();
    this.refresh('time');
  }

  run() {
    this.timer = setInterval(() => this.playOn() || this.stop(), BEATS[this.speed]);
  }

  /** The next year; after the last one of a period that is played, the whole of it. Whether there is more to play. */
  playOn() {
    if (!this.played || this.steps.to < this.played.to) return this.stepBy(1);
    this.choose(this.played.from, this.played.to);
    this.spanMode = this.steps.wide;
    return false;
  }

  /** Whether the whole of a period is chosen, and nothing else. @param {import('../data/wire').Period} period */
  isChosen({ from, to }) {
    return !this.hub.months && this.hub.time.from === from && this.hub.time.to === to;
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.played = null;
    this.refresh('time');
  }

  /** Write the chosen time and set the handles to it. */
  move() {
    const { from, to, min, max } = this.steps;
    if (this.steps.wide) this.spanMode = true;
    const text = this.steps.written();
    if (document.activeElement !== this.year) this.year.value = text;
    const years = max - min + 1;
    const place = (year) => Math.max(0, Math.min(years, year - min));
    const [begin, length] = [place(from), place(to + 1) - place(from)];
    // on whole device pixels, so that edges stay sharp
    const pixels = this.bars.width * pixelRatio() || years;
    this.slide(Math.round((begin / years) * pixels) / pixels);
    setStyle(this.band, 'width', `${(length / years) * 100}%`);
    const middle = (year) => Math.max(0.5, Math.min(years - 0.5, place(year) + 0.5));
    setStyle(this.handles.from, 'left', `${((middle(from) - begin) / years) * 100}%`);
    setStyle(this.handles.to, 'left', `${((middle(to) - begin) / years) * 100}%`);
    return text;
  }

  /** @param {string} what changed */
  refresh(what) {
    const { t } = this.words;
    const { from, to, min, max, unit } = this.steps;
    if (what === 'source') this.happenings.refresh();
    const text = this.move();
    this.root.classList.toggle('geokz-span', this.spanMode);
    this.root.classList.toggle('geokz-long', text.length > 9);
    this.root.classList.toggle('geokz-fine', unit !== 'year');
    this.root.classList.toggle('geokz-longest', text.length > 12);
    for (const [end, year] of Object.entries({ from, to })) {
      const handle = this.handles[end];
      mark(handle, 'aria-valuemin', String(end === 'to' && this.spanMode ? from : min));
      mark(handle, 'aria-valuemax', String(end === 'from' ? to : max));
      mark(handle, 'aria-valuenow', String(year));
      mark(handle, 'aria-valuetext', this.steps.said(year, this.words));
    }
    this.handles.from.hidden = !this.spanMode;
    mark(this.handles.from, 'aria-label', t('firstYear'));
    mark(this.handles.to, 'aria-label', t(this.spanMode ? 'lastYear' : 'year'));
    this.periods.forEach((period, at) => mark(this.periodButtons[at], 'aria-pressed', String(this.isChosen(period))));
    this.monthRow.hidden = unit !== 'year' || to - from >= SHORT_SPAN;
    const months = this.hub.months || [1, 12];
    this.months.from.value = String(months[0]);
    this.months.to.value = String(months[1]);
    write(this.tempo, `×${['½', '1', '3'][this.speed]}`);
    mark(this.tempo, 'aria-label', t('speed', { speed: this.tempo.textContent }));
    mark(this.tempo, 'title', t('speed', { speed: this.tempo.textContent }));
    mark(this.everything, 'aria-pressed', String(this.all));
    mark(this.mode, 'aria-pressed', String(this.spanMode));
    this.switches.check();
    mark(this.play.querySelector('path'), 'd', this.timer ? PAUSE : PLAY);
    mark(this.play, 'aria-label', t(this.timer ? 'pause' : 'play'));
    mark(this.play, 'title', t(this.timer ? 'pause' : 'play'));
    if (what === 'time' && !this.timer) this.speak(text);
    if (what !== 'time') this.bars.soon();
    if (what === 'time') this.countSoon();
    else if (!this.timer) this.switches.count();
  }

  /** Tell a screen reader the chosen time, once it rests: what is said of it, or the years. @param {string} text */
  speak(text) {
    clearTimeout(this.speaking);
    this.speaking = window.setTimeout(() => write(this.live, this.spoken || text), REST);
  }

  /** What the first teller of the chosen time says. */
  get spoken() {
    return this.tellers.map((teller) => teller?.spoken).find((said) => said);
  }

  /** Words of the page's language. */
  translate() {
    const { t } = this.words;
    this.root.setAttribute('aria-label', t('time'));
    this.year.setAttribute('aria-label', t('typeYear'));
    this.year.title = t('typeYear');
    for (const button of [this.back, this.next]) {
      button.setAttribute('aria-label', t(button.dataset.word));
      button.title = t(button.dataset.word);
    }
    this.everything.textContent = t('allYears');
    this.periods.forEach(({ label }, at) => {
      this.periodButtons[at].textContent = this.words.pick(label);
    });
    for (const [end, select] of Object.entries(this.months)) {
      select.setAttribute('aria-label', t(end === 'from' ? 'firstMonth' : 'lastMonth'));
      select.replaceChildren(
        ...this.words.monthsShort().map((name, at) => el('option', { value: String(at + 1), text: name })),
      );
    }
    this.mode.textContent = t('span');
    this.bars.translate();
    this.happenings.translate();
    this.refresh('words');
  }
}

const PLAY = 'M4.5 2.5v11l9-5.5z';
const PAUSE = 'M4 3h3v10H4zM9 3h3v10H9z';

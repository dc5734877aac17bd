import { yearBars } from '../data/bars.js';
import { ticksOf, UNITS } from '../data/units.js';
import { pixelRatio } from '../map/ratio.js';
import { showStill } from '../map/still.js';
import { el, mark, setStyle } from './dom.js';
import { drawStack, drawThings } from './years.js';

/**
 * What the years of the clock held, as bars below its handles: kilometres of a line, people or things, as the reader
 * chooses; and the ticks.
 * @typedef {'rails' | 'people' | 'things'} Counted
 */
export class YearBars {
  /**
   * @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words
   * @param {import('../data/steps.js').Steps} steps what the handles move over
   * @param {{people: import('./people.js').People | null, rails: import('./rails.js').Rails | null}} tellers who draw the
   *   prisoners of the years, and how far a line had been laid
   */
  constructor(hub, words, steps, { people, rails }) {
    this.hub = hub;
    this.words = words;
    this.steps = steps;
    /** @type {Record<Counted, {rows: any[], curve: () => any} | null | undefined>} */
    this.tellers = { rails, people, things: undefined };
    this.frame = 0;
    /** of the canvas when it was drawn, CSS pixels */
    this.width = 0;
    this.height = 0;
    /** @type {Counted[]} what they may count, the usual first */
    this.choices = rails ? ['rails', 'things'] : people ? ['people', 'things'] : ['things'];
    this.counts = this.choices[0];
    this.canvas = el('canvas.geokz-bars', { 'aria-hidden': 'true' });
    this.ticks = el('div.geokz-ticks', { 'aria-hidden': 'true' });
    const count = (what) =>
      el('button.geokz-word', { type: 'button', 'data-word': `bars-${what}`, onclick: () => this.setCounts(what) });
    /** what is written at the peak; an element, so that the handles do not strike it */
    this.most = el('span.geokz-most', { 'aria-hidden': 'true', hidden: true });
    /** @type {Map<Counted, HTMLButtonElement>} */
    this.countButtons = new Map(this.choices.map((what) => [what, count(what)]));
    this.countRow = el('div.geokz-words', { role: 'group' }, [...this.countButtons.values()]);
  }

  /** Let the bars count something else; the usual where there is nothing of it. @param {Counted} [what] */
  setCounts(what) {
    this.counts = what && this.choices.includes(what) ? what : this.choices[0];
    this.hub.tell('bars');
  }

  /** What they count, where that is not the usual. */
  get other() {
    return this.counts === this.choices[0] ? undefined : this.counts;
  }

  /** Which features of a dataset the chosen source and the search leave; all when left out. */
  counted(dataset) {
    const { found } = this.hub;
    if (!dataset.mask && !(found && dataset.ids)) return undefined;
    return (i) => dataset.kept(i) && (!found || !dataset.ids || found.has(dataset.ids[i]));
  }

  /** How many things existed each year, by layer, following the switches and the search; the lowest layer first. */
  layerBars() {
    const { min, max, unit } = this.steps;
    return [...this.hub.layers.values()]
      .filter((layer) => this.hub.isShown(layer.dataset.key))
      .sort((a, b) => b.order - a.order)
      .map(({ dataset }) => ({
        bars: yearBars(dataset.index, min, max, this.counted(dataset), dataset.columns.n, UNITS[unit].of),
        colour: this.hub.renderer.colour(dataset),
        strength: dataset.style.quiet && !this.hub.found ? 0.4 : 1,
        switches: this.hub.switches,
      }));
  }

  /** Draw with the next frame, once, however often it is asked for. */
  soon() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  /** Draw anew where the room for it is another. */
  fit() {
    if (this.canvas.clientWidth !== this.width || this.canvas.clientHeight !== this.height) this.soon();
  }

  /** The picture of what the reader chose, or of the next that there is something of. */
  curve() {
    const { counts, choices, tellers } = this;
    for (const what of choices.slice(choices.indexOf(counts))) {
      const curve = tellers[what]?.curve() ?? null;
      if (curve) return { what, curve };
    }
    return { what: 'things', curve: null };
  }

  /** Draw what the years held. */
  draw() {
    const { min, max, unit } = this.steps;
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    [this.width, this.height] = [width, height];
    if (!width || !height) return;
    const ratio = pixelRatio();
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const { what, curve } = this.curve();
    this.countRow.hidden = !this.choices.some((choice) => this.tellers[choice]?.rows.length);
    for (const [choice, button] of this.countButtons) {
      const teller = this.tellers[choice];
      button.disabled = Boolean(teller && choice !== what && !teller.curve());
      mark(button, 'aria-pressed', String(choice === what));
    }
    const { theme } = this.hub.renderer;
    const paper = { width, height, years: curve ? curve.totals.length : max - min + 1, theme };
    showStill(this.canvas, (context) => {
      context.scale(ratio, ratio);
      if (curve) drawStack(context, paper, curve, what === 'rails' ? theme.ink : theme.accent);
      else drawThings(context, paper, this.layerBars());
    });
    this.most.hidden = !curve || curve.peak < 0;
    if (curve) {
      this.most.textContent = curve.most;
      const half = this.most.offsetWidth / 2;
      const middle = ((curve.peak + 0.5) / paper.years) * width;
      const left = Math.max(0, Math.min(width - 2 * half, middle - half));
      setStyle(this.most, 'transform', `translateX(${left}px)`);
    }
    const steps = max - min + 1;
    this.ticks.replaceChildren(
      ...ticksOf(unit, min, max, width, this.words.monthsShort()).map(({ at, text }) =>
        el('span', { text, style: `left:max(${((at - min + 0.5) / steps) * 100}%, ${0.3 * text.length}em)` }),
      ),
    );
  }

  /** Words of the page's language. */
  translate() {
    const { t } = this.words;
    this.countRow.setAttribute('aria-label', t('barsTitle'));
    for (const [what, button] of this.countButtons)
      button.textContent = t(`bars${what[0].toUpperCase()}${what.slice(1)}`);
  }
}

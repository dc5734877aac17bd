import { yearBars } from '../data/bars.js';
import { ticksOf, UNITS } from '../data/units.js';
import { pixelRatio } from '../map/ratio.js';
import { showStill } from '../map/still.js';
import { el, mark } from './dom.js';
import { drawPeople, drawThings } from './years.js';

/** What the years of the clock held, as bars below its handles; which of people and things they count, and the ticks. */
export class YearBars {
  /**
   * @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words
   * @param {import('./people.js').People | null} people who draws the prisoners of the years
   */
  constructor(hub, words, people) {
    this.hub = hub;
    this.words = words;
    this.people = people;
    this.frame = 0;
    /** of the canvas when it was drawn, CSS pixels */
    this.width = 0;
    this.height = 0;
    /** what the bars count, where there are people to count */
    this.counts = people ? 'people' : 'things';
    this.canvas = el('canvas.geokz-bars', { 'aria-hidden': 'true' });
    this.ticks = el('div.geokz-ticks', { 'aria-hidden': 'true' });
    const count = (what) =>
      el('button.geokz-word', { type: 'button', 'data-word': `bars-${what}`, onclick: () => this.setCounts(what) });
    this.countButtons = { people: count('people'), things: count('things') };
    this.countRow = el('div.geokz-words', { role: 'group' }, Object.values(this.countButtons));
  }

  /** Let the bars count people or things. @param {'people' | 'things'} what */
  setCounts(what) {
    this.counts = this.people ? what : 'things';
    this.hub.tell('bars');
  }

  /** Which features of a dataset the chosen source and the search leave; all when left out. */
  counted(dataset) {
    const { found } = this.hub;
    if (!dataset.mask && !(found && dataset.ids)) return undefined;
    return (i) => dataset.kept(i) && (!found || !dataset.ids || found.has(dataset.ids[i]));
  }

  /** How many things existed each year, by layer, following the switches and the search; the lowest layer first. */
  layerBars() {
    const { min, max, unit } = this.hub.clock;
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

  /** What the years held: people, or things where no camp with a number is shown or the reader asks for them. */
  draw() {
    const { min, max, unit } = this.hub.clock;
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    [this.width, this.height] = [width, height];
    if (!width || !height) return;
    const ratio = pixelRatio();
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const years = max - min + 1;
    const curve = this.people?.curve() ?? null;
    this.countRow.hidden = !this.people?.rows.length;
    this.countButtons.people.disabled = !curve;
    const people = curve && this.counts === 'people';
    mark(this.countButtons.people, 'aria-pressed', String(Boolean(people)));
    mark(this.countButtons.things, 'aria-pressed', String(!people));
    const paper = { width, height, years, theme: this.hub.renderer.theme };
    showStill(this.canvas, (context) => {
      context.scale(ratio, ratio);
      if (people) drawPeople(context, paper, curve, this.hub.renderer.theme.accent);
      else drawThings(context, paper, this.layerBars());
    });
    this.ticks.replaceChildren(
      ...ticksOf(unit, min, max, width).map(({ at, text }) =>
        el('span', { text, style: `left:${((at - min + 0.5) / years) * 100}%` }),
      ),
    );
  }

  /** Words of the page's language. */
  translate() {
    const { t } = this.words;
    this.countRow.setAttribute('aria-label', t('barsTitle'));
    this.countButtons.people.textContent = t('barsPeople');
    this.countButtons.things.textContent = t('barsThings');
  }
}

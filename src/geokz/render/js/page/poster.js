import { storyOf } from '../data/people.js';
import { groundIn, groundPath, paperOf, posterLabels, posterMarks, posterYears } from '../data/poster.js';
import { bound, el } from './dom.js';
import { Sheet } from './sheet.js';

/** How many small maps there are, and the width of each in its own units. */
const [COUNT, WIDTH] = [12, 600];

/** The size of letters, in units of a map. */
const LETTERS = 21;

/** Degrees of land about the frame of the map, so that nothing at its edges is cut. */
const ROOM = 1.5;

/** Kinds of ground that are drawn, from below. */
const GROUND = ['water', 'rivers', 'borders'];

/** The camps year by year, a small map each, on one sheet to print; a click enters the year. */
export class Poster {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   * @param {{people: import('./people.js').People, frame: number[][], title: () => string}} page
   */
  constructor(atlas, hub, words, verbs, { people, frame, title }) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    this.people = people;
    this.title = title;
    const [[south, west], [north, east]] = frame;
    this.paper = paperOf(
      [
        [south - ROOM, west - ROOM],
        [north + ROOM, east + ROOM],
      ],
      WIDTH,
    );
    this.sheet = new Sheet('poster', words, 'posterTitle', {
      onOpen: () => this.onRoom(true),
      onClose: () => this.onRoom(false),
    });
    this.print = el('button.geokz-word', { type: 'button', onclick: () => window.print() });
    this.key = el('p.geokz-quiet');
    this.ground = el('svg', { width: 0, height: 0, 'aria-hidden': 'true' });
    this.maps = el('div.geokz-poster-maps', { onclick: (event) => this.enter(event) });
    this.foot = el('p.geokz-poster-foot');
    this.sheet.body.append(el('div.geokz-poster-top', {}, [this.key, this.print]), this.ground, this.maps, this.foot);
    hub.onChange((what) => this.sheet.isOpen && ['layers', 'source', 'theme'].includes(what) && this.draw());
  }

  /** Whether there are years to show. */
  get empty() {
    return !this.people.rows.length;
  }

  /** What is open, for the link. */
  opened() {
    return this.sheet.isOpen || undefined;
  }

  /** @param {boolean} open */
  follow(open) {
    if (open && !this.empty) this.sheet.open();
    else this.sheet.close();
  }

  /** Open it unless another sheet is. */
  offer() {
    if (!this.empty && !Sheet.open) this.sheet.open();
  }

  onRoom(open) {
    this.hub.map.getContainer().classList.toggle('geokz-poster-open', open);
    if (open) this.draw();
    // the ground may still be unpacked when a link opens the page
    if (open) this.hub.base?.ready.then(() => this.sheet.isOpen && this.draw());
    this.verbs.remember();
  }

  draw() {
    const { atlas, hub, people, words } = this;
    const rows = people.shown();
    const years = posterYears(rows, hub.clock, COUNT, atlas.things);
    const grounds = this.drawGround(years);
    this.sheet.heading.textContent = `${this.title()}, ${words.t('posterTitle').toLowerCase()}`;
    this.maps.replaceChildren(
      ...years.map((year, at) => {
        const story = storyOf(rows, { from: year, to: year }, atlas.things, words);
        return el('button.geokz-poster-map', { type: 'button', 'data-year': year }, [
          el('span.geokz-poster-year', { text: String(year) }),
          el('span.geokz-poster-sum', { text: bound(story?.sum.replace(`${year}: `, '') ?? '') }),
          this.picture(rows, year, grounds[at]),
          el('span.geokz-poster-silent', { text: [story?.silent, story?.beyond].filter(Boolean).join('. ') }),
        ]);
      }),
    );
    this.key.replaceChildren(
      words.t(years.length ? 'posterKey' : 'tableEmpty'),
      el('span.geokz-poster-enter', { text: years.length ? ` ${words.t('posterEnter')}` : '' }),
    );
    this.print.textContent = words.t('posterPrint');
    this.foot.textContent = this.sources(rows);
  }

  /** The ground that all years share, once; what came or went in some of them, by year. @param {number[]} years @returns {any[][]} */
  drawGround(years) {
    const layers = (this.hub.base?.layers ?? []).filter(({ kind }) => GROUND.includes(kind));
    const shared = [];
    const own = years.map(() => /** @type {any[]} */ ([]));
    for (const layer of layers) {
      const { there, always } = groundIn(layer, years);
      const path = (wanted) =>
        el('path', { class: `geokz-poster-${layer.kind}`, d: groundPath(layer, this.paper, wanted) });
      shared.push(path(always));
      there.forEach((one, at) => {
        if (one.some((is, feature) => is && !always(feature)))
          own[at].push(path((feature) => one[feature] && !always(feature)));
      });
    }
    this.ground.replaceChildren(el('g', { id: 'geokz-poster-ground' }, shared));
    return own;
  }

  /** One year. */
  picture(rows, year, ground) {
    const { atlas, hub, paper, words } = this;
    const marks = posterMarks(atlas, rows, year, paper);
    const camps = marks.map(({ thing, x, y, value, half }) =>
      el('path', {
        class: value === null ? 'geokz-poster-quiet' : '',
        d: `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}z`,
        fill: value === null ? 'none' : atlas.colour(atlas.layer(thing), hub.renderer.theme.dark),
      }),
    );
    const names = posterLabels(marks, words, paper, LETTERS).map(({ text, x, y, anchor }) =>
      el('text', { x, y: y + LETTERS / 3, 'font-size': LETTERS, 'text-anchor': anchor, text }),
    );
    return el('svg', { viewBox: `0 0 ${paper.width} ${paper.height}`, 'aria-hidden': 'true' }, [
      el('use', { href: '#geokz-poster-ground' }),
      ...ground,
      ...camps,
      ...names,
    ]);
  }

  /** The sources of the numbers, and how to cite the atlas. */
  sources(rows) {
    const { atlas, words } = this;
    const keys = new Set(
      rows.flatMap(({ prisoners }) =>
        [...(prisoners?.values() ?? [])].flatMap(({ figure }) => figure.source.map(([key]) => key)),
      ),
    );
    const lines = [...keys].flatMap((key) => (atlas.sources[key] ? [words.pick(atlas.sources[key].line)] : []));
    const version = words.t('versionText', { ...atlas.about });
    return `${words.t('sources')}: ${lines.join('; ')}. geokz. ${version} ${atlas.about.credit}`;
  }

  /** The year that was touched, on the whole map. */
  enter(event) {
    const year = Number(event.target.closest('button')?.getAttribute('data-year'));
    if (!year) return;
    this.sheet.close();
    this.hub.clockControl.follow(year, year);
  }

  translate() {
    if (this.sheet.isOpen) this.draw();
  }
}

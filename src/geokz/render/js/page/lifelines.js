import { STATE_NAMES } from '../data/life.js';
import { breadthOf, joinPath, joinsOf, lifeLines, ORDERS } from '../data/lifelines.js';
import { shortName } from '../data/people.js';
import { rankTexts, rowsOf } from '../data/rows.js';
import { el } from './dom.js';
import { Sheet } from './sheet.js';

/** Pixels: the height of a row, as the style sheet has it, and how broad a line is without a number and with the greatest. */
const [ROW, THIN, BROAD] = [28, 4, 25];

/** Numbers whose breadth the key shows. */
const SAMPLES = [10000, 50000];

/** Years between two ticks of the axis. */
const TICK = 10;

/** Lives beside the map, one line a thing of one layer; a click brings the map to it. */
export class LifeLines {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   */
  constructor(atlas, hub, words, verbs) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    /** @type {any[]} all things as rows, with the ranks of their words */
    this.rows = [];
    /** @type {import('../data/lifelines.js').Line[]} */
    this.lines = [];
    /** @type {any[]} the buttons of the lines */
    this.buttons = [];
    /** @type {import('../data/lifelines.js').Join[]} */
    this.joins = [];
    /** the greatest number of all lines */
    this.most = 0;
    /** @type {import('../data/lifelines.js').Order} */
    this.order = 'start';
    this.parts = false;
    this.layer = (atlas.layers.find(({ prisoners }) => prisoners) ?? atlas.layers[atlas.layers.length - 1]).key;
    this.sheet = new Sheet('lives', words, 'livesTitle', {
      onOpen: () => this.onRoom(true),
      onClose: () => this.onRoom(false),
    });
    this.label = el('span');
    this.select = el('select', { onchange: () => this.choose({ layer: this.select.value }) });
    this.orders = Object.fromEntries(
      ORDERS.map((order) => [
        order,
        el('button.geokz-word', { type: 'button', onclick: () => this.choose({ order }) }),
      ]),
    );
    this.partsButton = el('button.geokz-word', {
      type: 'button',
      onclick: () => this.choose({ parts: !this.parts }),
    });
    this.orderRow = el('div.geokz-words', { role: 'group' }, Object.values(this.orders));
    this.key = el('p.geokz-lives-key');
    this.axis = el('div.geokz-lives-axis', { 'aria-hidden': 'true' });
    this.list = el('ol.geokz-lives-list', {
      onkeydown: (event) => this.onKey(event),
      onclick: (event) => this.onClick(event),
      onpointerover: (event) => this.light(event),
      onfocusin: (event) => this.light(event),
      onpointerleave: () => this.light(null),
    });
    this.picture = el('svg', { class: 'geokz-lives-picture', 'aria-hidden': 'true' });
    this.now = el('span.geokz-lives-now', { 'aria-hidden': 'true' });
    this.over = el('div.geokz-lives-over', {}, [this.picture, this.now]);
    /** the width of the picture on paper, CSS pixels, while the browser prints */
    this.paper = 0;
    this.empty = el('p.geokz-quiet');
    this.said = el('p.geokz-hidden', { role: 'status' });
    this.plate = el('div.geokz-lives-plate', {}, [this.axis, this.over, this.list]);
    this.scroll = el('div.geokz-lives-scroll', {}, [this.plate, this.empty]);
    this.sheet.body.append(
      el('div.geokz-lives-top', {}, [el('label', {}, [this.label, this.select]), this.orderRow, this.partsButton]),
      this.key,
      this.scroll,
      this.said,
    );
    hub.onChange((what) => {
      if (!this.sheet.isOpen) return;
      if (what === 'time') this.mark();
      else if (['switches', 'source', 'theme'].includes(what)) this.update();
    });
    verbs.onSelect(() => this.sheet.isOpen && this.markSelected());
    new ResizeObserver(() => this.sheet.isOpen && this.draw()).observe(this.over);
  }

  /** How much of the map the open panel covers, from the left. */
  get width() {
    const { root } = this.sheet;
    return this.sheet.isOpen && root.offsetWidth < this.hub.map.getSize().x ? root.offsetWidth : 0;
  }

  /** What is open, for the link. */
  opened() {
    return this.sheet.isOpen ? { layer: this.layer, order: this.order, parts: this.parts } : undefined;
  }

  /** Open as a link has it, or close; a layer there is not opens nothing. @param {import('../data/link.js').LinkState['lives']} lives */
  follow(lives) {
    if (!lives || !this.atlas.layerOf.has(lives.layer)) return this.sheet.close();
    this.sheet.open();
    this.choose(lives);
  }

  /** The country keeps in view while it was. */
  onRoom(open) {
    if (open) this.update();
    this.verbs.room();
    this.verbs.remember();
  }

  /** @param {Partial<NonNullable<import('../data/link.js').LinkState['lives']>>} what to change */
  choose({ layer = this.layer, order = this.order, parts = this.parts }) {
    Object.assign(this, { layer, order, parts });
    this.update();
    this.scroll.scrollTop = 0;
    this.verbs.remember();
  }

  /** Everything but the chosen time: which lines there are, their names and parts. */
  update() {
    const { atlas, hub, words } = this;
    if (!this.rows.length) this.rank();
    const rows = this.rows.filter(({ thing }) => thing.layer === this.layer && hub.keeps(thing.id));
    const { clock, switches } = hub;
    const { lines, left } = lifeLines(atlas, rows, { clock, switches, order: this.order, parts: this.parts });
    this.lines = lines;
    this.joins = joinsOf(atlas, this.lines, clock);
    this.most = Math.max(0, ...this.lines.map(({ most }) => most?.value ?? 0));
    if (this.order === 'size' && !this.most) this.order = 'start';
    this.orders.size.hidden = !this.most;
    this.plate.classList.toggle('geokz-lives-long', !atlas.layerOf.get(this.layer)?.prisoners);
    for (const [order, button] of Object.entries(this.orders))
      button.setAttribute('aria-pressed', String(order === this.order));
    this.partsButton.hidden = !left;
    this.partsButton.textContent = words.t('livesParts', { count: words.number(left) });
    this.partsButton.setAttribute('aria-pressed', String(this.parts));
    this.select.value = this.layer;
    const focused = this.list.contains(document.activeElement) && document.activeElement?.getAttribute('data-id');
    this.buttons = this.lines.map((line, at) => this.button(line, at));
    this.list.replaceChildren(...this.buttons.map((button) => el('li', {}, [button])));
    this.writeKey();
    this.empty.textContent = this.lines.length ? '' : words.t('tableEmpty');
    this.said.textContent = words.counted('tableThings', this.lines.length);
    this.draw();
    this.mark();
    this.markSelected();
    if (focused) this.list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /** The rows with the ranks of their names and places in the page's language. */
  rank() {
    const { atlas, words } = this;
    this.rows = rowsOf(atlas);
    const texts = {
      name: ({ thing }) => words.pick(thing.names),
      place: ({ thing }) => words.pick(atlas.place(thing).names),
    };
    for (const [part, textOf] of Object.entries(texts)) {
      const ranks = rankTexts(this.rows.map(textOf), words.language);
      for (const row of this.rows) row[`${part}Rank`] = ranks.get(textOf(row));
    }
  }

  /** A line's name; what its picture shows stands behind it for those who hear the page. */
  button({ thing, parts, most, depth }, at) {
    const { atlas, words } = this;
    const full = words.pick(thing.names);
    const year = (place) => {
      const { min, max } = this.hub.clock;
      return min + Math.round((place / 100) * (max - min + 1));
    };
    const told = [...parts].reverse().map(({ state, from, to }) => {
      const [first, last] = [year(from), year(to) - 1];
      return `${words.state(STATE_NAMES[state])} ${first === last ? first : `${first}–${last}`}`;
    });
    if (!parts.length) told.push(words.t('undated'));
    if (most) told.push(words.t('livesMost', { people: words.counted('peopleCount', most.value), year: most.year }));
    for (const { from, to, type, year: when } of this.joins) {
      if (from === at) told.push(`${words.label('relation_types', type)}: ${this.nameOf(this.lines[to])}, ${when}`);
      if (to === at) told.push(`${words.label('inverses', type)}: ${this.nameOf(this.lines[from])}, ${when}`);
    }
    const place = atlas.isLocated(thing) ? words.pick(atlas.place(thing).names) : '';
    return el('button', { type: 'button', 'data-id': thing.id, title: place ? `${full} · ${place}` : full }, [
      el('span.geokz-lives-name', { style: `--depth:${depth}`, text: this.nameOf({ thing }) }),
      el('span.geokz-hidden', { text: ` ${told.join('; ')}` }),
    ]);
  }

  /** The short name of a camp, the whole name of anything else. */
  nameOf({ thing }) {
    const name = this.words.pick(thing.names);
    return this.atlas.layer(thing).prisoners ? shortName(name) : name;
  }

  /** The lines and their joins, in pixels of the room beside the names. */
  draw() {
    const { atlas, hub, lines } = this;
    const width = this.paper || this.over.clientWidth;
    if (!width) return;
    const { min, max } = hub.clock;
    const years = max - min + 1;
    const x = (year) => ((year - min) / years) * width;
    const layer = atlas.layerOf.get(this.layer);
    const colour = layer ? atlas.colour(layer, hub.renderer.theme.dark) : '';
    const height = lines.length * ROW;
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height }))
      this.picture.setAttribute(name, String(value));
    const ticks = Array.from({ length: years }, (_, at) => min + at).filter((year) => year % TICK === 0);
    this.axis.replaceChildren(
      el(
        'div',
        {},
        ticks.map((year) => el('span', { text: String(year), style: `left:${x(year + 0.5)}px` })),
      ),
    );
    this.picture.replaceChildren(
      ...ticks.map((year) => el('path', { class: 'geokz-lives-tick', d: `M${x(year + 0.5)} 0v${height}` })),
      ...lines.flatMap((line, at) => this.lineOf(line, (at + 0.5) * ROW, width, x, colour)),
      ...this.joins.flatMap(({ from, to, year, whole }) => {
        const [start, end] = [from, to].map((at) => (at + 0.5) * ROW);
        const classes = `geokz-lives-join${whole ? '' : ' geokz-lives-given'}`;
        const ids = `${lines[from].thing.id} ${lines[to].thing.id}`;
        const at = x(year + 0.5);
        return [
          el('path', { class: 'geokz-lives-rim', d: joinPath(at, start, end), 'data-ends': ids }),
          el('path', { class: classes, d: joinPath(at, start, end), 'data-ends': ids }),
          el('path', { class: 'geokz-lives-head', d: `M${at - 1} ${end}l6.5 -3.5v7z`, 'data-ends': ids }),
        ];
      }),
    );
    this.light(null);
  }

  /** One life: its parts as on the card, and over them the prisoners of each year. */
  lineOf({ parts, breadths }, middle, width, x, fill) {
    const box = (left, right, tall, name) =>
      el('path', { class: name, fill, d: `M${left} ${middle - tall / 2}H${right}v${tall}H${left}z` });
    return [
      ...parts.map(({ state, from, to }) =>
        box((from / 100) * width, (to / 100) * width, THIN, `geokz-life-${STATE_NAMES[state]}`),
      ),
      ...breadths.map(({ year, value, known }) =>
        box(
          x(year),
          x(year + 1) - 0.4,
          breadthOf(value, this.most, THIN, BROAD),
          known ? 'geokz-lives-known' : 'geokz-lives-guess',
        ),
      ),
    ];
  }

  /** The hairline at the chosen time. */
  mark() {
    const { min, max } = this.hub.clock;
    const { from, to } = this.hub.time;
    const years = max - min + 1;
    this.now.hidden = to < min || from > max;
    this.now.style.left = `${(Math.max(0, from - min) / years) * 100}%`;
    this.now.style.width = `${((Math.min(max, to) - Math.max(min, from) + 1) / years) * 100}%`;
    this.now.style.height = `${this.lines.length * ROW}px`;
  }

  markSelected() {
    const id = this.verbs.selected();
    for (const button of this.buttons) {
      if (button.dataset.id === id) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
    this.light(null);
  }

  /** The joins of the line under the pointer or with the focus, and of the chosen one, stand out. @param {Event | null} event */
  light(event) {
    const under = /** @type {Element | undefined} */ (event?.target)?.closest?.('button')?.getAttribute('data-id');
    const ids = [under, this.verbs.selected()].filter(Boolean);
    for (const path of this.picture.querySelectorAll('[data-ends]'))
      path.classList.toggle(
        'geokz-lit',
        path
          .getAttribute('data-ends')
          .split(' ')
          .some((id) => ids.includes(id)),
      );
  }

  onClick(event) {
    const button = event.target.closest('button');
    if (!button) return;
    // on a phone the panel covers the map
    if (!this.width) this.sheet.close();
    this.verbs.select(button.dataset.id);
  }

  /** Up and down, Home and End go from line to line. */
  onKey(event) {
    const at = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.buttons[Math.max(0, Math.min(last, to))].focus();
  }

  /** What the parts, the breadths and the joins mean. */
  writeKey() {
    const { atlas, hub, words } = this;
    const layer = atlas.layerOf.get(this.layer);
    const fill = layer ? atlas.colour(layer, hub.renderer.theme.dark) : '';
    const sample = (tall, name) =>
      el('svg', { width: 22, height: BROAD, viewBox: `0 0 22 ${BROAD}`, 'aria-hidden': 'true' }, [
        el('path', { class: name, fill, d: `M0 ${(BROAD - tall) / 2}H22v${tall}H0z` }),
      ]);
    const drawn = ['certain', 'presumed', 'possible'].filter((name) =>
      this.lines.some(({ parts }) => parts.some(({ state }) => STATE_NAMES[state] === name)),
    );
    const samples = SAMPLES.filter((value) => value <= this.most);
    const entry = (picture, text) => el('span', {}, [picture, text]);
    const joined = el('svg', { width: 22, height: 16, viewBox: '0 0 22 16', 'aria-hidden': 'true' }, [
      el('path', { class: 'geokz-lives-join', d: 'M4 2C16 2 16 14 4 14' }),
    ]);
    this.key.replaceChildren(
      ...drawn.map((name) => entry(sample(THIN, `geokz-life-${name}`), words.state(name))),
      ...samples.map((value) =>
        entry(
          sample(breadthOf(value, this.most, THIN, BROAD), 'geokz-lives-known'),
          words.counted('peopleCount', value),
        ),
      ),
      this.lines.some(({ breadths }) => breadths.some(({ known }) => !known)) &&
        entry(sample(12, 'geokz-lives-guess'), words.t('livesGuess')),
      this.joins.length > 0 && entry(joined, words.t('livesJoin')),
    );
    for (const node of [...this.key.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove();
  }

  translate() {
    const { atlas, words } = this;
    const { t } = words;
    this.label.textContent = t('livesLayer');
    this.select.replaceChildren(
      ...[...atlas.layers].reverse().map(({ key, label }) => el('option', { value: key, text: words.pick(label) })),
    );
    this.select.value = this.layer;
    this.orderRow.setAttribute('aria-label', t('livesOrder'));
    for (const [order, button] of Object.entries(this.orders))
      button.textContent = t(`lives${order[0].toUpperCase()}${order.slice(1)}`);
    this.rows = [];
    if (this.sheet.isOpen) this.update();
  }
}

import { yearOf } from '../data/calendar.js';
import { changesBetween, kindsIn, wholesOnly, yearsTyped } from '../data/changes.js';
import { kindOf, kindsList } from '../data/kinds.js';
import { ABSENT, CERTAIN, POSSIBLE } from '../data/life.js';
import { censusOf, storyOf, totalOf } from '../data/people.js';
import { peopledRows } from '../data/rows.js';
import { trace } from '../map/tracing.js';
import { el } from './dom.js';
import { Edge } from './edge.js';
import { symbol } from './panel.js';
import { Sheet } from './sheet.js';

/** What changed between two years, as lists and as marks on the map. */
export class Changes {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   */
  constructor(atlas, hub, words, verbs) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    /** @type {any} the earlier and the later */
    this.years = null;
    this.taken = false;
    this.unfolded = new Set();
    this.sheet = new Sheet('changes', words, 'changesTitle', { onOpen: () => this.begin(), onClose: () => this.end() });
    const { min, max } = hub.clock;
    const input = (which) =>
      el('input', { type: 'number', min, max, step: 1, inputmode: 'numeric', onchange: () => this.take(which) });
    this.inputs = { from: input('from'), to: input('to') };
    this.labels = { from: el('span'), to: el('span') };
    this.lists = el('div.geokz-changes');
    this.left = el('p.geokz-quiet');
    this.rows = peopledRows(atlas);
    this.sums = el('p.geokz-change-sums');
    this.beyond = el('p.geokz-change-beyond');
    this.edge = new Edge(hub, words, verbs);
    this.edgeButton = el('button.geokz-word.geokz-changes-edge', {
      type: 'button',
      'aria-pressed': 'false',
      onclick: () => this.putEdge(this.edge.at === null),
    });
    this.kinds = el('table.geokz-change-kinds');
    this.key = el('p.geokz-change-key');
    this.said = el('p.geokz-hidden', { role: 'status' });
    this.sheet.body.append(
      el(
        'div.geokz-change-years',
        {},
        ['from', 'to'].map((which) => el('label', {}, [this.labels[which], this.inputs[which]])),
      ),
      this.edgeButton,
      this.sums,
      this.beyond,
      this.kinds,
      this.key,
      this.lists,
      this.left,
      this.said,
    );
    hub.onChange((what) => this.sheet.isOpen && this.follow(what));
  }

  /** Open for two years. @param {number} from @param {number} to @param {number} [edge] per cent of the map left to the earlier */
  compare(from, to, edge) {
    const { min, max } = this.hub.clock;
    const years = [Math.max(min, from), Math.min(max, to)];
    if (years[0] >= years[1]) return;
    this.sheet.open();
    this.years = years;
    // a link may tell of no year, or of another
    const { time } = this.hub;
    if (time.to !== years[1] || (time.from < time.to && time.from !== years[0]))
      this.hub.clockControl.follow(years[1], years[1]);
    this.list();
    this.putEdge(edge !== undefined, edge);
  }

  /** Both years on the map, or the later alone. @param {boolean} on @param {number} [at] per cent; the middle of what the sheet leaves when left out */
  putEdge(on, at) {
    const { root } = this.sheet;
    const whole = this.hub.map.getSize().x;
    const covered = root.offsetWidth < whole ? root.offsetLeft + root.offsetWidth : 0;
    this.edge.put(on ? (at ?? (50 * (whole + covered)) / whole) : null);
    if (root.classList.contains('geokz-edged') !== on && this.sheet.isOpen) {
      this.lift(-1);
      root.classList.toggle('geokz-edged', on);
      this.lift(1);
    }
    this.edgeButton.setAttribute('aria-pressed', String(this.edge.at !== null));
  }

  /** The two years while they are shown. @returns {[number, number] | undefined} */
  compared() {
    return this.sheet.isOpen && this.years ? [this.years[0], this.years[1]] : undefined;
  }

  /** The rows of those with prisoners that source, filters and layers let show. */
  camps() {
    const { hub } = this;
    return this.rows.filter(({ thing, layer }) => hub.isShown(layer) && hub.keeps(thing.id));
  }

  /** Camps with a number and their prisoners in both years. */
  sumsText() {
    const { words, atlas, years } = this;
    const rows = this.camps();
    if (!rows.length) return '';
    const [one, other] = years.map((year) => {
      const { counted } = censusOf(rows, year, atlas.things);
      return { camps: counted.length, total: totalOf(counted, year) };
    });
    const turn = (part) => `${words.number(one[part])}\u00a0→\u00a0${words.number(other[part])}`;
    return words.t('changeSums', { from: years[0], to: years[1], camps: turn('camps'), people: turn('total') });
  }

  /** The camps abroad with a number in either year. */
  beyondText() {
    const { words, atlas, years } = this;
    const told = years.flatMap((year) => {
      const { abroad = [] } = storyOf(this.camps(), { from: year, to: year }, atlas.things, words) ?? {};
      return abroad.length ? [`${year}: ${abroad.map(({ text }) => text).join(' · ')}`] : [];
    });
    return told.length ? words.t('peopleAbroad', { camps: told.join('; ') }) : '';
  }

  /** Open with the ends of a span, or with the chosen year and the fifth before it. */
  begin() {
    this.years = null;
    const { renderer } = this.hub;
    renderer.signs = (context) => this.draw(context, renderer);
    renderer.overlay = (context) => this.years && this.edge.draw(context, renderer, this.years[0]);
    this.follow('time');
    this.list();
    this.lift(1);
    this.hub.renderer.redraw();
  }

  end() {
    clearTimeout(this.waiting);
    this.putEdge(false);
    this.lift(-1);
    this.hub.renderer.overlay = null;
    this.hub.renderer.signs = null;
    this.hub.renderer.redraw();
    this.verbs.remember();
  }

  /** On a phone the sheet covers the lower half of the map: bring the map above it, past its bounds, and back. */
  lift(turn) {
    const { map } = this.hub;
    if (turn > 0) {
      const { height, width } = this.sheet.root.getBoundingClientRect();
      this.lifted = width >= window.innerWidth ? Math.round(height * 0.55) : 0;
      this.limits = map.options.maxBounds;
    }
    if (!this.lifted) return;
    if (turn > 0) map.setMaxBounds(null);
    map.panBy([0, turn * this.lifted], { animate: false });
    if (turn < 0) map.setMaxBounds(this.limits);
  }

  /** The later year is the clock's; a span gives both. */
  follow(what) {
    if (what === 'time') {
      const { time, clock } = this.hub;
      if (time.from < time.to) this.years = [time.from, time.to];
      else if (!this.years || this.years[0] >= time.to) this.years = [Math.max(clock.min, time.to - 5), time.to];
      else this.years[1] = time.to;
    }
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.list(), 60);
  }

  /** A year was typed: what cannot be a year falls back to the one before. */
  take(which) {
    const { hub } = this;
    const typed = Number(this.inputs[which].value);
    this.years = yearsTyped(this.years, which, typed, hub.clock);
    hub.setTime(this.years[1]);
    this.taken = true;
    this.list();
    this.taken = false;
    hub.renderer.redraw();
  }

  /** The changes for the years, layers and switches of now; worked out once for each. */
  found() {
    const { atlas, hub, words } = this;
    const key = [
      ...this.years,
      hub.switches.possible,
      hub.source?.key,
      hub.filter?.key,
      words.language,
      ...atlas.layers.map((layer) => hub.isShown(layer.key)),
    ].join();
    if (this.known?.key !== key) {
      const languages = [words.language, ...words.languages.filter((code) => code !== words.language)];
      this.known = {
        key,
        changes: changesBetween(this.things(), atlas, this.years[0], this.years[1], hub.switches.possible, languages),
      };
    }
    return this.known.changes;
  }

  list() {
    const { words, years } = this;
    const { t } = words;
    if (!years) return;
    const focused = this.lists.contains(document.activeElement) && document.activeElement?.getAttribute('data-id');
    for (const [at, input] of [this.inputs.from, this.inputs.to].entries()) {
      if (input !== document.activeElement || this.taken) input.value = String(years[at]); // not while it is typed in
    }
    const all = this.found();
    const wholes = (turns) => wholesOnly(turns, this.atlas.things);
    const found = { ...all, begun: wholes(all.begun), ended: wholes(all.ended) };
    this.sums.textContent = this.sumsText();
    this.beyond.textContent = this.beyondText();
    this.listKinds();
    const date = (thing, part, day) => {
      const { start, end = start } = this.atlas.dating(this.atlas.dated(thing).when);
      const told = part ? end : start;
      return typeof told === 'string' ? String(yearOf(day)) : words.date(told);
    };
    const people = ({ from, to }) =>
      `${words.number(from)} → ${words.number(to)} (${to > from ? '+' : '−'}${words.number(Math.abs(to - from))})`;
    const groups = [
      ['changeBegun', found.begun, ({ thing, day }) => date(thing, 0, day), 'changeMayBegin'],
      ['changeEnded', found.ended, ({ thing, day }) => date(thing, 1, day), 'changeMayEnd'],
      [
        'changeRenamed',
        found.renamed,
        ({ from, to, when, lang }) => [el('span', { lang, text: `${from} → ${to}` }), `, ${words.date(when)}`],
      ],
      ['changeGrown', found.grown, people],
      ['changeShrunk', found.shrunk, people],
    ];
    this.lists.replaceChildren(
      ...groups.flatMap(([title, turns, detail, may]) => {
        const items = (some) =>
          el(
            'ul.geokz-list',
            {},
            some.map((turn) => this.item(turn, detail(turn))),
          );
        const sure = turns.filter((turn) => turn.sure !== false);
        return [
          el('h3', {}, [t(title), el('span.geokz-count', { text: ` ${words.number(sure.length)}` })]),
          sure.length > 1 &&
            detail !== people &&
            el('p.geokz-quiet', {
              text: kindsList(
                this.atlas,
                words,
                sure.map(({ thing }) => thing),
              ),
            }),
          sure.length
            ? items(sure)
            : el('p.geokz-quiet', { text: t(detail === people ? 'changeNoFigures' : 'changeNone') }),
          sure.length < turns.length &&
            this.folded(may, items(turns.filter((turn) => turn.sure === false)), turns.length - sure.length),
        ].filter(Boolean);
      }),
    );
    const { begun, ended } = found.unknown;
    this.left.textContent =
      begun || ended ? t('changeUnknown', { begun: words.number(begun), ended: words.number(ended) }) : '';
    const spoken = groups
      .map(([title, turns]) => `${t(title)}: ${words.number(turns.filter((turn) => turn.sure !== false).length)}`)
      .join('; ');
    this.said.textContent = `${years[0]}–${years[1]}. ${spoken}`;
    this.verbs.remember();
    if (focused) this.lists.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /** The things that source, filters and layers let show. */
  things() {
    const { atlas, hub } = this;
    return [...atlas.things.values()].filter((thing) => hub.keeps(thing.id) && hub.isShown(atlas.layer(thing).key));
  }

  /** How many things of each kind there were in either year, and the same at the edge. */
  listKinds() {
    const { atlas, words, years } = this;
    const things = this.things();
    const [one, other] = years.map((year) => kindsIn(things, atlas, year));
    const label = (kind) => words.pick(atlas.layerOf.get(kind)?.label ?? {}) || words.t(`kinds_${kind}`);
    const kinds = [
      ...new Set(
        [...atlas.layers]
          .reverse()
          .flatMap(({ key }) => [key, ...things.filter((thing) => thing.layer === key).map(kindOf)]),
      ),
    ];
    const cell = (tag, text) => el(tag, { text, scope: tag === 'th' && 'col' });
    this.kinds.replaceChildren(
      el('caption', { text: words.t('changeKinds') }),
      el('thead', {}, [el('tr', {}, [cell('td', ''), ...years.map((year) => cell('th', String(year)))])]),
      el(
        'tbody',
        {},
        kinds
          .filter((kind) => one.has(kind) || other.has(kind))
          .map((kind) =>
            el('tr', {}, [
              el('th', { scope: 'row', text: label(kind) }),
              ...[one, other].map((year) => cell('td', words.number(year.get(kind) ?? 0))),
            ]),
          ),
      ),
    );
    const people = this.camps();
    this.edge.write(
      years.map((year) => {
        const total = totalOf(censusOf(people, year, atlas.things).counted, year);
        return total ? `${year}: ${words.counted('peopleCount', total)}` : String(year);
      }),
    );
  }

  /** What may have changed, folded away; unfolded it is on the map, too. */
  folded(title, items, count) {
    const details = el('details', { open: this.unfolded.has(title) }, [
      el('summary', { text: this.words.t(title, { count: this.words.number(count) }) }),
      items,
    ]);
    details.addEventListener('toggle', () => {
      if (this.unfolded.has(title) === details.open) return;
      if (details.open) this.unfolded.add(title);
      else this.unfolded.delete(title);
      this.hub.renderer.redraw();
    });
    return details;
  }

  item({ thing, sure = true }, detail) {
    const { atlas, words } = this;
    const layer = atlas.layer(thing);
    const colour = atlas.colourOf(thing, this.hub.renderer.theme.dark);
    const button = el('button.geokz-link', { type: 'button', 'data-id': thing.id, onclick: () => this.choose(thing) }, [
      symbol(layer, colour, sure ? CERTAIN : POSSIBLE),
      el('span', { text: words.pick(thing.names) }),
    ]);
    const parts = Array.isArray(detail) ? detail : [detail];
    return el('li', {}, [button, el('span.geokz-change-detail', {}, parts)]);
  }

  /** Its card and place; the years compared stay, unless the thing is of neither. */
  choose(thing) {
    if (window.matchMedia('(max-width: 700px)').matches) this.sheet.close();
    const absent = this.atlas.state(thing, this.hub) === ABSENT;
    this.verbs.select(thing.id, { move: !absent });
    const spot = this.atlas.spot(thing);
    if (absent && spot && spot.i < spot.dataset.columns.points) this.verbs.show(spot);
  }

  /** Rings about what began, crosses where something ended; what may have is dashed. */
  draw(context, renderer) {
    if (!this.years || this.edge.at !== null) return;
    const { begun, ended } = this.found();
    context.save();
    context.lineCap = 'round';
    for (const [turns, begins, may] of [
      [ended, false, 'changeMayEnd'],
      [begun, true, 'changeMayBegin'],
    ]) {
      for (const { dataset, i, sure } of this.places(turns.filter((turn) => turn.sure || this.unfolded.has(may)))) {
        const path = i - dataset.columns.points;
        if (path >= 0) drawChangedLine(context, renderer, dataset, path, sure, begins);
        else drawChangedPoint(context, renderer, dataset.sx[i], dataset.sy[i], dataset.style.size, sure, begins);
      }
    }
    context.restore();
  }

  /** One mark a place, sure before possible. */
  places(turns) {
    const places = new Map();
    for (const { thing, sure } of turns) {
      const spot = this.atlas.spot(thing);
      if (!spot) continue;
      const { dataset, i } = spot;
      const key = i < dataset.columns.points ? dataset.placeOf(i) : thing.id;
      if (!places.has(key) || (sure && !places.get(key).sure)) places.set(key, { ...spot, sure });
    }
    return places.values();
  }

  translate() {
    const { t } = this.words;
    this.edgeButton.textContent = t('edge');
    for (const which of ['from', 'to'])
      this.labels[which].textContent = t(which === 'from' ? 'changeFrom' : 'changeTo');
    const sample = (begins) => {
      const mark = begins
        ? el('path', { d: 'M15 9a6 6 0 1 1-12 0 6 6 0 0 1 12 0' })
        : el('path', { d: 'M4 4l10 10M14 4 4 14' });
      return el('svg', { viewBox: '0 0 18 18', 'aria-hidden': 'true' }, [mark]);
    };
    this.key.replaceChildren(sample(true), t('changeKeyBegun'), sample(false), t('changeKeyEnded'));
    if (this.sheet.isOpen) this.list();
  }
}

/** A ring or a cross on a rim of land colour. */
function drawChangedPoint(context, renderer, x, y, size, sure, begins) {
  const reach = begins ? size + 5 : size + 1.5;
  context.beginPath();
  if (begins) context.arc(x, y, reach, 0, 2 * Math.PI);
  else {
    context.moveTo(x - reach, y - reach);
    context.lineTo(x + reach, y + reach);
    context.moveTo(x + reach, y - reach);
    context.lineTo(x - reach, y + reach);
  }
  context.setLineDash([]);
  context.strokeStyle = renderer.theme.land;
  context.lineWidth = 4.5;
  context.stroke();
  context.setLineDash(sure ? [] : [2, 3.5]);
  context.strokeStyle = renderer.theme.accent;
  context.lineWidth = 2;
  context.stroke();
  context.setLineDash([]);
}

/** A broad band along a line that began; small crosses along one that ended. */
function drawChangedLine(context, renderer, dataset, path, sure, begins) {
  trace(context, dataset, path);
  context.strokeStyle = renderer.theme.accent;
  context.globalAlpha = sure ? 0.45 : 0.25;
  context.lineWidth = begins ? 8 : 3;
  context.setLineDash(begins ? [] : [2, 8]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

import { csvOfRows, geojsonText, ownNumbers, ownTexts, yearsOf } from '../data/files.js';
import { STATE_NAMES } from '../data/life.js';
import { isPeopled, rankTexts, retold, rowsOf, shownRows, sortedRows, sumOfPrisoners, timeText } from '../data/rows.js';
import { whereIs } from '../data/where.js';
import { el, placeLines } from './dom.js';
import { symbol } from './panel.js';
import { saveText } from './save.js';
import { Sheet } from './sheet.js';

const TABLE_COLUMNS = ['name', 'type', 'life', 'state', 'place', 'prisoners'];

/** What exists in the chosen time as a table that can stand for the map; and its download. */
export class TableView {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words @param {import('./page.js').Verbs} verbs
   */
  constructor(atlas, hub, words, verbs) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.verbs = verbs;
    /** @type {any[]} rows with their elements, once the table was open */
    this.rows = [];
    /** @type {any[]} */
    this.shown = [];
    this.order = { column: 'name', descending: false };
    this.stale = true;
    this.cardOpen = false;
    this.sheet = new Sheet('table', words, 'tableTitle', { onOpen: () => this.update() });
    this.head = Object.fromEntries(TABLE_COLUMNS.map((column) => [column, this.header(column)]));
    this.caption = el('caption');
    this.lines = el('tbody', {
      role: 'rowgroup',
      onkeydown: (event) => this.onKey(event),
      onclick: (event) => this.onClick(event),
    });
    this.sum = el('p.geokz-sum');
    this.empty = el('p.geokz-quiet', { hidden: true });
    this.said = el('p.geokz-hidden', { role: 'status' });
    this.scope = el('select');
    this.allYears = el('input', { type: 'checkbox' });
    this.allYearsText = el('span');
    this.save = el('div.geokz-save', {}, [
      el('label', {}, [el('span'), this.scope]),
      el('label.geokz-check', {}, [this.allYears, this.allYearsText]),
      el('button.geokz-link', { type: 'button', text: 'GeoJSON', onclick: () => this.download('geojson') }),
      el('button.geokz-link', { type: 'button', text: 'CSV', onclick: () => this.download('csv') }),
    ]);
    // the roles are said aloud because a phone lays the rows out as blocks
    const table = el('table.geokz-table', { role: 'table' }, [
      this.caption,
      el('thead', { role: 'rowgroup' }, [
        el(
          'tr',
          { role: 'row' },
          TABLE_COLUMNS.map((column) => this.head[column].cell),
        ),
      ]),
      this.lines,
    ]);
    this.scroll = el('div.geokz-table-scroll', {}, [table, this.empty]);
    this.sheet.body.append(el('div.geokz-table-top', {}, [this.sum, this.save]), this.scroll, this.said);
    // an atlas that counts nothing has neither a sum nor a column for it, here and in what is saved
    this.counts = [...atlas.things.values()].some((thing) => isPeopled(atlas, thing));
    this.sheet.body.classList.toggle('geokz-uncounted', !this.counts);
    hub.onChange((what) => {
      if (what === 'source') this.stale = true;
      if (this.sheet.isOpen) this.update();
    });
    // whoever came to the card from the table goes back to where he was
    verbs.onSelect(() => {
      if (!this.sheet.isOpen) return;
      const lost = this.cardOpen && !verbs.selected() && document.activeElement === document.body;
      this.cardOpen = Boolean(verbs.selected());
      if (lost && this.last?.isConnected) this.last.focus({ preventScroll: true });
      this.markSelected();
    });
  }

  header(column) {
    const label = el('span');
    const arrow = el('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, [
      el('path', { d: 'M5 1v8M1.5 5.5 5 9l3.5-3.5' }),
    ]);
    const button = el('button', { type: 'button', onclick: () => this.sortBy(column) }, [label, arrow]);
    return { label, button, cell: el(`th.geokz-col-${column}`, { scope: 'col', role: 'columnheader' }, [button]) };
  }

  /** A column once sorts, twice turns; numbers begin with the greatest. */
  sortBy(column) {
    const again = this.order.column === column;
    this.order = { column, descending: again ? !this.order.descending : column === 'prisoners' };
    this.update();
    this.scroll.scrollTop = 0;
  }

  /** The rows as elements, made once; their words come with `write`. */
  build() {
    this.rows = /** @type {any[]} */ (rowsOf(this.atlas));
    for (const row of this.rows) {
      row.button = el('button.geokz-link', { type: 'button', 'data-id': row.thing.id });
      row.picture = el('span.geokz-symbol');
      row.disputed = el('span.geokz-disputed', {
        role: 'img',
        text: '≠',
        hidden: !this.atlas.disagreements(row.thing).length,
      });
      row.cells = TABLE_COLUMNS.slice(1).map((column) => el(`td.geokz-col-${column}`, { role: 'cell' }));
      row.line = el('tr', { role: 'row' }, [
        el('th.geokz-col-name', { scope: 'row', role: 'rowheader' }, [
          el('div', {}, [row.picture, row.button, row.disputed]),
        ]),
        ...row.cells,
      ]);
      row.drawn = '';
      row.named = null;
    }
  }

  /** Everything a row says that does not follow the clock, in the page's language. */
  write() {
    const { atlas, hub, rows, words } = this;
    retold(rows, atlas);
    for (const row of rows) {
      const { thing } = row;
      const [type, life, , where] = row.cells;
      const place = whereIs(words, atlas, thing);
      row.text = { name: words.pick(thing.names), type: words.label('types', thing.type), place: place.name };
      row.colour = atlas.colourOf(thing, hub.renderer.theme.dark);
      row.drawn = '';
      row.named = null;
      row.disputed.title = words.t('disagree');
      row.disputed.setAttribute('aria-label', row.disputed.title);
      type.textContent = row.text.type;
      life.textContent = words.when(atlas.dated(thing).when);
      where.classList.toggle('geokz-unlocated', !row.located);
      where.replaceChildren(place.name || place.known, place.name ? el('span.geokz-quiet', { text: place.known }) : '');
    }
    for (const part of ['name', 'type', 'place']) {
      const ranks = rankTexts(
        rows.map((row) => row.text[part]),
        words.language,
      );
      for (const row of rows) row[`${part}Rank`] = ranks.get(row.text[part]);
    }
    this.stale = false;
  }

  /** Bring the open table to the chosen time, layers and switches. */
  update() {
    if (!this.rows.length) this.build();
    if (this.stale) this.write();
    const { atlas, hub } = this;
    const year = hub.time.to;
    const asked = new Map();
    const isShown = (layer) => {
      if (!asked.has(layer)) asked.set(layer, hub.isShown(layer));
      return asked.get(layer);
    };
    const found = shownRows(this.rows, (thing) => atlas.state(thing, hub), { isShown, switches: hub.switches, year });
    this.shown = sortedRows(found, this.order);
    for (const row of this.shown) this.follow(row);
    placeLines(
      this.lines,
      this.shown.map(({ line }) => line),
    );
    this.writeHead(year);
    this.markSelected();
  }

  /** What of a row follows the clock: its symbol and state, its number, the name of a town. */
  follow(row) {
    const { atlas, hub, words } = this;
    const { thing, state } = row;
    const [, , stateCell, , number] = row.cells;
    const name = atlas.layer(thing).labelled ? atlas.name(thing, hub.days(), words) : row.text.name;
    if (row.named !== name) row.button.textContent = row.named = name;
    if (row.drawn !== state) {
      row.picture.replaceChildren(symbol(atlas.layer(thing), row.colour, state));
      stateCell.textContent = words.state(STATE_NAMES[state]);
      row.drawn = state;
    }
    const text = row.value === null ? '' : words.number(row.value);
    if (number.textContent !== text) number.textContent = text;
  }

  writeHead(year) {
    const { words, shown } = this;
    const { t } = words;
    for (const column of TABLE_COLUMNS) {
      const { label, cell } = this.head[column];
      label.textContent = t(COLUMN_WORDS[column], { year });
      if (this.order.column === column)
        cell.setAttribute('aria-sort', this.order.descending ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    }
    const time = timeText(words, this.hub);
    const unlocated = shown.filter(({ located }) => !located).length;
    const parts = [words.counted('tableThings', shown.length), unlocated && words.counted('tableUnlocated', unlocated)];
    this.caption.textContent = `${time}: ${parts.filter(Boolean).join(', ')}`;
    this.sum.textContent = this.sumText(year);
    this.empty.hidden = shown.length > 0;
    this.empty.textContent = t('tableEmpty');
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      if (this.said.textContent !== this.caption.textContent) this.said.textContent = this.caption.textContent;
    }, 700);
  }

  sumText(year) {
    const { words } = this;
    const { total, counted: camps, missing, within, abroad } = sumOfPrisoners(this.shown, year, this.atlas.things);
    if (!camps && !missing && !within) return '';
    const parts = [
      camps
        ? words.t('sumPrisoners', { year, total: words.number(total), camps: words.counted('sumCamps', camps) })
        : words.t('sumNothing', { year }),
      missing && words.counted('sumMissing', missing),
      within && words.counted('sumWithin', within),
      abroad && words.t('sumAbroad', { total: words.number(abroad) }),
    ];
    return `${parts.filter(Boolean).join('; ')}.`;
  }

  markSelected() {
    this.marked?.line.removeAttribute('aria-current');
    this.marked = this.rows.find(({ thing }) => thing.id === this.verbs.selected());
    this.marked?.line.setAttribute('aria-current', 'true');
  }

  onClick(event) {
    const button = event.target.closest('button');
    if (!button) return;
    this.last = button;
    // on a phone the card would lie below the table
    if (window.matchMedia('(max-width: 700px)').matches) this.sheet.close();
    this.verbs.select(button.dataset.id);
    this.markSelected();
  }

  /** Up and down, Home and End go from name to name. */
  onKey(event) {
    const at = this.shown.findIndex(({ button }) => button === document.activeElement);
    const last = this.shown.length - 1;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.shown[Math.max(0, Math.min(last, to))].button.focus();
  }

  async download(format) {
    this.update();
    const { atlas, hub } = this;
    const { from, to } = hub.time;
    /** @type {[number, number]} */
    const clock = [hub.clock.min, hub.clock.max];
    const months = hub.months ? hub.months.map((month) => `-${String(month).padStart(2, '0')}`) : ['', ''];
    const [first, last] = [`${from}${months[0]}`, `${to}${months[1]}`];
    const view = this.scope.value === 'view';
    const name = `geokz-${first === last ? first : `${first}_${last}`}${view ? '-view' : ''}.${format}`;
    const rows = view ? this.shown.filter(({ thing }) => this.isInView(thing)) : this.shown;
    const numbers = [...(this.counts ? ['prisoners'] : []), ...ownNumbers(atlas)];
    const years = numbers.length ? yearsOf(rows, atlas, to, this.allYears.checked, clock) : [];
    const texts = await ownTexts(rows, atlas);
    const [kind, text] =
      format === 'csv'
        ? ['text/csv;charset=utf-8', csvOfRows(rows, atlas, clock, years, numbers, texts)]
        : ['application/geo+json', geojsonText(rows, atlas, atlas.about.notice, clock, years, texts)];
    saveText(name, kind, text);
  }

  isInView(thing) {
    const spots = [this.atlas.spot(thing), ...this.atlas.lines(thing)];
    return spots.some((spot) => spot && this.verbs.sees(spot));
  }

  translate() {
    const { t } = this.words;
    this.stale = true;
    const [, , geojson, csv] = this.save.children;
    const scope = this.scope.value || 'shown';
    this.scope.previousElementSibling.textContent = t('save');
    this.scope.replaceChildren(
      ...['shown', 'view'].map((value) =>
        el('option', { value, text: t(value === 'view' ? 'saveView' : 'saveShown') }),
      ),
    );
    this.scope.value = scope;
    this.allYearsText.textContent = t('saveAllYears');
    for (const [button, format] of [
      [geojson, 'GeoJSON'],
      [csv, 'CSV'],
    ])
      button.setAttribute('aria-label', `${t('save')} ${format}`);
    if (this.sheet.isOpen) this.update();
  }
}

const COLUMN_WORDS = {
  name: 'colName',
  type: 'colType',
  life: 'colLife',
  state: 'colState',
  place: 'colPlace',
  prisoners: 'colPrisoners',
};

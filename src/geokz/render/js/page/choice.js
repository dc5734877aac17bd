import { yearOf } from '../data/calendar.js';
import { kindsText } from '../data/kinds.js';
import { ABSENT, allows, NONE, nearestYear, UNDATED } from '../data/life.js';
import { tiesOf } from '../data/ties.js';

/** What is chosen on the map: one thing, a happening, or all at a place; its card, its mark, and the way to it. */
export class Choice {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   * @param {object} stage
   * @param {any} stage.map @param {Record<string, any>} stage.layers Leaflet layers by key
   * @param {import('./card.js').Card} stage.card @param {import('../map/camera.js').Camera} stage.camera
   * @param {import('./filters.js').FilterPanel} stage.filters @param {import('./according.js').According} stage.according
   * @param {() => void} stage.told another card is open, or none
   * @param {() => void} stage.remember write the state into the address
   */
  constructor(atlas, hub, words, { map, layers, card, camera, filters, according, told, remember }) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.map = map;
    this.layers = layers;
    this.card = card;
    this.camera = camera;
    this.filters = filters;
    this.according = according;
    this.told = told;
    this.remember = remember;
    /** @type {string | null} the thing whose card is open */
    this.selected = null;
  }

  /**
   * Open the card of a thing, or close it; see Verbs.
   * @param {string | null} id @param {{move?: boolean, focus?: boolean}} [how]
   */
  select(id, { move = true, focus = false } = {}) {
    const { atlas, camera, hub } = this;
    const thing = id ? atlas.things.get(id) : undefined;
    this.selected = thing ? thing.id : null;
    if (thing) {
      if (move) this.moveTo(thing);
      const spot = atlas.spot(thing);
      const lines = atlas.lines(thing);
      const trail = (thing.seats ?? []).filter(({ point }) => point);
      const shown = spot ?? lines[0];
      const radius = spot ? atlas.place(thing).radius : 0;
      hub.renderer.selected = shown ? { ...shown, radius, lines, links: this.ties(thing), trail } : null;
      this.card.show(thing);
      camera.cover();
      if (move && lines.length) camera.fit(lines);
      else if (move && spot) camera.uncover(spot);
    } else {
      this.card.hide();
      camera.cover();
      hub.renderer.selected = null;
    }
    hub.renderer.redraw();
    if (focus) this.card.root.focus({ preventScroll: true });
    this.told();
    this.remember();
  }

  ties(thing) {
    return tiesOf(this.atlas, thing).map(({ people, ...end }) => ({
      ...end,
      text: people ? this.words.number(people) : '',
    }));
  }

  /** Turn the clock, the switches and the map so that a thing can be seen. */
  moveTo(thing) {
    const { atlas, hub, map } = this;
    if (hub.filter && !hub.filter.ids.has(thing.id)) this.filters.choose({});
    if (!hub.keeps(thing.id)) this.according.choose(null);
    const state = atlas.state(thing, hub);
    if (state === ABSENT || (state === NONE && !hub.switches.none))
      hub.setTime(nearestYear(atlas.bounds(thing), hub.time, hub.clock));
    if (state === UNDATED && !allows(UNDATED, hub.switches)) hub.setSwitches({ undated: true });
    const layer = this.layers[atlas.layer(thing).key];
    if (!map.hasLayer(layer)) map.addLayer(layer);
    const spot = atlas.spot(thing);
    if (spot && spot.i < spot.dataset.columns.points) this.camera.show(spot);
  }

  onClick(click) {
    const found = this.hub.renderer.pick(click.containerPoint, 9).filter(({ dataset }) => dataset.ids);
    const points = found.filter(({ dataset, i }) => i < dataset.columns.points);
    const chosen = points.length ? this.together(points) : found.slice(0, 1);
    const things = chosen.map(({ dataset, i }) => this.atlas.things.get(dataset.ids[i]));
    const event = this.hub.renderer.pickEvent(click.containerPoint, 10);
    if (event && !things.length) return this.showEvent(event);
    if (things.length > 1) this.list(things);
    else this.select(things.length ? things[0].id : null, { move: false });
  }

  /** Open the list of what is at one place. @param {import('../data/wire').Thing[]} things @param {boolean} [move] the map to it */
  list(things, move = false) {
    this.selected = null;
    this.hub.renderer.selected = null;
    this.card.list(things);
    this.camera.cover();
    const spot = move && this.atlas.spot(things[0]);
    if (spot) {
      this.camera.show(spot);
      this.camera.uncover(spot);
    }
    this.hub.renderer.redraw();
    this.told();
  }

  /** The nearest thing and those that share its place. */
  together(points) {
    if (!points.length) return [];
    const place = points[0].dataset.placeOf(points[0].i);
    return points.filter(({ dataset, i }) => dataset.placeOf(i) === place);
  }

  /** Open the card of a happening. @param {import('../data/wire').Event} event @param {boolean} [move] the clock and the map to it */
  showEvent(event, move = false) {
    const { hub } = this;
    this.selected = null;
    hub.renderer.selected = null;
    if (move) {
      const [first, last] = [event.bounds[0], event.bounds[3]].map(yearOf);
      const { from, to } = hub.time;
      if (to < first || from > last) hub.setTime(Math.max(first, hub.clock.min), Math.max(first, hub.clock.min));
      if (event.point && !this.map.getBounds().contains([event.point[1], event.point[0]]))
        this.map.panTo([event.point[1], event.point[0]]);
    }
    this.card.event(event);
    this.camera.cover();
    hub.renderer.redraw();
    this.told();
  }

  /** What is under the pointer, in words: its name, and how many of what share the place. */
  async describe(found) {
    const { atlas, words } = this;
    const points = found.filter(({ dataset, i }) => dataset.ids && i < dataset.columns.points);
    const { dataset, i } = this.hub.renderer.foremost(points) ?? found[0];
    if (!dataset.ids) return (await dataset.readNames())[i] || '';
    const name = words.pick(atlas.thing(dataset.ids[i]).names);
    const things = this.together(points).map((other) => atlas.thing(other.dataset.ids[other.i]));
    return things.length > 1 ? `${name}\n${kindsText(atlas, words, things)}` : name;
  }
}

/* What Python writes for the page, after geokz.render.wire; made by scripts/write_wire.py. */

export interface Layer {
  key: string;
  label: Record<string, string>;
  colour: string;
  colourDark: string;
  shape: string;
  show: boolean;
  labelled: boolean;
  quiet: boolean;
  prisoners: boolean;
  own?: boolean;
  colours?: string[];
}

export interface DateParts {
  text: string;
  year?: number;
  month?: number;
  day?: number;
  season?: number;
  decade?: number;
  century?: number;
  about?: boolean;
  doubtful?: boolean;
  oneOf?: DateParts[];
  between?: (DateParts | null)[];
}

export interface Dating {
  start: DateParts | string;
  end?: DateParts | string;
}

export interface Thing {
  id: string;
  layer: string;
  names: Record<string, string>;
  type: string;
  when: string;
  place: string;
  partOf: string;
  certainty: string;
  source: [string, string][];
  note: string;
  rank?: number;
  route?: Route | null;
  opened?: string;
  openedBy?: number;
  planned?: number;
  bounded?: Bounded[];
  seats?: Seat[];
  abroad?: boolean;
}

export interface Bounded {
  bound: string;
  by: string;
  ref: string;
  day: string;
  note?: Record<string, string>;
  source?: [string, string][];
}

export interface LineTimes {
  opened?: string;
  openedBy?: number;
  planned?: number;
}

export interface Account {
  when: string;
  bounds: number[];
  bounded?: Bounded[];
  opened?: string;
  openedBy?: number;
  planned?: number;
}

export interface Seat {
  place: Record<string, string>;
  when: string;
  bounds: number[];
  point: number[] | null;
  abroad: boolean;
  source: [string, string][];
  note: Record<string, string>;
}

export interface Disagreement {
  question: Record<string, string>;
  sides: [string, string, string][];
  verdict: string;
  argument: Record<string, string>;
}

export interface Event {
  id: string;
  label: Record<string, string>;
  when: string;
  bounds: number[];
  point: number[] | null;
  place: Record<string, string> | null;
  subject: string;
  statement: Record<string, string>;
  source: [string, string][];
  standing: string;
  note: Record<string, string>;
}

export interface Route {
  from: Record<string, string>;
  to: Record<string, string>;
  places: number;
}

export interface Place {
  names: Record<string, string>;
  precision: string;
  radius: number;
  authority: string;
  source: [string, string][];
  note: string;
  today?: string;
}

export interface Name {
  name: string;
  lang: string;
  when: string;
  kind: string;
  bounds: number[];
  source: [string, string][];
}

export interface Claim {
  id: string;
  predicate: string;
  when: string;
  statement: Record<string, string>;
  source: [string, string][];
  standing: string;
  note: Record<string, string>;
}

export interface Figure {
  id: string;
  measure: string;
  value: number | null;
  unit: string;
  when: string;
  year: number | null;
  qualifier: string;
  of: Record<string, string> | null;
  source: [string, string][];
  standing: string;
  note: Record<string, string>;
}

export interface Relation {
  subject: string;
  type: string;
  object: string;
  when: string;
  source: [string, string][];
  standing: string;
  note: Record<string, string>;
}

export interface Railhead {
  line: string;
  from: string;
  when: string;
  bounds: number[];
  km: number | null;
  point: number[];
  azimuth: number;
  begun: number;
  opened: number;
  source: [string, string][];
}

export interface Step {
  title: Record<string, string>;
  text: Record<string, string>;
  question: Record<string, string>;
  years: number[];
  view: number[];
  layers: string[];
  select: string;
  source: [string, string][];
}

export interface Tour {
  key: string;
  title: Record<string, string>;
  steps: Step[];
}

export interface Period {
  label: Record<string, string>;
  from: number;
  to: number;
}

export interface Source {
  line: Record<string, string>;
  full: Record<string, string>;
  tells: boolean;
  kind: string;
  read: string;
  weight: number;
  places?: Record<string, Record<string, string>>;
  passages?: Record<string, string>;
}

export interface Licence {
  name: string;
  text: string;
}

export interface Form {
  label: string;
  lang: string;
  text: string;
}

export interface Cite {
  work: string;
  authors: Record<string, string>;
  forms: (string | Form)[];
}

export interface About {
  version: string;
  date: string;
  edition: Record<string, string>;
  credit: string;
  notice: Record<string, string>;
  cite: Cite;
  measure: string;
  path: string;
  licences: Licence[];
  local?: boolean;
}

export interface Said {
  accounts: Record<string, Record<string, Account>>;
  claims: Record<string, Claim[]>;
}

export interface Details {
  accounts: Record<string, Record<string, Account>>;
  claims: Record<string, Claim[]>;
  version: number;
  languages: string[];
  about: About;
  layers: Layer[];
  vocabularies: Record<string, Record<string, Record<string, string>>>;
  things: Thing[];
  places: Record<string, Place>;
  names: Record<string, Name[]>;
  figures: Record<string, Figure[]>;
  relations: Relation[];
  disagreements: Disagreement[];
  events: Event[];
  tours: Tour[];
  railheads: Railhead[];
  periods: Period[];
  sources: Record<string, Source>;
  dates: Record<string, Dating>;
  order: Record<string, string[]>;
}

export interface Header {
  version: number;
  n: number;
  all: number;
  points: number;
  parts: number;
  vertices: number;
  dates: number;
  bounds: number;
}

/** What the strategy map shows: cards in three columns, and the flows between them. */

import type { components } from "../api/schema";

export type MapPart = components["schemas"]["MapOut"];
export type Objective = components["schemas"]["MapObjective"];
export type Program = components["schemas"]["MapProgram"];
export type Project = components["schemas"]["MapProject"];
export type State = components["schemas"]["State"];

/** A card by its kind and id, such as "program-3". */
export type Key = string;

export interface Flow {
  from: Key;
  to: Key;
  /** 0 to 1: of the work of a program or project, or a project's part in its program's work. */
  share: number;
  state: State;
}

export interface Sight {
  objectives: Objective[];
  programs: Program[];
  projects: Project[];
  flows: Flow[];
  /** Projects that are not shown. */
  left: number;
}

const ALL = 14;
const MOST_PROJECTS = 24;
const WORST: readonly State[] = ["off_track", "at_risk", "on_track", "done"];

export class MapData {
  readonly part: MapPart;
  readonly expanded = new Set<number>();
  /** The program whose projects are asked for; null for those that need somebody most. */
  program: number | null = null;
  readonly #children = new Map<number | null, Objective[]>();
  readonly #byId = new Map<number, Objective>();

  constructor(part: MapPart) {
    this.part = part;
    for (const each of part.objectives) {
      if (each.status === "dropped") continue;
      this.#byId.set(each.id, each);
      const siblings = this.#children.get(each.parent) ?? [];
      this.#children.set(each.parent, [...siblings, each]);
    }
    if (this.#byId.size <= ALL) for (const id of this.#byId.keys()) this.expanded.add(id);
  }

  children(id: number | null): readonly Objective[] {
    return this.#children.get(id) ?? [];
  }

  depth(objective: Objective): number {
    const above = objective.parent === null ? undefined : this.#byId.get(objective.parent);
    return above ? this.depth(above) + 1 : 0;
  }

  /** What is to be seen now. */
  sight(): Sight {
    const objectives = this.#shown(null);
    const standsFor = this.#standsFor(objectives);
    const flows: Flow[] = [];
    for (const program of this.part.programs) add(flows, `program-${program.id}`, program.shares, program.state, standsFor);
    const programs = beside(this.part.programs, objectives, flows);
    const projects = this.#projects(programs);
    for (const project of projects) {
      if (project.shares !== null) add(flows, `project-${project.id}`, project.shares, project.state, standsFor);
      else if (project.program !== null) flows.push(this.#within(project, project.program));
    }
    return { objectives, programs, projects, flows, left: this.part.projects.length - projects.length };
  }

  /** The objective's own work and that of all below it, by program and project: what the list shows under it. */
  servers(objective: Objective): { programs: Program[]; projects: Project[] } {
    const has = (shares: Readonly<Record<string, number>> | null): boolean => shares !== null && String(objective.id) in shares;
    return { programs: this.part.programs.filter((each) => has(each.shares)), projects: this.part.projects.filter((each) => has(each.shares)) };
  }

  #shown(parent: number | null): Objective[] {
    return this.children(parent).flatMap((each) => [each, ...(this.expanded.has(each.id) ? this.#shown(each.id) : [])]);
  }

  /** For each objective the one that is shown in its place: itself, or the nearest above it. */
  #standsFor(shown: readonly Objective[]): Map<number, number> {
    const visible = new Set(shown.map((each) => each.id));
    const found = new Map<number, number>();
    for (const each of this.#byId.values()) {
      let at: Objective | undefined = each;
      while (at && !visible.has(at.id)) at = at.parent === null ? undefined : this.#byId.get(at.parent);
      if (at) found.set(each.id, at.id);
    }
    return found;
  }

  #projects(programs: readonly Program[]): Project[] {
    const { projects } = this.part;
    if (this.program !== null) return projects.filter((each) => each.program === this.program);
    if (projects.length <= MOST_PROJECTS) return byProgram(projects, programs);
    const worst = [...projects].sort((a, b) => WORST.indexOf(a.state) - WORST.indexOf(b.state) || b.work_minutes - a.work_minutes);
    return byProgram(worst.slice(0, MOST_PROJECTS), programs);
  }

  #within(project: Project, program: number): Flow {
    const all = this.part.projects.filter((each) => each.program === program).reduce((sum, each) => sum + each.work_minutes, 0);
    return { from: `program-${program}`, to: `project-${project.id}`, share: all ? project.work_minutes / all : 0, state: project.state };
  }
}

/** Programs at the height of what they serve, so that few lines cross; those that serve none come last. */
function beside(programs: readonly Program[], objectives: readonly Objective[], flows: readonly Flow[]): Program[] {
  const rank = new Map(objectives.map((each, place) => [`objective-${each.id}`, place]));
  const height = (program: Program): number => {
    const mine = flows.filter((flow) => flow.to === `program-${program.id}`);
    const whole = mine.reduce((sum, flow) => sum + flow.share, 0);
    return whole ? mine.reduce((sum, flow) => sum + flow.share * (rank.get(flow.from) ?? 0), 0) / whole : Infinity;
  };
  const heights = new Map(programs.map((each) => [each, height(each)]));
  return sorted(programs, (each) => heights.get(each)!);
}

function byProgram(projects: readonly Project[], programs: readonly Program[]): Project[] {
  const order = new Map(programs.map((each, place) => [each.id, place]));
  return sorted(projects, (each) => (each.program === null ? Infinity : (order.get(each.program) ?? Infinity)));
}

function sorted<Row>(rows: readonly Row[], place: (row: Row) => number): Row[] {
  return [...rows].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** Add the flows of a program or project to the objectives shown, those for one of them together. */
function add(flows: Flow[], to: Key, shares: Readonly<Record<string, number>>, state: State, standsFor: ReadonlyMap<number, number>): void {
  const sums = new Map<number, number>();
  for (const [id, share] of Object.entries(shares)) {
    const shown = standsFor.get(Number(id));
    if (shown !== undefined) sums.set(shown, (sums.get(shown) ?? 0) + share);
  }
  for (const [id, share] of sums) flows.push({ from: `objective-${id}`, to, share, state });
}

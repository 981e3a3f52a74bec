/** The map in words. */

import type { Words } from "../plan/i18n";
import type { Objective, Program, Project, State } from "./data";

/** A share of 0 to 100 in whole percents, as on every page: 99.6 is not yet 100. */
export function whole(percent: number): number {
  return percent > 50 ? Math.floor(percent + 1e-6) : Math.round(percent);
}

export class MapWords {
  readonly words: Words;
  readonly #day: Intl.DateTimeFormat;
  readonly #tenths: Intl.NumberFormat;

  constructor(words: Words, locale: string) {
    this.words = words;
    this.#tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    this.#day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
  }

  state(state: State): string {
    const { words } = this;
    return { on_track: words.t("On track"), at_risk: words.t("At risk"), off_track: words.t("Off track"), done: words.t("Done") }[state];
  }

  /** A share of 0 to 1 as finely as it may be said. */
  percent(share: number): string {
    return `${this.#tenths.format(share * 100)} %`;
  }

  objective(objective: Objective, isUnserved: boolean): string {
    const { words } = this;
    if (isUnserved) return words.t("nobody serves this yet");
    if (objective.status === "draft") return words.t("a draft");
    if (objective.progress === null) return words.t("not measured yet");
    return words.t("{percent} reached", { percent: `${whole(objective.progress * 100)} %` });
  }

  program(program: Program, projects: number): string {
    const count = this.words.n("{count} project", "{count} projects", projects);
    return program.finish === null ? count : `${count} · ${this.#until(program.finish)}`;
  }

  project(project: Project): string {
    const done = this.words.t("{percent} done", { percent: `${whole(project.percent_complete)} %` });
    return project.finish === null || project.work_minutes === 0 ? done : `${done} · ${this.#until(project.finish)}`;
  }

  /** The last day of what ends just before `finish`. */
  #until(finish: string): string {
    return this.#day.format(new Date(new Date(finish).getTime() - 60_000));
  }
}

/** The plan's words: English keys, translated by a catalog of gettext's form that the page may name. */

/** What Django's JSONCatalog answers. */
export interface Catalog {
  catalog: Record<string, string | string[]>;
}

export type Values = Readonly<Record<string, string | number>>;

export class Words {
  #catalog: Catalog["catalog"] = {};
  #plural: Intl.PluralRules;

  constructor(language: string) {
    this.#plural = new Intl.PluralRules(language);
  }

  use(catalog: Catalog): void {
    this.#catalog = catalog.catalog;
  }

  /** The words of `key` with `{name}` replaced by its value. */
  t(key: string, values: Values = {}): string {
    const found = this.#catalog[key];
    return filled(typeof found === "string" ? found : (found?.[0] ?? key), values);
  }

  /** As `t`, with the form that `count` asks for; `{count}` is the number. */
  n(one: string, many: string, count: number, values: Values = {}): string {
    const forms = this.#catalog[one];
    const text = Array.isArray(forms) ? (forms[this.#form(count, forms.length)] ?? many) : count === 1 ? one : many;
    return filled(text, { count, ...values });
  }

  /** Gettext orders a language's forms as CLDR orders its categories. */
  #form(count: number, forms: number): number {
    const categories = ["zero", "one", "two", "few", "many", "other"].filter((each) =>
      (this.#plural.resolvedOptions().pluralCategories as string[]).includes(each),
    );
    return Math.min(Math.max(categories.indexOf(this.#plural.select(count)), 0), forms - 1);
  }
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

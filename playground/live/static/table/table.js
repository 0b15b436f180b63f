// @ts-check
/**
 * The numbers behind a live figure, as tables that follow the run.
 *
 * @typedef {Object} Table
 * @property {"columns" | "matrix"} kind
 * @property {string} title
 * @property {string} first     what rows are
 * @property {(string | number)[]} rows    their names, or the numbers that they stand for; counted from 0 where there are none
 * @property {any[]} columns    of a matrix the columns' names; else {heading, name}, the tensor or curve in each
 * @property {string} tensor    of a matrix
 * @property {boolean} curves   whether the columns are curves, the newest epoch first
 * @property {string} order     of columns the tensor that says in which order the rows come, if there is one
 *
 * @typedef {Object} Grid  A table's numbers: nothing is copied until a cell is asked for.
 * @property {(string | number)[]} headings
 * @property {number} rows
 * @property {(row: number) => string | number} label
 * @property {(row: number, column: number) => number} value
 */

const MOST_ROWS = 200;
const MOST_COLUMNS = 30;

/**
 * @typedef {Object} Data
 * @property {Table[]} tables
 * @property {string} language
 * @property {Record<string, string>} texts
 *
 * @typedef {{table: Table, section: HTMLElement, button: HTMLButtonElement, body: HTMLTableElement, note: HTMLElement}} Part
 */

/** @extends {LiveElement<Data>} */
class LiveTables extends LiveElement {
  interval = 500; // nobody reads faster
  modules = { csv: "csv", numbers: "numbers" };
  /** @type {typeof import("./csv.js")} */ csv;
  /** @type {typeof import("./numbers.js")} */ numbers;
  /** @type {Part[]} */
  parts = [];
  built = "";

  /** @param {Data} data */
  prepare(data) {
    this.tabular = this.numbers.numbersIn(data.language).tabular;
    const built = JSON.stringify([data.tables, data.texts]);
    if (built !== this.built) this.build();
    this.built = built;
  }

  /** Put an empty table on the page for each, with its button. */
  build() {
    this.parts = this.data.tables.map((table) => {
      const [button, title] = [document.createElement("button"), document.createElement("strong")];
      const [body, note] = [document.createElement("table"), document.createElement("p")];
      title.textContent = table.title;
      button.type = "button";
      button.textContent = this.data.texts.csv;
      button.setAttribute("aria-label", fill(this.data.texts.download, { title: table.title }));
      button.onclick = () => this.download(table);
      const scroll = document.createElement("div");
      scroll.className = "scroll";
      body.classList.toggle("wrapped", Boolean(table.order)); // such rows have long names
      scroll.tabIndex = 0;
      scroll.setAttribute("role", "group");
      scroll.setAttribute("aria-label", table.title);
      scroll.append(body);
      const header = document.createElement("header");
      const files = document.createElement("div");
      files.className = "files";
      files.append(this.csv.formChoice(this.data.language, this.data.texts), button);
      header.append(title, files);
      const section = document.createElement("section");
      section.append(header, scroll, note);
      return { table, section, button, body, note };
    });
    this.element.replaceChildren(...this.parts.map(({ section }) => section));
  }

  /** @param {State} state */
  draw(state) {
    for (const part of this.parts) this.fill(part, state);
  }

  /**
   * @param {Part} part
   * @param {State} state
   */
  fill({ table, button, body, note }, state) {
    const grid = gridOf(table, state);
    button.disabled = grid.rows === 0;
    const rows = Math.min(grid.rows, MOST_ROWS);
    const headings = grid.headings.slice(0, MOST_COLUMNS);
    const head = line([table.first, ...headings].map((name) => cell("th", this.named(name), "col")));
    const lines = Array.from({ length: rows }, (_, row) => {
      const numbers = headings.map((_, column) => cell("td", this.tabular(grid.value(row, column))));
      return line([cell("th", this.named(grid.label(row)), "row"), ...numbers]);
    });
    const [thead, tbody] = ["thead", "tbody"].map((name) => document.createElement(name));
    thead.append(head);
    tbody.append(...lines);
    body.replaceChildren(thead, tbody);
    this.element.dataset.rows = String(rows);
    const whole = rows === grid.rows && headings.length === grid.headings.length;
    const counts = { rows, all_rows: grid.rows, columns: headings.length, all_columns: grid.headings.length };
    note.textContent = rows === 0 ? this.data.texts.waiting : whole ? "" : fill(this.data.texts.part, counts);
  }

  /**
   * Return a name as it is, a number as people read it.
   * @param {string | number} name
   */
  named(name) {
    return typeof name === "number" ? this.tabular(name) : name;
  }

  /**
   * Hand over the whole table; curves from the first epoch on.
   * @param {Table} table
   */
  download(table) {
    const grid = gridOf(table, this.state, false);
    const lines = [[table.first, ...grid.headings]];
    for (let row = 0; row < grid.rows; row += 1) {
      const numbers = grid.headings.map((_, column) => grid.value(row, column));
      lines.push([grid.label(row), ...numbers.map(this.csv.written)]);
    }
    this.csv.save(`${table.title}.csv`, lines, this.data.language);
  }
}

/**
 * Find a table's numbers in what is known of a run.
 * @param {Table} table
 * @param {State} state
 * @param {boolean} backwards   whether the last row comes first
 * @returns {Grid}
 */
function gridOf(table, state, backwards = table.curves) {
  if (table.kind === "matrix") {
    const tensor = state.tensors[table.tensor];
    const [rows, columns] = tensor?.shape ?? [0, table.columns.length];
    const headings = Array.from({ length: columns }, (_, column) => table.columns[column] ?? String(column));
    /** @type {Grid["value"]} */
    const value = (row, column) => tensor.data[row * columns + column];
    return { headings, rows, label: (row) => table.rows[row] ?? String(row), value };
  }
  const columns = table.columns.map(({ name }) => (table.curves ? state.curves[name] : state.tensors[name]?.data) ?? []);
  const rows = Math.max(0, ...columns.map(({ length }) => length));
  const order = table.order ? state.tensors[table.order]?.data : undefined;
  /** @param {number} row */
  const place = (row) => (backwards ? rows - 1 - row : (order?.[row] ?? row));
  return {
    headings: table.columns.map(({ heading }) => heading),
    rows,
    label: (row) => table.rows[place(row)] ?? String(table.curves ? state.epochs[place(row)] : place(row)),
    value: (row, column) => columns[column][place(row)] ?? NaN,
  };
}

/** @param {HTMLElement[]} cells */
function line(cells) {
  const row = document.createElement("tr");
  row.append(...cells);
  return row;
}

/**
 * @param {"th" | "td"} name
 * @param {string} text
 * @param {string} [scope]
 */
function cell(name, text, scope) {
  const made = document.createElement(name);
  made.textContent = text;
  if (scope) made.scope = scope;
  return made;
}

/** @type {(text: string, values: Record<string, string | number>) => string} */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

export default mount(LiveTables, ".live-tables");

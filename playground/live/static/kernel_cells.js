// @ts-check
/**
 * A kernel whose cells are edited: coloured by sign, orange below zero and blue above, the stronger the larger.
 *
 * @typedef {"negative" | "positive" | "text" | "border" | "faint" | "mesh" | "curve" | "mark"} Purpose
 * @typedef {Record<Purpose, string>} Colours   of the light or dark shade (playground/figures/component_colours.py)
 * @typedef {Pick<Colours, "negative" | "positive">} Signs
 */

const LIMIT = 999;

export class KernelCells {
  /**
   * @param {HTMLElement} element
   * @param {(cells: number[]) => void} change   called with all cells when somebody has changed one
   */
  constructor(element, change) {
    this.element = element;
    this.change = change;
    /** @type {HTMLInputElement[]} */
    this.inputs = [];
    /** @type {HTMLInputElement | null} */
    this.editing = null;
    element.classList.add("kernel-cells");
    element.setAttribute("role", "group");
  }

  /**
   * @param {number[]} cells
   * @param {number} columns
   * @param {{texts: Record<string, string>, colours: Signs, number: (value: number) => string}} look
   */
  show(cells, columns, look) {
    this.cells = [...cells];
    this.look = look;
    if (this.inputs.length !== cells.length || this.columns !== columns) this.build(columns);
    const largest = Math.max(...cells.map(Math.abs), 1e-9);
    this.inputs.forEach((input, place) => {
      const text = look.number(cells[place]);
      if (input.value !== text && (input !== this.editing || input.dataset.bad !== "true")) input.value = text;
      paint(input, cells[place] / largest, look.colours);
    });
  }

  /** @param {number} columns */
  build(columns) {
    this.columns = columns;
    const { texts } = this.look;
    this.element.style.setProperty("--columns", String(columns));
    this.element.dataset.columns = String(columns);
    this.element.setAttribute("aria-label", texts.kernel);
    this.inputs = this.cells.map((_, place) => this.input(place, columns, texts));
    this.element.replaceChildren(...this.inputs);
  }

  /**
   * @param {number} place
   * @param {number} columns
   * @param {Record<string, string>} texts
   */
  input(place, columns, texts) {
    const [row, column] = [Math.floor(place / columns) + 1, (place % columns) + 1];
    const name = texts.cell.replace("{row}", String(row)).replace("{column}", String(column));
    const input = Object.assign(document.createElement("input"), { type: "text", inputMode: "text", autocomplete: "off" });
    input.setAttribute("aria-label", name);
    input.onfocus = () => {
      this.editing = input;
      input.select();
    };
    input.onblur = () => {
      this.editing = null;
      input.value = this.look.number(this.cells[place]);
      this.mark(input, true);
    };
    input.oninput = () => this.set(place, parsed(input.value));
    input.onkeydown = (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (event.key === "Enter") input.select();
      if (!step) return;
      event.preventDefault();
      const value = tidy(this.cells[place] + step * (event.shiftKey ? 0.1 : 1));
      input.value = this.look.number(value);
      this.set(place, value);
    };
    return input;
  }

  /**
   * @param {number} place
   * @param {number | null} value   null where what is written is no number
   */
  set(place, value) {
    const input = this.inputs[place];
    const good = value !== null && Math.abs(value) <= LIMIT;
    this.mark(input, good);
    if (!good) return;
    this.cells[place] = value;
    input.dataset.bad = "true"; // what is being written is left as it is, as "1," or "-0"
    this.change([...this.cells]);
  }

  /**
   * @param {HTMLInputElement} input
   * @param {boolean} good
   */
  mark(input, good) {
    input.dataset.bad = String(!good);
    if (good) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
    input.title = good ? "" : this.look.texts.bad_cell;
  }
}

/**
 * Return the number that a text says, with a decimal point or comma, or as a fraction; null where it says none.
 * @param {string} text
 */
export function parsed(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  const [above, below = "1", ...more] = plain.split("/");
  if (more.length || !isNumber(above) || !isNumber(below) || Number(below) === 0) return null;
  return tidy(Number(above) / Number(below));
}

/** @param {string} text */
function isNumber(text) {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim());
}

/**
 * Return a number without what steps of 0.1 leave beyond the tenth digit; an address keeps as many.
 * @param {number} value
 */
export function tidy(value) {
  return Number(value.toFixed(10)) || 0; // no negative zero
}

/**
 * Colour an element by a value from -1 to 1.
 * @param {HTMLElement} element
 * @param {number} share
 * @param {Signs} colours
 */
export function paint(element, share, colours) {
  const colour = share < 0 ? colours.negative : colours.positive;
  element.style.background = `color-mix(in srgb, ${colour} ${Math.round(65 * Math.min(Math.abs(share), 1))}%, transparent)`;
}

// @ts-check
/** A number to type, to drag from side to side, or to move by the arrow keys. */

const PIXELS = 8; // of dragging for one step
const NEAR = 4; // pixels within which a press is no drag

/**
 * Let a field take numbers.
 * @param {HTMLInputElement} field
 * @param {{value: () => number, write: (value: number) => string, take: (value: number) => void, limit: number, step: number}} number
 *   `write` puts it as it is typed; `limit` is its largest size
 */
export function takesNumbers(field, { value, write, take, limit, step }) {
  /** @param {number} wanted */
  const move = (wanted) => {
    const stepped = Number(Math.min(Math.max(wanted, -limit), limit).toFixed(10));
    field.value = write(stepped); // the next move may come before the next picture
    take(stepped);
  };
  field.type = "text";
  field.inputMode = "decimal";
  field.oninput = () => {
    const typed = Number(field.value.trim().replace("−", "-").replace(",", ".") || NaN);
    if (Math.abs(typed) <= limit) take(typed);
  };
  field.onblur = () => (field.value = write(value()));
  field.onfocus = () => field.select();
  field.onkeydown = (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    move(value() + by * step * (event.shiftKey ? 10 : 1));
  };
  /** @type {{x: number, value: number, moved: boolean} | null} */
  let held = null;
  field.onpointerdown = (event) => {
    if (!field.matches(":focus")) held = { x: event.clientX, value: value(), moved: false };
  };
  field.onpointermove = (event) => {
    if (!held || !event.buttons) return;
    const far = event.clientX - held.x;
    if (!held.moved && Math.abs(far) < NEAR) return;
    if (!held.moved) field.setPointerCapture(event.pointerId);
    held.moved = true;
    move(held.value + Math.round(far / PIXELS) * step);
  };
  field.onpointerup = field.onpointercancel = () => (held = null);
}

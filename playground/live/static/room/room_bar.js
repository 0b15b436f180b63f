// @ts-check
/**
 * The slim bar above a page of somebody who is in a room: which room, who they are, what the teacher has sent, a hand to
 * raise, a vote; to the teacher, what they let the class do.
 *
 * @typedef {import("./room_connection.js").Room} Room
 * @typedef {import("./room_connection.js").Given & {
 *   scripts: string,
 *   teaches: boolean,
 *   taken: number,
 *   back: "" | "own" | "task",
 *   owner: string,
 *   pages: Record<string, string>,
 *   wall: string,
 *   texts: Record<string, string>,
 * }} BarData
 */

/** @extends {PageElement<BarData>} */
class RoomBar extends PageElement {
  modules = { rooms: "room_connection" };
  /** @type {typeof import("./room_connection.js")} */ rooms;
  /** @type {string} */ joined;
  /** @type {import("./room_connection.js").RoomConnection} */ room;
  /** @type {Room | null} */ told = null;
  status = "connecting";
  asked = 0;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    /** @type {HTMLDialogElement} */
    this.frozen = element.querySelector(".frozen");
    this.frozen.oncancel = (event) => event.preventDefault();
    /** @param {KeyboardEvent} event */
    this.onKey = (event) => this.hold(event);
    window.addEventListener("keydown", this.onKey, true);
  }

  /** @param {BarData} data */
  prepare(data) {
    const moved = data.token !== this.joined;
    if (moved) {
      this.room?.close();
      this.joined = data.token;
      this.rooms.remember(data);
      this.room = new this.rooms.RoomConnection(
        data,
        false,
        (message) => this.hear(message),
        (status) => this.note(status),
      );
    }
    this.element.setAttribute("aria-label", data.texts.room);
    this.drawButtons();
    this.drawSoon();
  }

  /** @param {Room} message */
  hear(message) {
    this.told = message;
    if (!this.data.teaches && message.task.number > Math.max(this.data.taken, this.asked)) {
      this.asked = message.task.number;
      this.trigger("task", message.task.number);
    }
    if (message.ended) this.rooms.remember(this.data, false);
    this.drawSoon();
  }

  /** @param {string} status */
  note(status) {
    if (status === this.status) return;
    this.status = status;
    if (status === "gone") this.rooms.remember(this.data, false);
    this.drawSoon();
  }

  /**
   * While the class is frozen, no key reaches the page.
   * @param {KeyboardEvent} event
   */
  hold(event) {
    if (!this.frozen.open) return;
    event.stopImmediatePropagation();
    if (event.key !== "F5" && !event.ctrlKey && !event.metaKey) event.preventDefault();
  }

  leave() {
    this.rooms.remember(this.data, false);
    this.trigger("leave", true);
  }

  drawButtons() {
    const { texts, teaches, back, wall } = this.data;
    const acts = this.query(".acts");
    const focused = /** @type {HTMLElement | null} */ (acts.querySelector(":focus"))?.dataset.act;
    acts.replaceChildren();
    if (teaches) {
      for (const kind of ["play", "pause", "reset"]) acts.append(this.button(kind, texts[`all_${kind}`]));
      acts.append(this.button("freeze", texts.freeze), this.button("send", texts.send));
      const link = make("a", "", texts.wall);
      link.href = wall;
      acts.append(link);
    } else {
      acts.append(this.button("hand", texts.hand));
      if (back) acts.append(this.button("swap", texts[`back_to_${back}`]));
      acts.append(this.button("leave", texts.leave));
    }
    if (focused) /** @type {HTMLElement | null} */ (acts.querySelector(`[data-act=${focused}]`))?.focus();
  }

  /**
   * @param {string} act
   * @param {string} text
   */
  button(act, text) {
    const button = make("button", "", text);
    button.type = "button";
    button.dataset.act = act;
    button.onclick = () => this.act(act);
    return button;
  }

  /** @param {string} act */
  act(act) {
    if (["play", "pause", "reset"].includes(act)) this.room.say({ type: "order", kind: act });
    else if (act === "freeze") this.room.say({ type: "freeze", frozen: !this.told?.frozen });
    else if (act === "hand") this.room.say({ type: "hand", up: !this.told?.you?.hand });
    else if (act === "leave") this.leave();
    else this.trigger(act, true);
  }

  draw() {
    const { element, told, data } = this;
    const { texts } = data;
    element.dataset.status = this.status;
    element.dataset.draws = String(this.drawn());
    write(this.query(".code"), data.code);
    const over = this.status === "gone" || Boolean(told?.ended);
    const message = this.query(".message");
    message.hidden = !over && this.status !== "disconnected";
    write(message, over ? texts.over : texts.disconnected);
    if (!told) return;
    write(this.query(".title"), told.title);
    const { you } = told;
    const name = you && (you.name || phrase(texts.student, { n: you.number }));
    if (name || data.teaches) write(this.query(".who"), name || (data.owner ? phrase(texts.owner, { name: data.owner }) : texts.teacher));
    this.query(".acts").hidden = over;
    const count = this.query(".count");
    count.hidden = !data.teaches;
    write(count, phrase(texts.count, { n: told.students ?? 0, hands: told.hands ?? 0 }));
    const sent = this.query(".sent");
    sent.hidden = !data.teaches || over || told.task.number === 0;
    write(sent, phrase(texts.sent, { page: data.pages[told.task.page] ?? "" }));
    const rank = this.query(".rank");
    rank.hidden = !told.rank;
    if (told.rank) write(rank, phrase(texts.rank, { place: told.rank.place, count: told.rank.of }));
    this.press("hand", Boolean(you?.hand));
    this.press("freeze", told.frozen);
    this.drawPoll(told, over);
    this.drawFrozen(told.frozen && !data.teaches && !over);
  }

  /**
   * @param {string} act
   * @param {boolean} pressed
   */
  press(act, pressed) {
    this.query(`[data-act=${act}]`)?.setAttribute("aria-pressed", String(pressed));
  }

  /** @param {boolean} frozen */
  drawFrozen(frozen) {
    write(this.query(".frozen p"), this.data.texts.frozen);
    if (frozen && !this.frozen.open) this.frozen.showModal();
    else if (!frozen && this.frozen.open) this.frozen.close();
  }

  /**
   * The question that is asked, with a button for each choice; once it is closed, how the class has voted.
   * @param {Room} told
   * @param {boolean} over
   */
  drawPoll({ poll, you }, over) {
    const part = this.query(".poll");
    part.hidden = !poll || over || this.data.teaches;
    if (!poll || part.hidden) return;
    write(this.query(".question"), poll.question);
    const choices = this.query(".choices");
    choices.setAttribute("aria-label", poll.question);
    while (choices.children.length < poll.choices.length) choices.append(this.choice(choices.children.length));
    while (choices.children.length > poll.choices.length) choices.lastElementChild.remove();
    poll.choices.forEach((text, place) => {
      const button = /** @type {HTMLButtonElement} */ (choices.children[place]);
      write(button, poll.votes ? phrase(this.data.texts.votes, { choice: text, n: poll.votes[place] }) : text);
      button.setAttribute("aria-pressed", String(you?.choice === place));
      button.disabled = !poll.open;
    });
  }

  /** @param {number} place */
  choice(place) {
    const button = make("button");
    button.type = "button";
    button.onclick = () => this.room.say({ type: "vote", choice: place });
    return button;
  }

  close() {
    super.close();
    window.removeEventListener("keydown", this.onKey, true);
    this.room?.close();
  }
}

export default mount(RoomBar, ".room-bar");

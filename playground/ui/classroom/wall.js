// @ts-check
/**
 * The wall: how to get in, what the teacher lets the class do, a question with its votes, and every student's network.
 *
 * @typedef {import("./room_connection.js").Room} Room
 * @typedef {import("./room_connection.js").Given & {
 *   scripts: string,
 *   language: string,
 *   link: string,
 *   qr: string,
 *   solutions: string,
 *   challenges: Record<string, string>,
 *   open: Record<string, string>,
 *   pages: Record<string, string>,
 *   looks: Record<"light" | "dark", import("./glances.js").Looks>,
 *   texts: Record<string, string>,
 * }} WallData
 *
 * @typedef {import("./student_cards.js").Row} Row
 * @typedef {import("./student_cards.js").Glance} Glance
 * @typedef {import("./challenge_ranking.js").Ranking} Ranking
 */

const ORDERS = ["joined", "name", "accuracy", "parameters", "epoch"];

/** @extends {PageElement<WallData>} */
class Wall extends PageElement {
  modules = { rooms: "room_connection", parts: "student_cards", ranks: "challenge_ranking", frames: "frames" };
  /** @type {typeof import("./room_connection.js")} */ rooms;
  /** @type {typeof import("./student_cards.js")} */ parts;
  /** @type {typeof import("./frames.js")} */ frames;
  /** @type {typeof import("./challenge_ranking.js")} */ ranks;
  /** @type {Ranking | null} */ ranking = null;
  /** @type {string} */ joined;
  /** @type {import("./room_connection.js").RoomConnection} */ room;
  /** @type {Room | null} */ told = null;
  /** @type {Row[]} */ rows = [];
  /** @type {Map<number, Glance>} */ seen = new Map();
  /** @type {Map<number, HTMLLIElement>} */ cards = new Map();
  status = "connecting";
  order = "joined";
  dark = false;

  /** @param {HTMLElement} element */
  constructor(element) {
    super(element);
    const select = this.select();
    select.onchange = () => {
      this.order = select.value;
      this.drawSoon();
    };
    /** @type {HTMLButtonElement} */ (element.querySelector(".close-poll")).onclick = () => {
      this.room.say({ type: "close_poll" });
    };
  }

  select() {
    return /** @type {HTMLSelectElement} */ (this.element.querySelector(".sorted select"));
  }

  /** @param {WallData} data */
  prepare(data) {
    if (data.token !== this.joined) {
      this.room?.close();
      this.joined = data.token;
      this.rooms.remember(data);
      this.room = new this.rooms.RoomConnection(
        data,
        true,
        (message) => this.hear(message),
        (status) => this.note(status),
        (bytes) => this.look(bytes),
      );
    }
    const { texts } = data;
    this.element.setAttribute("aria-label", texts.wall);
    if (this.query(".qr").dataset.link !== data.link) this.drawWayIn(data);
    this.drawActs();
    const select = this.select();
    write(this.query(".sorted span"), texts.sorted);
    select.replaceChildren(...ORDERS.map((name) => new Option(texts[`by_${name}`], name, false, name === this.order)));
    write(this.query(".close-poll"), texts.close_poll);
    write(this.query(".empty"), texts.empty);
    this.drawSoon();
  }

  /** @param {WallData} data */
  drawWayIn({ link, qr, code }) {
    const place = this.query(".qr");
    place.dataset.link = link;
    place.innerHTML = qr; // an SVG that the server has made of the link alone
    write(this.query(".code"), code);
    write(this.query(".link"), link);
  }

  drawActs() {
    const { texts } = this.data;
    const acts = this.query(".acts");
    if (acts.children.length) {
      for (const button of acts.querySelectorAll("button")) write(button, texts[button.dataset.act]);
      return;
    }
    for (const act of ["play", "pause", "reset", "freeze", "lock", "projector", "end"]) {
      const button = make("button", "", texts[act]);
      button.type = "button";
      button.dataset.act = act;
      button.onclick = () => this.act(act);
      acts.append(button);
    }
  }

  /** @param {string} act */
  act(act) {
    const { texts } = this.data;
    if (["play", "pause", "reset"].includes(act)) this.room.say({ type: "order", kind: act });
    else if (act === "freeze") this.room.say({ type: "freeze", frozen: !this.told?.frozen });
    else if (act === "lock") this.room.say({ type: "lock", locked: !this.told?.locked });
    else if (act === "end") {
      if (window.confirm(texts.confirm_end)) this.room.say({ type: "end" });
    } else if (document.fullscreenElement) document.exitFullscreen();
    else this.element.requestFullscreen?.();
  }

  /** @param {Room | {type: "wall", students: Row[], ranking: Ranking | null}} message */
  hear(message) {
    if (message.type === "wall") {
      this.rows = message.students;
      this.ranking = message.ranking;
      const here = new Set(this.rows.map((row) => row.number));
      for (const number of this.seen.keys()) if (!here.has(number)) this.seen.delete(number);
    } else {
      this.told = message;
      if (message.ended) {
        this.rooms.remember(this.data, false);
        this.trigger("ended", true);
      }
    }
    this.drawSoon();
  }

  /** @param {ArrayBuffer} bytes   the student's number, and the frame of a glance */
  look(bytes) {
    const number = new DataView(bytes).getUint32(0, true);
    this.seen.set(number, this.frames.readFrame(bytes.slice(4)));
    this.drawSoon();
  }

  /** @param {string} status */
  note(status) {
    if (status === this.status) return;
    this.status = status;
    this.drawSoon();
  }

  draw() {
    const { element, told, data, status } = this;
    const { texts } = data;
    const dark = this.connection.isDark();
    this.dark = dark;
    element.dataset.status = status;
    element.dataset.draws = String(this.drawn());
    const message = this.query(".message");
    message.hidden = status === "open" || status === "connecting";
    write(message, status === "gone" ? texts.over : texts.disconnected);
    if (told) {
      write(this.query(".title"), told.title);
      write(this.query(".count"), texts.count.replace("{n}", String(told.students)).replace("{hands}", String(told.hands)));
      this.press("freeze", told.frozen);
      this.press("lock", Boolean(told.locked));
      this.drawPoll(told.poll);
    }
    /** @param {number} number */
    const nameOf = (number) => this.nameOf(this.rows.find((row) => row.number === number) ?? { number, name: "" });
    this.ranks.drawRanking(this.query(".challenge"), this.ranking, nameOf, data);
    this.drawStudents();
  }

  /**
   * @param {string} act
   * @param {boolean} pressed
   */
  press(act, pressed) {
    this.query(`[data-act=${act}]`).setAttribute("aria-pressed", String(pressed));
  }

  /** @param {Room["poll"]} poll */
  drawPoll(poll) {
    const part = this.query(".poll");
    part.hidden = !poll;
    if (!poll) return;
    write(this.query(".question"), poll.question);
    const votes = poll.votes ?? poll.choices.map(() => 0);
    const most = Math.max(1, ...votes);
    const bars = this.query(".bars");
    while (bars.children.length < poll.choices.length) {
      const item = make("li");
      item.append(make("div", "bar"), make("span"));
      bars.append(item);
    }
    while (bars.children.length > poll.choices.length) bars.lastElementChild.remove();
    poll.choices.forEach((choice, place) => {
      const item = bars.children[place];
      /** @type {HTMLElement} */ (item.firstElementChild).style.width = `${(100 * votes[place]) / most}%`;
      write(item.lastElementChild, phrase(this.data.texts.votes, { choice, n: votes[place] }));
    });
    this.query(".close-poll").hidden = !poll.open;
  }

  drawStudents() {
    const rows = this.sorted();
    this.query(".empty").hidden = rows.length > 0;
    const list = this.query(".students");
    const here = new Set(rows.map((row) => row.number));
    for (const [number, card] of this.cards) {
      if (here.has(number)) continue;
      card.remove();
      this.cards.delete(number);
    }
    rows.forEach((row, place) => {
      const card = this.card(row);
      if (list.children[place] !== card) list.insertBefore(card, list.children[place] ?? null);
      const glance = row.seen ? this.seen.get(row.number) : undefined;
      this.parts.drawCard(card, row, glance, this.nameOf(row), this.data, this.dark ? "dark" : "light");
    });
  }

  sorted() {
    /** @param {Row} row */
    const accuracy = (row) => Number(this.seen.get(row.number)?.facts.test_accuracy ?? Number.NaN);
    /** @param {Row} row */
    const epoch = (row) => Number(this.seen.get(row.number)?.facts.epoch ?? Number.NaN);
    /** @type {Record<string, (one: Row, other: Row) => number>} */
    const orders = {
      joined: () => 0,
      name: (one, other) => this.nameOf(one).localeCompare(this.nameOf(other), this.data.language, { numeric: true }),
      accuracy: (one, other) => behind(-accuracy(one), -accuracy(other)),
      parameters: (one, other) => behind(one.parameters ?? Number.NaN, other.parameters ?? Number.NaN),
      epoch: (one, other) => behind(-epoch(one), -epoch(other)),
    };
    const order = orders[this.order];
    return [...this.rows].sort((one, other) => order(one, other) || one.number - other.number);
  }

  /** @param {{number: number, name: string}} row */
  nameOf(row) {
    return row.name || this.data.texts.student.replace("{n}", String(row.number));
  }

  /** @param {Row} row */
  card({ number }) {
    let card = this.cards.get(number);
    if (!card) {
      card = this.parts.makeCard(number, () => this.room.say({ type: "remove", student: number }));
      this.cards.set(number, card);
    }
    return card;
  }

  close() {
    super.close();
    this.room?.close();
  }
}

/**
 * Compare numbers; what is none comes last.
 * @param {number} one
 * @param {number} other
 */
function behind(one, other) {
  if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  return one - other;
}

export default mount(Wall, ".wall");

// @ts-check
/**
 * The connection of a page to its room: what the room says, and what the person says to it. The room's code and the token
 * stand in cookies of this browser besides, so that a reload comes back as the same person.
 *
 * @typedef {Object} Poll
 * @property {number} number
 * @property {string} question
 * @property {string[]} choices
 * @property {boolean} open
 * @property {number[]} [votes]   for each choice; students get them once nobody votes any more
 *
 * @typedef {Object} Room     as room_socket.py tells it
 * @property {"room"} type
 * @property {string} title
 * @property {boolean} frozen
 * @property {boolean} ended
 * @property {{number: number, page: string}} task
 * @property {Poll | null} poll
 * @property {{name: string, number: number, hand: boolean, choice: number | null}} [you]   to a student
 * @property {{place: number, of: number} | null} [rank]   to a student who has met the class's challenge
 * @property {boolean} [locked]     to the teacher
 * @property {number} [students]    to the teacher
 * @property {number} [hands]       to the teacher
 *
 * @typedef {Object} Given    what Python gives to a component that is in a room
 * @property {string} room          path of the WebSocket
 * @property {string} code
 * @property {string} token
 * @property {[string, string][]} cookies
 * @property {string} cookiePath
 */

const RETRY_DELAYS = [300, 600, 1200, 2500, 5000];
const GONE = 4404;
const REFUSED = [4400, 4403, 1009];
const DAY = 86_400; // s, longer than a room lasts; a room's token is worth nothing without it

/**
 * Let this browser remember who the person is in a room, or forget it.
 * @param {Given} given
 * @param {boolean} [keep]
 */
export function remember({ cookies, cookiePath }, keep = true) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  for (const [name, value] of cookies) {
    document.cookie = `${name}=${value}; path=${cookiePath}; max-age=${keep ? DAY : 0}; samesite=strict${secure}`;
  }
}

export class RoomConnection {
  attempts = 0;
  closed = false;

  /**
   * @param {Given} given
   * @param {boolean} wall   whether this page shows the wall
   * @param {(message: any) => void} hear          what the room says
   * @param {(status: string) => void} tellStatus  "open", "disconnected", "gone"
   * @param {(bytes: ArrayBuffer) => void} [look]  a glance at a student's network
   */
  constructor(given, wall, hear, tellStatus, look) {
    this.given = given;
    this.wall = wall;
    this.hear = hear;
    this.tellStatus = tellStatus;
    this.look = look;
    this.connect();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.given.room}`);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      const { code, token } = this.given;
      this.say({ type: "enter", code, token, wall: this.wall });
    };
    socket.onmessage = (event) => {
      this.attempts = 0;
      this.tellStatus("open");
      if (typeof event.data === "string") this.hear(JSON.parse(event.data));
      else this.look?.(event.data);
    };
    socket.onclose = (event) => this.retry(event.code);
  }

  /** @param {number} code   with which the connection was closed */
  retry(code) {
    if (this.closed) return;
    if (code === GONE || REFUSED.includes(code)) {
      this.tellStatus("gone");
      return;
    }
    this.tellStatus("disconnected");
    const delay = RETRY_DELAYS[Math.min(this.attempts, RETRY_DELAYS.length - 1)];
    this.attempts += 1;
    this.timer = setTimeout(() => this.connect(), delay);
  }

  /** @param {{type: string, [part: string]: any}} message */
  say(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}

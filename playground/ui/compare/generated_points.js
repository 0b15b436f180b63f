// @ts-check
/**
 * What lies over the picture of a GAN: the modes of its data, or data, and the points that its generator makes now.
 */

const WHOLE = 65535; // of the picture's width

class GeneratedPoints {
  /**
   * @param {Generated} generated
   * @param {"light" | "dark"} shade
   */
  constructor(generated, shade) {
    this.generated = generated;
    const [made, real] = generated.colours[shade];
    this.made = made;
    this.real = real;
    this.edge = shade === "dark" ? "#000000a0" : "#ffffffc0";
  }

  /**
   * @param {HTMLCanvasElement} canvas   over the picture
   * @param {ArrayLike<number>} points   x and y of each by turns; both 0 for one that lies outside
   */
  draw(canvas, points) {
    const size = Math.round(canvas.clientWidth * devicePixelRatio);
    if (!size) return;
    if (canvas.width !== size) canvas.width = canvas.height = size;
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, size, size);
    this.drawData(context, size);
    const side = Math.max(size / 60, 2.4);
    context.fillStyle = this.edge;
    this.squares(context, size, points, side + Math.max(side / 2, 1.2));
    context.fillStyle = this.made;
    this.squares(context, size, points, side);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} size
   */
  drawData(context, size) {
    const { rings, radius, data } = this.generated;
    context.strokeStyle = this.real;
    context.lineWidth = Math.max(size / 160, 1.2);
    for (const [x, y] of rings) {
      context.beginPath();
      context.arc(x * size, (1 - y) * size, radius * size, 0, 2 * Math.PI);
      context.stroke();
    }
    context.fillStyle = this.real;
    const side = Math.max(size / 70, 1.6);
    for (const [x, y] of data) context.fillRect(x * size - side / 2, (1 - y) * size - side / 2, side, side);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} size
   * @param {ArrayLike<number>} points
   * @param {number} side
   */
  squares(context, size, points, side) {
    for (let place = 0; place < points.length; place += 2) {
      const [x, y] = [points[place], points[place + 1]];
      if (!x && !y) continue;
      context.fillRect((x / WHOLE) * size - side / 2, (1 - y / WHOLE) * size - side / 2, side, side);
    }
  }
}

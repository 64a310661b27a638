// The line between a browser and the server, which a test can cut.
import { connect, createServer } from 'node:net';

export class Line {
  #pairs = new Set();
  #up = true;

  /** Opens a port that leads to the server's. */
  static async to(port) {
    const line = new Line();
    line.server = createServer((near) => line.#join(near, port));
    await new Promise((ready) => line.server.listen(0, '127.0.0.1', ready));
    line.url = `http://localhost:${line.server.address().port}/`;
    return line;
  }

  /** Ends all connections and lets none through. */
  cut() {
    this.#up = false;
    for (const socket of this.#pairs) socket.destroy();
  }

  mend() {
    this.#up = true;
  }

  async close() {
    this.cut();
    await new Promise((closed) => this.server.close(closed));
  }

  #join(near, port) {
    if (!this.#up) return near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [[near, far], [far, near]]) {
      this.#pairs.add(socket);
      socket.on('error', () => {}).on('close', () => (other.destroy(), this.#pairs.delete(socket)));
      socket.pipe(other);
    }
  }
}

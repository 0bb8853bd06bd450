/// The programs of the golden drawings: what each does is known only while it runs.
enum DrawnProgram: String, CaseIterable, Sendable {
  case teleportation, branches, loop, range, cases, subroutines, pieces

  var text: String { "OPENQASM 3.1;\ninclude \"stdgates.inc\";\n" + body }

  private var body: String {
    switch self {
    case .teleportation:
      """
      qubit message;
      qubit[2] pair;
      bit[2] m;
      bit out;
      ry(0.3) message;
      h pair[0];
      cx pair[0], pair[1];
      cx message, pair[0];
      h message;
      m[0] = measure message;
      m[1] = measure pair[0];
      if (m[1]) x pair[1];
      if (m[0]) z pair[1];
      out = measure pair[1];
      """
    case .branches:
      """
      qubit[2] q;
      bit[2] c;
      int n;
      h q;
      c = measure q;
      if (c == 3) {
        if (c[0]) { reset q; } else { }
      } else if (c[1]) {
        cx q[0], q[1];
      } else {
        n = 2;
      }
      barrier q;
      """
    case .loop:
      """
      qubit[2] q;
      bit c;
      int tries;
      while (tries < 10) {
        h q[0];
        c = measure q[0];
        if (c) { break; }
        tries += 1;
        if (tries == 5) { continue; }
        x q[1];
      }
      """
    case .range:
      """
      qubit[3] q;
      bit[2] c;
      h q[0];
      c[0] = measure q[0];
      for int i in [0:int(c[0])] {
        rx(i * pi / 4) q[i];
        ctrl @ rz(pi / 8) q[i], q[2];
        c[1] = measure q[i];
        reset q[i];
      }
      y q;
      """
    case .cases:
      """
      qubit[2] q;
      bit[2] c;
      c = measure q;
      switch (c) {
        case 0 { x q[0]; }
        case 1, 2 { x q[1]; }
        default { end; }
      }
      c = measure q;
      """
    case .subroutines:
      """
      const int size = 2;
      def flip(qubit a, qubit[2] b, float turn) -> bit {
        rx(turn) a;
        cx b[0], b[1];
        bit r = measure a;
        if (r) { reset a; return r; }
        return !r;
      }
      def spread(qubit[size] w) { h w; cx w[0], w[1]; }
      def twice(int n) -> int { return 2 * n; }
      qubit[4] q;
      bit c;
      int n = 1;
      c = measure q[0];
      if (c) { n = twice(n); spread(q[2:3]); }
      c = flip(q[3], q[0:1], n / 2.0);
      """
    case .pieces:
      """
      input float turn;
      duration wait = 20ns;
      qubit[3] q;
      bit c;
      let pair = q[{2, 0}];
      c = measure pair[0];
      int n = int(c);
      let chosen = q[n:n + 1];
      gphase(turn) ;
      rx(2 * turn) chosen;
      swap pair[0], pair[1];
      barrier chosen;
      delay[wait] chosen;
      delay[wait] q[1];
      bit local = measure q[n];
      """
    }
  }
}

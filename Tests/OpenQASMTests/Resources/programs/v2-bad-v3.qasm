// parse: Q007 Q123 Q123 Q123 Q123 Q123 Q114 Q123
OPENQASM 2.0;
/* no block comments */
qubit[2] q;
let a = q;
for int i in [0:3] { x q; }
c = measure q;
{ x q; }
if (c == 1) { x q; }
ctrl @ x q[0], q[1];

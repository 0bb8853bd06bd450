// parse: ok
OPENQASM 3.1;
include 'stdgates.inc';
qubit[3] q; bit[3] c; int i = 0;
if (c == 1) x q[0];
if (c[0]) { x q[0]; } else x q[1];
if (c[0] && !c[1]) { } else if (c[2]) { y q; } else { z q; }
for int j in [0:2:10] { x q[j % 3]; }
for uint[8] j in {0, 1, 2,} x q[j];
for bit b in c { if (b) { break; } continue; }
for int j in [2:-1:0] { for int k in [0:j] { cx q[j], q[k]; } }
while (i < 3) i += 1;
switch (i) {
  case 0 { x q[0]; }
  case 1, 2, { y q[0]; }
  default { z q[0]; }
}
{ int i = 1; { i += 1; } }
switch (i + 1) { case 1 {} }
end;

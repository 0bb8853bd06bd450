// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"ones": {"5": 1}}
OPENQASM 3.0;
uint[8] n = 0b1011_0110;
output int ones;
for int i in [0:7] {
  if (n[i]) { ones += 1; }
}

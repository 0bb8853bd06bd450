// parse: ok
// check: ok
// run: {"001": 1}
// reading: end
OPENQASM 3.0;
def stop(int i) {
  if (i == 1) end;
}
bit[3] r;
for int i in [0:2] {
  stop(i);
  r[i] = 1;
}

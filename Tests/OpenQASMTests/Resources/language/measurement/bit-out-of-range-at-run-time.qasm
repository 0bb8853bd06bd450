// parse: ok
// check: ok
// run: fault 10
// reading: index
OPENQASM 3.0;
qubit[3] q;
bit[2] c;
int last = 2;
for int i in [0:last] {
  c[i] = measure q[i];
}
